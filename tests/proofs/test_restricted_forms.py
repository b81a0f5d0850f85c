"""A restricted paper goes out in none of its six forms, whatever kind of publication carries it."""

import contextlib
import io
import os
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageChops, ImageFilter

from foundation.documents.layout import render
from foundation.documents.layout.document import Document
from foundation.documents.layout.weasy import lay_out
from foundation.documents.models import StoredFile
from foundation.documents.search import searching
from foundation.documents.search.wholes import Wholes
from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.jobs.models import OutgoingMail
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings import actions
from meetings.despatch import exporting
from meetings.minutes.actions.issuing import public_meeting
from meetings.models import AgendaItem, Meeting, Minutes, Paper, Placement
from meetings.papers.documents.uploaded import UploadedDocument
from meetings.restricted import leaks
from meetings.restricted.actions import require_no_leak
from meetings.restricted.posting import LEFT_OUT, PLAIN_SUBJECT, post
from meetings.restricted.ways_out import WAYS
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import signed_in
from tests.builders.papers import agree, build, file_of, make_paper, make_report, place
from tests.builders.restricted import EXEMPT, Private, make_private, restrict
from tests.builders.supplements import build_supplement

pytestmark = [
    pytest.mark.once("sqlite"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
    pytest.mark.xdist_group("leaks"),
]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
PDF = "application/pdf"
PAGES = [
    "Three firms offered to run the custody suites for seven years, and Larkspur asked the least a cell.",
    "The officers advise against Thornhaven, whose accounts show a loss in each of the last four winters.",
    "A deposit of nine hundred thousand pounds falls due in March, from the reserve for buildings.",
]
FILLER = "It was read at the table by {} and nobody spoke against the {} figure as it then stood."


def text_of(number: int) -> str:
    """The words of one page: enough for a paragraph, and no page like another."""
    words = ("treasurer", "surveyor", "auditor", "clerk", "valuer", "engineer", "banker")
    more = " ".join(FILLER.format(words[(number + at) % 7], words[(number * 3 + at) % 7]) for at in range(4))
    return f"{PAGES[number]} {more}"


def restricted_pdf() -> bytes:
    """Three pages of writing."""
    pages = "".join(f"<p style='break-after: page'>{text_of(number)}</p>" for number in range(3))
    return lay_out(f"<html lang=en><title>Offers</title><body>{pages}</body></html>", {})[0]


def saved_again(data: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        del pdf.docinfo
        pdf.save(out, linearize=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def printed(data: bytes) -> bytes:
    """The same words as another program lays them out, on paper of another size."""
    words = "".join(f"<p>{text_of(number)}</p>" for number in range(3))
    style = "<style>@page { size: A5 } body { font: 9pt/1.7 serif; text-align: justify }</style>"
    return lay_out(f"<html lang=en><title>x</title>{style}<body>{words}</body></html>", {})[0]


def one_page(data: bytes) -> bytes:
    out, single = io.BytesIO(), pikepdf.new()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        single.pages.append(pdf.pages[1])
        single.save(out)
    return out.getvalue()


def scanned(data: bytes) -> bytes:
    """A page as a scanner sees it: a little crooked, blurred, grey, and without any words."""
    page = pypdfium2.PdfDocument(data)[1].render(scale=1.9).to_pil().convert("L")
    page = page.rotate(0.5, fillcolor=255, resample=Image.Resampling.BICUBIC).filter(
        ImageFilter.GaussianBlur(0.8)
    )
    noisy = ImageChops.add(page, Image.effect_noise(page.size, 14), 1, -128)
    out, packed = io.BytesIO(), io.BytesIO()
    noisy.point(lambda value: min(246, int(value * 0.93 + 8))).save(packed, "JPEG", quality=45)
    Image.open(packed).save(out, "PDF", resolution=137)
    return out.getvalue()


FILES: dict[str, Callable[[bytes], bytes]] = {
    "the same file": bytes,
    "saved again": saved_again,
    "printed to PDF": printed,
    "one page of it": one_page,
    "scanned": scanned,
}
FORMS = [*FILES, "as Word"]
WORDS = " ".join(text_of(number) for number in range(3))


@pytest.fixture
def data() -> bytes:
    return restricted_pdf()


def make_world(data: bytes) -> Private:
    """A restricted item whose paper is that file, at another meeting of the panel than the one to publish."""
    world = make_private()
    paper = actions.upload_paper(body=world.body, title="Offers", data=data, by=world.clerk)
    place(world.items[1], paper, world.clerk)
    restrict(world)
    return world


def kept_file(world: Private) -> bytes:
    """The restricted file as it is stored, after vetting."""
    paper = world.items[1].placements.get(paper__title="Offers").paper
    return files.read(file_of(paper.versions.get()))


def in_form(form: str, kept: bytes) -> tuple[Document, StoredFile | None]:
    """What somebody would publish: the restricted paper in one of its forms."""
    if form == "as Word":
        body = "".join(f"<p>{text_of(number)}</p>" for number in range(3))
        report = make_report("Annex", body=body, appendices=[])
        return report, render.pdf(report).file
    made = FILES[form](kept)
    count = len(pypdfium2.PdfDocument(made))
    return UploadedDocument(title="Annex", pages=count), files.store(made, PDF, count)


def put_out(world: Private, meeting: Meeting, form: str, kept: bytes) -> Publication:
    """The form in the library, past every question."""
    document, file = in_form(form, kept)
    return library.publish(
        document=document,
        kind=Publication.Kind.PAPER,
        source_ref="annex",
        by=world.clerk,
        meeting=public_meeting(meeting, world.clerk),
        file=file,
        file_name="annex.pdf",
    )


def other_meeting(world: Private) -> Meeting:
    later = make_meeting(world.body, world.clerk, starts_at=world.meeting.starts_at.replace(day=18))
    later.items.all().delete()
    return later


@dataclass
class Act:
    """Somebody is about to let a restricted paper out, in one of its forms, at another meeting."""

    world: Private
    later: Meeting
    form: str
    kept: bytes
    clock: time_machine.Traveller

    def paper(self) -> Paper:
        """The form as an open paper."""
        body, clerk = self.world.body, self.world.clerk
        if self.form == "as Word":
            text = "".join(f"<p>{text_of(number)}</p>" for number in range(3))
            return make_paper(body, clerk, "Annex", body=text, appendices=[])
        made = FILES[self.form](self.kept)
        return actions.upload_paper(body=body, title="Annex", data=made, by=clerk)

    def agreed(self, *papers: Paper) -> None:
        """An agenda with an open item and its papers, agreed and built."""
        item = add_items(self.later, self.world.clerk, "Work programme")[0]
        for paper in papers:
            place(item, paper, self.world.clerk)
        agree(self.later, self.world.clerk)
        build(self.later, self.world.clerk, "agenda")

    def minutes(self) -> Minutes:
        """Minutes of the meeting, once it was held."""
        add_items(self.later, self.world.clerk, "Work programme")
        self.clock.move_to(self.later.starts_at)
        self.clock.shift(24 * 3600)
        return actions.start_minutes(meeting=self.later, by=self.world.clerk)


def by_agenda(act: Act) -> None:
    act.agreed(act.paper())
    actions.publish_agenda(meeting=act.later, by=act.world.clerk)


def by_supplement(act: Act) -> None:
    act.agreed()
    actions.publish_agenda(meeting=act.later, by=act.world.clerk)
    late = act.paper()
    item = act.later.items.get(title="Work programme")
    Placement.objects.create(item=item, paper=late, position=0, delivery="supplement", late_reason="Late.")
    actions.clear_paper(paper=late, by=act.world.clerk)
    pack = build_supplement(act.later, act.world.clerk)
    actions.publish_supplement(meeting=act.later, by=act.world.clerk, proof=file_of(pack).hash)


def by_again(act: Act) -> None:
    act.agreed()
    actions.publish_agenda(meeting=act.later, by=act.world.clerk)
    AgendaItem.objects.filter(meeting=act.later).update(purpose=WORDS)
    secret = AgendaItem.objects.create(
        meeting=act.later,
        title="Work",
        kind="item",
        position=9,
        issued_label="9",
    )
    actions.restrict_item(item=secret, by=act.world.clerk, **{**EXEMPT, "shows_title": False})


def by_minutes(act: Act) -> None:
    minutes = act.minutes()
    entry = minutes.entries.all()[0]
    actions.save_minute(minute=entry, text=f"<p>{WORDS}</p>", based_on=entry.version, by=act.world.clerk)
    actions.publish_minutes(minutes=minutes, by=act.world.clerk)


def by_decisions(act: Act) -> None:
    minutes = act.minutes()
    actions.decide(minute=minutes.entries.all()[0], limbs=[text_of(0)], by=act.world.clerk)
    actions.publish_decisions(minutes=minutes, by=act.world.clerk)


def by_later_note(act: Act) -> None:
    minutes = act.minutes()
    actions.publish_minutes(minutes=minutes, by=act.world.clerk)
    Minutes.objects.filter(pk=minutes.pk).update(
        status="confirmed",
        confirmed_on=act.later.day,
        confirmed_at_meeting=act.later,
        confirmed_by="The Panel",
    )
    actions.add_later_note(
        minutes=minutes,
        words=WORDS,
        source="A letter",
        learnt_on=act.later.day,
        is_public=True,
        by=act.world.clerk,
    )


def by_notice(act: Act) -> None:
    Meeting.objects.filter(pk=act.later.pk).update(status="cancelled", status_reason=text_of(0))
    actions.publish_notice(meeting=act.later, by=act.world.clerk)


def by_announcement(act: Act) -> None:
    actions.announce_meeting(meeting=act.later, by=act.world.clerk)
    actions.cancel_meeting(meeting=act.later, reason=text_of(0), by=act.world.clerk)


def by_withdrawal(act: Act) -> None:
    act.agreed()
    actions.publish_agenda(meeting=act.later, by=act.world.clerk)
    actions.withdraw_agenda(meeting=act.later, reason=text_of(0), by=act.world.clerk)


def by_export(act: Act) -> None:
    put_out(act.world, act.later, act.form, act.kept)
    exporting.zipped(act.later)


def by_word(act: Act) -> None:
    item = add_items(act.later, act.world.clerk, "Work programme")[0]
    AgendaItem.objects.filter(pk=item.pk).update(purpose=WORDS)
    signed_in(act.world.clerk).get(reverse("meetings:agenda_docx", args=[act.later.pk]))


def by_statement(act: Act) -> None:
    body, clerk = act.later.body, act.world.clerk
    sections = dict.fromkeys(actions.draft_of(body, "privacy").sections, WORDS)
    statement = actions.save_statement(
        body=body, kind="privacy", controller="Wessex", sections=sections, opened=0, by=clerk
    )
    day = timezone.localdate()
    actions.publish_statement(
        statement=statement, approver="U Penn", approved_on=day, review_on=None, by=clerk
    )


def by_despatch(act: Act) -> None:
    actions.announce_meeting(meeting=act.later, by=act.world.clerk)
    notice = actions.publish_notice(meeting=act.later, by=act.world.clerk)
    actions.send_despatch(
        meeting=act.later, kind="notice", source_ref=notice.ref, by=act.world.clerk, subject="Offers",
        body=text_of(1),
    )  # fmt: skip


ACTS = {name.removeprefix("by_"): act for name, act in list(globals().items()) if name.startswith("by_")}
# On these ways files go out, on the others words.
WITH_FILES = ("agenda", "supplement", "export")
# Where each of them asks, for the planted fault that it does not.
ASKED_IN = {
    "agenda": "meetings.publishing.actions.publishing.require_no_leak",
    "supplement": "meetings.supplements.actions.publishing.require_no_leak",
    "again": "meetings.withholding.actions.taking_back.require_no_leak",
    "minutes": "meetings.minutes.actions.issuing.require_no_leak",
    "decisions": "meetings.minutes.actions.deciding.require_no_leak",
    "later_note": "meetings.confirming.actions.noting.require_no_leak",
    "statement": "meetings.statements.actions.require_no_leak",
    "notice": "meetings.public.actions.notices.require_no_leak",
    "announcement": "meetings.planning.actions.planning.require_announceable",
    "withdrawal": "meetings.publishing.actions.withdrawing.require_public_reason",
    "export": "meetings.despatch.exporting.require_nothing_restricted",
    "word": "meetings.restricted.actions.require_word_file",
    "despatch": "meetings.despatch.actions.despatching.require_nothing_restricted",
}
EVERY = [(way, form) for way in ACTS for form in (FORMS if way in WITH_FILES else ["as Word"])]
SHORT = [("agenda", "printed to PDF"), ("supplement", "scanned"), ("export", "one page of it")]
SHORT += [("export", "the same file"), ("export", "saved again")]
SHORT += [(way, "as Word") for way in ACTS if way not in WITH_FILES]
TRIED = EVERY if TRUST else SHORT


def is_caught(act: Act, way: str) -> bool:
    """True when the search stopped it on that way."""
    with contextlib.suppress(Refused):
        ACTS[way](act)
    return act.later.finds.filter(way=way).exists()


@pytest.fixture
def act(data: bytes, clock: time_machine.Traveller) -> Callable[[str], Act]:
    world = make_world(data)
    return lambda form: Act(world, other_meeting(world), form, kept_file(world), clock)


@pytest.mark.long
@pytest.mark.shows("R-3")
@pytest.mark.parametrize(("way", "form"), TRIED)
def test_a_restricted_paper_goes_out_on_no_way_in_no_form(
    way: str, form: str, act: Callable[[str], Act]
) -> None:
    assert is_caught(act(form), way)


def test_every_way_out_that_asks_is_tried() -> None:
    asking = {each.key for each in WAYS.values() if not each.only_public and not each.is_letter}
    assert (set(ACTS), set(ASKED_IN)) == (asking, asking)


@pytest.mark.long
@pytest.mark.shows("R-3")
@pytest.mark.parametrize("way", list(ACTS) if TRUST else ["notice", "export"])
def test_a_way_out_that_does_not_ask_is_noticed(
    way: str, act: Callable[[str], Act], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ASKED_IN[way], lambda *args, **how: None)
    assert not is_caught(act("as Word"), way)


@pytest.mark.shows("R-3")
def test_no_e_mail_says_restricted_words(act: Callable[[str], Act]) -> None:
    later = act("as Word").later
    ways = [each.key for each in WAYS.values() if each.is_letter and not each.only_public]
    for way in ways:
        post(way, later, f"{way}@council.example", text_of(1), ["Dear all,", text_of(0)])
    said = {
        each.recipient.partition("@")[0]: (each.subject, each.body) for each in OutgoingMail.objects.all()
    }
    assert said == dict.fromkeys(ways, (PLAIN_SUBJECT, f"Dear all,\n\n{LEFT_OUT}\n"))


OPEN_WORDS = (
    "In ward {n} the wardens walk by day, and after dark the patrols of the county take over; "
    "their rounds are drawn up each month by the sergeant. "
)
OPEN_PAGES = "".join(
    f"<p style='break-after: page'>{OPEN_WORDS.format(n=n)}{'They report each week. ' * (n + 3)}</p>"
    for n in range(3)
)


@pytest.mark.long
@pytest.mark.parametrize("form", ["the same file", "scanned"])
def test_another_paper_goes_out_in_any_form(form: str, data: bytes) -> None:
    world = make_world(data)
    other = lay_out(f"<html lang=en><title>x</title><body>{OPEN_PAGES}</body></html>", {})[0]
    later = other_meeting(world)
    published = put_out(world, later, form, other)
    assert require_no_leak(way="agenda", meeting=later, published=[published]).hits == []


@pytest.mark.long
@pytest.mark.shows("R-3")
def test_a_supplement_does_not_bring_the_restricted_file_as_an_annex(data: bytes) -> None:
    world = make_world(data)
    later = other_meeting(world)
    item = add_items(later, world.clerk, "Work programme")[0]
    agree(later, world.clerk)
    build(later, world.clerk, "agenda")
    actions.publish_agenda(meeting=later, by=world.clerk)
    actions.add_late_paper(item=item, by=world.clerk, title="Annex", data=data, reason="It came late.")
    pack = build_supplement(later, world.clerk)
    with pytest.raises(Refused, match="The file of paper 3 of item 2 of 4 December 2026 is found in"):
        actions.publish_supplement(meeting=later, by=world.clerk, proof=file_of(pack).hash)
    assert Publication.objects.filter(kind="supplement").count() == 0


def know_no_wholes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(leaks, "wholes_of", lambda meeting: Wholes())


def draw_no_page(patch: pytest.MonkeyPatch) -> None:
    real = searching.readings
    patch.setattr(
        searching,
        "readings",
        lambda data, head=None: (
            found
            if isinstance(found, searching.CannotSearch)
            else [each for each in found if each.kind != "picture"]
            for found in real(data, head)
        ),
    )


@pytest.mark.long
@pytest.mark.parametrize("plant", [know_no_wholes, draw_no_page])
def test_a_planted_fault_lets_the_scan_out(
    plant: Callable[[pytest.MonkeyPatch], None], data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = make_world(data)
    kept = kept_file(world)
    plant(monkeypatch)
    later = other_meeting(world)
    published = put_out(world, later, "scanned", kept)
    assert require_no_leak(way="agenda", meeting=later, published=[published]).hits == []


def test_what_was_put_right_is_searched_before_the_agenda_opens_again(act: Callable[[str], Act]) -> None:
    made = act("as Word")
    made.agreed()
    actions.publish_agenda(meeting=made.later, by=made.world.clerk)
    with pytest.raises(Refused, match="Use other words"):
        actions.open_agenda_again(meeting=made.later, reason=text_of(0), by=made.world.clerk)
