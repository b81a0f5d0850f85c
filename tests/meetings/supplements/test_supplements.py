"""After publication: late papers, newer versions, urgent business, withdrawals, and the supplement."""

import io
import subprocess
from datetime import date

import pikepdf
import pytest
from django.test import Client

from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.jobs import queue
from foundation.library.models import Publication
from meetings import actions
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.models import AgendaItem, Meeting, Pack, Placement
from meetings.packs.after_publication import AfterPublication, agenda_after
from meetings.restricted.kept import NOTHING
from meetings.supplements.pages import SupplementPage
from tests.builders.papers import make_pdf, make_report
from tests.builders.supplements import (
    HOURS_TO_LATE,
    REASON,
    build_supplement,
    issue_supplement,
    published_agenda,
)

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def text_of(pack: Pack) -> str:
    data = files.read(pack.file)
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def urgent_item(meeting: Meeting, by, **more: object) -> AgendaItem:
    return actions.add_item_after_publication(
        meeting=meeting,
        title="Safer Streets grant",
        by=by,
        urgent_reason=REASON,
        opinion_by="Cllr Rosalind Gage",
        opinion_on=date(2026, 11, 30),
        **more,
    )


@pytest.mark.shows("V30", "S4-77")
def test_a_paper_to_follow_comes_in_a_supplement_and_the_first_pack_stays_as_it_was() -> None:
    clerk, meeting, placed = published_agenda()
    first = meeting.packs.get(kind="agenda")
    before = (files.read(first.file), list(first.entries.values_list("placement", "first_page", "last_page")))
    old_agenda = Publication.objects.get(kind="agenda")
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    pack, published = issue_supplement(meeting, clerk)
    assert [(p.kind, p.title) for p in published] == [
        ("agenda", "Agenda: Wessex Police and Crime Panel, Friday 4 December 2026"),
        ("paper", "Rural crime figures"),
        ("supplement", "Supplement 1 to the agenda: Wessex Police and Crime Panel, Friday 4 December 2026"),
    ]
    entry = pack.entries.get(kind="paper")
    assert (entry.change, entry.replaces, pack.supplement_number) == ("added", None, 1)
    line = next(line for line in published[0].data["lines"] if line["title"] == "Rural crime")
    words = f"Supplement 1, pages {entry.first_page}\u00a0–\u00a0{entry.last_page}"
    assert (line["pages"], line["papers"][0]["pages"]) == (words, words)
    assert line["papers"][0]["publication_ref"] == published[1].ref
    page = Client().get(f"/meeting/{meeting.ref}/").content.decode()
    assert f"{words}.<" in page
    first.refresh_from_db()
    after = (files.read(first.file), list(first.entries.values_list("placement", "first_page", "last_page")))
    assert after == before
    assert Publication.objects.standing().get(kind="pack").file == first.file
    old_agenda.refresh_from_db()
    assert (old_agenda.replaced_by, published[0].version) == (published[0], 2)


def test_a_supplement_goes_on_counting_and_opens_with_its_change_sheet() -> None:
    clerk, meeting, placed = published_agenda()
    first = meeting.packs.get(kind="agenda")
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    pack = build_supplement(meeting, clerk)
    assert pack.first_page > first.page_count
    with pikepdf.open(io.BytesIO(files.read(pack.file))) as pdf:
        numbers = [page.label for page in pdf.pages]
    assert numbers == [str(pack.first_page + n) for n in range(pack.page_count)]
    words = text_of(pack)
    entry = pack.entries.get(kind="paper")
    assert words.startswith("SUPPLEMENT 1")
    assert f"Pages here {pack.first_page} – {entry.last_page}" in words
    assert f"Goes with Agenda pack, pages 1 – {first.page_count}" in words
    assert "Rural crime figures Add None" in words.replace("Added.", "").replace("  ", " ")
    assert placed["Rural crime"].paper.latest.file.hash[:12] in words
    assert "Agenda Item 2" in words


def test_pages_can_have_a_prefix_of_their_own() -> None:
    clerk, meeting, placed = published_agenda(supplement_paging="prefix")
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    pack, published = issue_supplement(meeting, clerk)
    entry = pack.entries.get(kind="paper")
    assert (pack.first_page, pack.page_prefix) == (1, "S1-")
    line = next(line for line in published[0].data["lines"] if line["title"] == "Rural crime")
    pages = f"S1-{entry.first_page}\u00a0–\u00a0S1-{entry.last_page}"
    assert line["pages"] == f"Supplement 1, pages {pages}"
    with pikepdf.open(io.BytesIO(files.read(pack.file))) as pdf:
        assert [page.label for page in pdf.pages] == [f"S1-{n}" for n in range(1, pack.page_count + 1)]


def test_after_the_notice_day_a_late_paper_says_why(clock) -> None:
    clerk, meeting, placed = published_agenda()
    clock.shift(HOURS_TO_LATE * 3600)
    with pytest.raises(Refused, match="Enter the reason this paper is late"):
        actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk, reason="The figures came on Monday.")
    _, published = issue_supplement(meeting, clerk)
    assert published[-1].data["rows"][0]["note"] == "The figures came on Monday."


def test_a_newer_version_replaces_an_issued_paper_and_the_old_one_says_so() -> None:
    clerk, meeting, placed = published_agenda()
    budget = placed["Budget"]
    was = Publication.objects.get(source_ref=budget.ref)
    entry = meeting.packs.get(kind="agenda").entries.get(placement=budget)
    actions.replace_issued_paper(placement=budget, note="Table 1 corrected.", data=make_pdf(2), by=clerk)
    pack, published = issue_supplement(meeting, clerk)
    new = pack.entries.get(kind="paper")
    assert (new.change, new.replaces) == ("replaced", entry)
    row = published[-1].data["rows"][0]
    assert (row["to_do"], row["old_pages"], row["note"]) == (
        "Replace",
        f"{entry.first_page}\u00a0–\u00a0{entry.last_page}",
        "Table 1 corrected.",
    )
    assert (row["old_hash"], row["hash"]) == (was.file.hash, published[1].file.hash)
    was.refresh_from_db()
    assert (was.replaced_by, was.withdrawn_at) == (published[1], None)


def test_a_paper_being_written_on_again_is_no_change_until_it_is_brought_and_cleared() -> None:
    clerk, meeting, placed = published_agenda(is_written=True)
    paper = placed["Knife crime"].paper
    actions.reopen_paper(paper=paper, by=clerk)
    actions.save_paper(paper=paper, report=make_report("Knife crime"), based_on=1, by=clerk)
    with pytest.raises(Refused, match="Nothing has changed since the last publication"):
        actions.ask_for_supplement(meeting=meeting, by=clerk)
    actions.replace_issued_paper(placement=placed["Knife crime"], note="Figures of May.", by=clerk)
    assert build_supplement(meeting, clerk).entries.get(kind="paper").change == "replaced"


def test_the_version_that_was_issued_replaces_nothing() -> None:
    clerk, _, placed = published_agenda()
    with pytest.raises(Refused, match="There is no newer version"):
        actions.replace_issued_paper(placement=placed["Budget"], note="Nothing", by=clerk)


@pytest.mark.shows("V34", "S4-9")
def test_urgent_business_is_refused_without_its_reasons_and_printed_with_them(clock) -> None:
    clerk, meeting, _ = published_agenda()
    clock.shift(HOURS_TO_LATE * 3600)
    with pytest.raises(Refused, match="only if the Chair is of the opinion"):
        actions.add_item_after_publication(meeting=meeting, title="Safer Streets grant", by=clerk)
    item = urgent_item(meeting, clerk)
    assert (item.label_override, item.issued_label) == ("4", "")
    pack, published = issue_supplement(meeting, clerk)
    said = (
        "Urgent business. Cllr Rosalind Gage, Chair, was of the opinion on Monday 30 November 2026 that it "
        f"should be considered as a matter of urgency, by reason of these special circumstances: {REASON}"
    )
    assert said in text_of(pack)
    line = published[0].data["lines"][-1]
    assert (line["label"], line["note"]) == ("4", said)
    item.refresh_from_db()
    assert item.issued_label == "4"


def test_in_time_a_new_item_needs_no_urgency_and_takes_a_letter_where_the_panel_wants_it() -> None:
    clerk, meeting, placed = published_agenda(added_item_label="letter")
    item = actions.add_item_after_publication(
        meeting=meeting, title="Road safety", after=placed["Knife crime"].item, by=clerk
    )
    assert item.label_override == "1A"
    _, (agenda, *_) = issue_supplement(meeting, clerk)
    assert [line["label"] for line in agenda.data["lines"]] == ["1", "1A", "2", "3"]


def test_an_item_added_in_time_but_published_too_late_needs_the_reasons_then(clock) -> None:
    clerk, meeting, _ = published_agenda()
    item = actions.add_item_after_publication(meeting=meeting, title="Road safety", by=clerk)
    clock.shift(HOURS_TO_LATE * 3600)
    build_supplement(meeting, clerk)
    with pytest.raises(Refused, match="is new, and the last day of notice has passed"):
        actions.publish_supplement(meeting=meeting, by=clerk)
    actions.give_urgency(item=item, is_to_note=True, by=clerk)
    _, published = issue_supplement(meeting, clerk)
    assert published[0].data["lines"][-1]["note"] == "To be noted for a later meeting."
    assert published[-1].data["items"][0]["sentence"] == "New. To be noted for a later meeting."


def test_a_withdrawn_item_keeps_its_number_and_the_pack_keeps_its_pages() -> None:
    clerk, meeting, placed = published_agenda()
    actions.withdraw_item(item=placed["Knife crime"].item, reason="The Force asked for more time.", by=clerk)
    pack, published = issue_supplement(meeting, clerk)
    line = published[0].data["lines"][0]
    assert (line["label"], line["note"], line["papers"]) == (
        "1",
        "Withdrawn. The Force asked for more time.",
        [],
    )
    gone = pack.entries.get(kind="paper")
    assert (gone.change, gone.first_page, gone.replaces.placement) == (
        "withdrawn",
        None,
        placed["Knife crime"],
    )
    assert [line["label"] for line in published[0].data["lines"]] == ["1", "2", "3"]
    assert Publication.objects.get(source_ref=placed["Knife crime"].ref).withdrawn_reason == (
        "The Force asked for more time."
    )
    assert Publication.objects.standing().filter(kind="pack").count() == 1


def test_an_added_item_that_nobody_was_given_leaves_no_trace() -> None:
    clerk, meeting, _ = published_agenda()
    item = actions.add_item_after_publication(meeting=meeting, title="Road safety", by=clerk)
    actions.add_late_paper(item=item, title="Road safety", data=make_pdf(1), by=clerk)
    build_supplement(meeting, clerk)
    actions.withdraw_item(item=item, reason="Not wanted", by=clerk)
    assert meeting.items.count() == 3


def test_supplements_build_on_each_other_and_publishing_again_changes_nothing() -> None:
    clerk, meeting, placed = published_agenda()
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    one, published = issue_supplement(meeting, clerk)
    again = actions.publish_supplement(meeting=meeting, by=clerk)
    assert again == [published[0], published[-1]]
    rural = placed["Rural crime"]
    actions.replace_issued_paper(placement=rural, note="A page was missing.", data=make_pdf(3), by=clerk)
    two, published = issue_supplement(meeting, clerk)
    assert (two.supplement_number, two.first_page) == (
        2,
        max(two.first_page, one.first_page + one.page_count),
    )
    row = published[-1].data["rows"][0]
    assert row["old_pages"].endswith("(Supplement 1)")
    assert published[-1].data["goes_with"].count("; ") == 1


def test_a_supplement_whose_build_stopped_is_told_of_until_a_newer_one_is_built_and_issued(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clerk, meeting, placed = published_agenda()
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)

    def told() -> str:
        failed = SupplementPage.of(meeting, NOTHING).state.failed
        return failed.failure if failed else ""

    with monkeypatch.context() as broken:
        broken.setattr(files, "read", _damaged)
        actions.ask_for_supplement(meeting=meeting, by=clerk)
        queue.run_pending()
    said = [told()]
    pack = build_supplement(meeting, clerk)
    said.append(told())
    actions.publish_supplement(meeting=meeting, by=clerk, proof=pack.file.hash)
    assert [*said, told()] == [
        "“Rural crime figures”: The stored file is damaged. Upload the PDF again.",
        "",
        "",
    ]


def _damaged(stored: object) -> bytes:
    raise files.Damaged("A stored file is missing")


def test_a_change_after_the_build_makes_the_proof_old() -> None:
    clerk, meeting, placed = published_agenda()
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    pack = build_supplement(meeting, clerk)
    actions.withdraw_item(item=placed["Budget"].item, reason="Later", by=clerk)
    with pytest.raises(Refused, match="has changed since this pack was built"):
        actions.publish_supplement(meeting=meeting, by=clerk, proof=pack.file.hash)


def test_a_paper_can_be_left_out_again() -> None:
    clerk, meeting, placed = published_agenda()
    actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)
    actions.take_back_paper(placement=placed["Rural crime"], by=clerk)
    placed["Rural crime"].refresh_from_db()
    assert placed["Rural crime"].delivery == "to_follow"
    with pytest.raises(Refused, match="Nothing has changed"):
        actions.ask_for_supplement(meeting=meeting, by=clerk)


@pytest.mark.shows("S4-70")
def test_a_tabled_paper_is_recorded_with_the_time_it_came(clock) -> None:
    clerk, meeting, placed = published_agenda()
    clock.shift(11 * 24 * 3600)
    at = meeting.starts_at
    tabled = actions.file_paper(
        item=placed["Budget"].item, title="Letter", data=make_pdf(1), received_at=at, by=clerk
    )
    rural = placed["Rural crime"]
    actions.file_paper(item=rural.item, paper=rural.paper, received_at=at, is_tabled=False, by=clerk)
    tabled.paper.refresh_from_db()
    assert (tabled.delivery, tabled.paper.received_at) == ("tabled", at)
    assert Placement.objects.get(pk=rural.pk).delivery == "filed_afterwards"


def test_before_publication_nothing_of_this_is_open() -> None:
    clerk, meeting, placed = published_agenda()
    Meeting.objects.filter(pk=meeting.pk).update(agenda_status="agreed")
    with pytest.raises(Refused, match="This agenda has not been published yet"):
        actions.bring_late_paper(placement=placed["Rural crime"], by=clerk)


@pytest.mark.shows("V34", "S4-30")
def test_the_minutes_open_with_the_reasons_of_an_urgent_item(clock) -> None:
    clerk, meeting, placed = published_agenda()
    clock.shift(HOURS_TO_LATE * 3600)
    urgent_item(meeting, clerk)
    noted = actions.add_item_after_publication(meeting=meeting, title="A letter", is_to_note=True, by=clerk)
    actions.withdraw_item(item=placed["Budget"].item, reason="Not ready.", by=clerk)
    issue_supplement(meeting, clerk)
    clock.shift(5 * 24 * 3600)
    minutes = actions.start_minutes(meeting=meeting, by=clerk)
    said = {entry.title: entry.html for entry in MinutesDocument.of(minutes).minutes}
    assert said["Safer Streets grant"].startswith(
        "<p>The Chair was of the opinion that this item should be considered as a matter of urgency, by "
        f"reason of the following special circumstances: {REASON}</p>"
    )
    assert said[noted.title] == "<p>The Panel noted that this item would be brought to a later meeting.</p>"
    assert said["Budget"] == "<p>This item was withdrawn from the agenda: Not ready.</p>"


def test_withdrawing_a_paper_takes_every_version_and_only_the_packs_that_hold_it() -> None:
    clerk, meeting, placed = published_agenda()
    rural = placed["Rural crime"]
    actions.bring_late_paper(placement=rural, by=clerk)
    issue_supplement(meeting, clerk)
    actions.replace_issued_paper(placement=rural, note="A page was missing.", data=make_pdf(3), by=clerk)
    issue_supplement(meeting, clerk)
    rural.refresh_from_db()
    actions.withdraw_paper(placement=rural, reason="A name stood in it.", by=clerk)
    reachable = Publication.objects.filter(withdrawn_at__isnull=True)
    assert [p.kind for p in reachable.order_by("pk") if p.kind != "agenda"] == ["paper", "paper", "pack"]
    pack, (agenda, supplement) = issue_supplement(meeting, clerk)
    assert [row["to_do"] for row in supplement.data["rows"]] == ["Take out"]
    assert supplement.data["rows"][0]["note"] == "A name stood in it."
    actions.withdraw_agenda(meeting=meeting, reason="The meeting is off", by=clerk)
    assert reachable.count() == 0


def test_an_agenda_printed_anew_in_between_says_nothing_of_what_waits() -> None:
    clerk, meeting, placed = published_agenda()
    actions.add_item_after_publication(meeting=meeting, title="Not out yet", by=clerk)
    actions.add_late_paper(item=placed["Budget"].item, title="Nor this", data=make_pdf(1), by=clerk)
    document = agenda_after(AfterPublication.of(meeting), {})
    assert [line.title for line in document.lines] == ["Knife crime", "Rural crime", "Budget"]
    assert [paper.title for paper in document.lines[2].papers] == ["Budget"]
