"""A restricted paper goes out in none of its six forms, whatever kind of publication carries it."""

import io
import os
from collections.abc import Callable

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from foundation.documents import files, searching
from foundation.documents.document import Document
from foundation.documents.models import StoredFile
from foundation.documents.weasy import lay_out
from foundation.documents.wholes import Wholes
from foundation.history.findings import Refused
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings import actions, leaks
from meetings.actions.leaks import require_no_leak
from meetings.actions.minutes_issue import public_meeting
from meetings.documents.uploaded import UploadedDocument
from meetings.models import Meeting
from tests.builders_meetings import add_items, make_meeting
from tests.builders_papers import agree, build, make_report, place
from tests.builders_restricted import Private, make_private, restrict
from tests.builders_supplements import build_supplement

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
KINDS = list(Publication.Kind)
# Every form with every kind; in the short run each form and each kind once.
TRIED = [
    (form, kind)
    for number, form in enumerate(FORMS)
    for at, kind in enumerate(KINDS)
    if TRUST or at % len(FORMS) == number
]


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
    return files.read(paper.versions.get().file)


def in_form(form: str, kept: bytes) -> tuple[Document, StoredFile | None]:
    """What somebody would publish: the restricted paper in one of its forms."""
    if form == "as Word":
        body = "".join(f"<p>{text_of(number)}</p>" for number in range(3))
        return make_report("Annex", body=body, appendices=[]), None
    made = FILES[form](kept)
    count = len(pypdfium2.PdfDocument(made))
    return UploadedDocument(title="Annex", pages=count), files.store(made, PDF, count)


def put_out(world: Private, meeting: Meeting, form: str, kind: str, kept: bytes) -> None:
    document, file = in_form(form, kept)
    published = library.publish(
        document=document,
        kind=kind,
        source_ref="annex",
        by=world.clerk,
        meeting=public_meeting(meeting, world.clerk),
        file=file,
        file_name="annex.pdf",
    )
    require_no_leak(way="agenda", meeting=meeting, published=[published])


def other_meeting(world: Private) -> Meeting:
    later = make_meeting(world.body, world.clerk, starts_at=world.meeting.starts_at.replace(day=18))
    later.items.all().delete()
    return later


@pytest.mark.long
@pytest.mark.shows("R-3")
@pytest.mark.parametrize(("form", "kind"), TRIED)
def test_a_restricted_paper_goes_out_in_no_form(form: str, kind: str, data: bytes) -> None:
    world = make_world(data)
    with pytest.raises(Refused, match="would become public"):
        put_out(world, other_meeting(world), form, kind, kept_file(world))


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
    put_out(world, other_meeting(world), form, "paper", other)
    assert Publication.objects.filter(title="Annex").count() == 1


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
        actions.publish_supplement(meeting=later, by=world.clerk, proof=pack.file.hash)
    assert Publication.objects.filter(kind="supplement").count() == 0


def know_no_wholes(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(leaks, "wholes_of", lambda meeting: Wholes())


def draw_no_page(patch: pytest.MonkeyPatch) -> None:
    real = searching.readings
    patch.setattr(
        searching,
        "readings",
        lambda data, head=None: (
            [each for each in found if each.kind != "picture"] for found in real(data, head)
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
    put_out(world, other_meeting(world), "scanned", "paper", kept)
    assert Publication.objects.filter(title="Annex").count() == 1
