"""Nothing is published that holds a word kept from the public; the proof says where it stands."""

import io

import pikepdf
import pytest
from django.urls import reverse
from django.utils import timezone

from foundation.documents.search import searching
from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Meeting, Pack, PackEntry, Restriction
from meetings.papers.documents.report import Appendix
from meetings.publishing.proof import Proof
from meetings.restricted import leaks
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, signed_in
from tests.builders.papers import agree, build, make_report, place
from tests.sweep.pdfs import pdf_with

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
SECRET = "Sale of the Quenby depot to the lowest bidder"
APPENDIX = "<p>The reserve price of the depot is nine and a quarter million pounds.</p>"


def restrict(**where: object) -> Restriction:
    """A restriction as it stands once it is signed."""
    return Restriction.objects.create(
        ground="exempt", paragraphs=[3], made_at=timezone.now(), made_by="Ellen Marsh", **where
    )


def make_mixed(*, is_restricted: bool = True) -> tuple[object, Meeting]:
    """An open report with a restricted appendix, and an item whose very title is not shown."""
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    meeting.items.all().delete()
    items = add_items(meeting, clerk, "Estates", SECRET)
    parts = [Appendix(label="Appendix A", html="<p>A plan.</p>"), Appendix(label="Appendix B", html=APPENDIX)]
    report = make_report("Estates", body="<p>The estate is large.</p>", appendices=parts)
    open_paper = actions.write_paper(body=body, title="Estates", report=report, by=clerk)
    placement = actions.place_paper(item=items[0], paper=open_paper, by=clerk)
    hidden = actions.write_paper(
        body=body,
        title="Quenby depot: offers",
        report=make_report(
            "Quenby depot: offers", body="<p>Three bidders offered for it.</p>", appendices=[]
        ),
        by=clerk,
    )
    place(items[1], hidden, clerk)
    if is_restricted:
        restrict(placement=placement, appendix="Appendix B")
        restrict(item=items[1], shows_title=False, public_title="An exempt item")
    agree(meeting, clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    return clerk, meeting


def publish_unsigned(clerk: object, meeting: Meeting) -> list[Publication]:
    Restriction.objects.update(signed_at=timezone.now(), signed_by="M Officer")
    return actions.publish_agenda(meeting=meeting, by=clerk)


@pytest.mark.shows("R-3")
def test_a_public_pack_of_a_meeting_with_restricted_business_is_searched_and_goes_out() -> None:
    clerk, meeting = make_mixed()
    Restriction.objects.update(signed_at=timezone.now(), signed_by="M Officer")
    found = Proof.of(meeting, timezone.now())
    assert found.leak is not None and found.leak.is_met, found.leak_places
    assert found.leak.sentence.startswith("Searched for") and found.leak_places == []
    published = publish_unsigned(clerk, meeting)
    search = leaks.search_before_publishing(meeting, leaks.everything_of(published))
    assert (search.hits, search.needles) == ([], 4)


def planted(meeting: Meeting, words: str) -> None:
    """The newest pack with these words in its outline, as a build that forgot to leave them out makes it."""
    pack = meeting.packs.filter(kind=Pack.Kind.AGENDA).order_by("-number").first()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(files.read(pack.file))) as pdf:
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem(words, 0))
        pdf.save(out, deterministic_id=True)
    pack.file = files.store(out.getvalue(), "application/pdf", pack.page_count)
    pack.save(update_fields=["file"])


@pytest.mark.shows("R-3")
def test_a_title_left_in_the_outline_stops_publishing_and_is_named_by_its_place() -> None:
    clerk, meeting = make_mixed()
    Restriction.objects.update(signed_at=timezone.now(), signed_by="M Officer")
    planted(meeting, SECRET)
    found = Proof.of(meeting, timezone.now())
    assert found.is_open is False
    assert found.leak_places[0].startswith("The title of item 2 is found in Agenda pack pack.pdf, PDF, ")
    page = signed_in(clerk).get(reverse("meetings:proof", args=[meeting.pk])).content.decode()
    assert "the outline" in page and "Publish agenda and pack" not in page
    with pytest.raises(Refused, match="would become public"):
        actions.publish_agenda(meeting=meeting, by=clerk)
    assert Publication.objects.count() == 0


def test_the_refusal_does_not_say_the_restricted_words() -> None:
    clerk, meeting = make_mixed()
    planted(meeting, SECRET)
    with pytest.raises(Refused) as refused:
        publish_unsigned(clerk, meeting)
    assert "Quenby" not in str(refused.value)


def test_reading_the_proof_twice_opens_no_file_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    _, meeting = make_mixed()
    opened = []
    real = searching.readings
    monkeypatch.setattr(
        searching, "readings", lambda data, head=None: opened.append(len(data)) or real(data, head)
    )
    first, second = Proof.of(meeting, timezone.now()), Proof.of(meeting, timezone.now())
    assert (first.leak, opened[0] > 0, opened[1]) == (second.leak, True, 0)


def test_a_pack_is_searched_once_it_is_whole_so_that_the_proof_opens_the_agenda_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, meeting = make_mixed()
    opened = []
    real = searching.readings
    monkeypatch.setattr(
        searching, "readings", lambda data, head=None: opened.append(len(data)) or real(data, head)
    )
    Proof.of(meeting, timezone.now())
    assert opened == [1]


def test_a_proof_writes_nothing() -> None:
    _, meeting = make_mixed()
    Proof.of(meeting, timezone.now())
    assert Publication.objects.count() == 0
    assert set(meeting.items.values_list("issued_label", flat=True)) == {""}


def test_the_whole_of_a_restricted_appendix_in_an_open_paper_stops_publishing() -> None:
    clerk, meeting = make_mixed()
    in_open_paper(
        meeting, clerk, "As heard: the reserve price of the depot is nine and a quarter million pounds."
    )
    found = Proof.of(meeting, timezone.now())
    assert found.is_open is False
    assert found.leak_places[0].startswith(
        "The text of Appendix B of paper 1 of item 1 is found in Agenda pack"
    )


def test_a_passage_that_an_open_paper_has_too_is_shown_with_its_words_and_stops_nothing() -> None:
    clerk, meeting = make_mixed()
    in_open_paper(meeting, clerk, "As heard, the reserve price of the depot is not known.")
    found = Proof.of(meeting, timezone.now())
    assert found.leak is not None and found.leak.is_met, found.leak_places
    assert [point.sentence for point in found.points if point.code == "open"] == [
        "Words of the text of Appendix B of paper 1 of item 1 are also in “Estates”, which is about to be "
        "published: “The reserve price of the depot is nine and a quarter million pounds.”",
        "Words of the text of paper 1 of item 2 are also in “Estates”, which is about to be published: "
        "“To say what was done about knife crime since June.”",
    ]


def in_open_paper(meeting: Meeting, clerk: object, words: str) -> None:
    """The open report says these words, and the pack is built again."""
    paper = meeting.items.get(title="Estates").placements.get().paper
    parts = [Appendix(label="Appendix B", html=APPENDIX)]
    report = make_report("Estates", body=f"<p>{words}</p>", appendices=parts)
    actions.save_paper(paper=paper, report=report, based_on=1, by=clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)


def test_who_reports_is_no_secret() -> None:
    clerk, meeting = make_mixed()
    planted(meeting, "Office of the Police and Crime Commissioner, Farah Siddiqui, Chief Executive")
    assert publish_unsigned(clerk, meeting) != []


def test_a_version_that_was_replaced_is_known_by_its_whole_pages_only() -> None:
    clerk, meeting = make_mixed()
    item = meeting.items.get(title=SECRET)
    words = "Offers were opened on Tuesday by the treasurer alone"
    paper = actions.upload_paper(body=meeting.body, title="Offers", data=pdf_with(words), by=clerk)
    actions.place_paper(item=item, paper=paper, by=clerk)
    actions.replace_file(paper=paper, data=pdf_with("Another page altogether"), by=clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    planted(meeting, "opened on Tuesday by the treasurer")
    assert publish_unsigned(clerk, meeting) != []


def test_what_is_kept_at_another_meeting_is_looked_for_as_well() -> None:
    clerk, meeting = make_mixed()
    later = make_meeting(meeting.body, clerk, starts_at=meeting.starts_at.replace(day=18))
    later.items.all().delete()
    add_items(later, clerk, "Work programme")
    agree(later, clerk)
    build(later, clerk, Pack.Kind.AGENDA)
    planted(later, SECRET)
    with pytest.raises(Refused, match="The title of item 2 of 4 December 2026 is found in"):
        publish_unsigned(clerk, later)


def test_the_pages_and_the_typed_metadata_of_a_restricted_pdf_are_looked_for() -> None:
    clerk, meeting = make_mixed()
    item = meeting.items.get(title=SECRET)
    words = "Offers were opened on Tuesday by the treasurer alone"
    paper = actions.upload_paper(body=meeting.body, title="Offers", data=pdf_with(words), by=clerk)
    actions.place_paper(item=item, paper=paper, by=clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    planted(meeting, "opened on Tuesday by the treasurer alone")
    with pytest.raises(Refused, match="The text of paper 2 of item 2 is found in"):
        publish_unsigned(clerk, meeting)


def test_a_file_with_a_find_is_remembered_as_searched_so_that_nobody_waits_for_it_for_ever() -> None:
    _, meeting = make_mixed()
    clean = meeting.packs.get().file
    planted(meeting, SECRET)
    found = meeting.packs.get().file
    leaks.search_files(meeting, [clean, found])
    assert leaks._lookout(meeting).remembered([clean.hash, found.hash]) == {
        clean.hash: True,
        found.hash: False,
    }


def test_without_restricted_business_nothing_is_searched() -> None:
    _, meeting = make_mixed(is_restricted=False)
    found = Proof.of(meeting, timezone.now())
    assert found.leak is not None
    assert found.leak.sentence == "No business is exempt or confidential, so there is nothing to search for."
    assert PackEntry.objects.filter(pack__meeting=meeting, kind="paper").count() == 2


@pytest.mark.shows("R-13")
def test_minutes_with_restricted_words_are_not_published(clock) -> None:
    clerk, meeting = make_mixed()
    Restriction.objects.update(signed_at=timezone.now(), signed_by="Ursula Penn")
    pack = meeting.packs.get(kind="agenda")
    actions.publish_agenda(meeting=meeting, by=clerk, proof=pack.file.hash)
    clock.move_to(meeting.starts_at)
    clock.shift(24 * 3600)
    minutes = actions.start_minutes(meeting=meeting, by=clerk)
    entry = minutes.entries.order_by("position").first()
    words = "<p>The reserve price of the depot is nine and a quarter million pounds.</p>"
    actions.save_minute(minute=entry, text=words, based_on=entry.version, by=clerk)
    with pytest.raises(Refused, match="would become public"):
        actions.publish_minutes(minutes=minutes, by=clerk)
    assert Publication.objects.filter(kind="minutes").count() == 0
