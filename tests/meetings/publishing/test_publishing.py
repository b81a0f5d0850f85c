"""Publishing an agenda: what stops it, what becomes public, and what stays as it was."""

import io

import pikepdf
import pytest

from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.library.models import Publication, PublicMeeting
from meetings import actions
from meetings.models import Meeting, Pack, Paper
from meetings.publishing.actions.publishing import rehearse
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import agree, build, make_paper, make_pdf, make_report, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def make_agreed(**fields: object) -> tuple[object, Meeting, list]:
    """An agreed agenda with one written report and one PDF, its pack built."""
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk, **fields)
    meeting.items.all().delete()
    items = add_items(meeting, clerk, "Knife crime", "Update", "Budget")
    place(items[0], make_paper(body, clerk), clerk)
    place(items[2], actions.upload_paper(body=body, title="Budget", data=make_pdf(3), by=clerk), clerk)
    agree(meeting, clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    return clerk, meeting, items


def test_publishing_makes_agenda_papers_and_pack_public_in_one_act() -> None:
    clerk, meeting, items = make_agreed()
    published = actions.publish_agenda(meeting=meeting, by=clerk)
    assert [(p.kind, p.title) for p in published] == [
        ("agenda", "Agenda: Wessex Police and Crime Panel, Friday 4 December 2026"),
        ("paper", "Knife crime, and stop and search"),
        ("paper", "Budget"),
        ("pack", "Agenda pack: Wessex Police and Crime Panel, 4 December 2026"),
    ]
    assert (meeting.agenda_status, meeting.published_by) == ("published", "Ellen Marsh")
    assert [i.issued_label for i in meeting.items.order_by("position")] == ["1", "2", "3"]
    assert (
        Event.objects.filter(verb="agenda published", scope=meeting.scope, subject_id=meeting.pk).count() == 1
    )


def test_the_published_agenda_leads_to_its_papers_and_their_pages() -> None:
    clerk, meeting, items = make_agreed()
    agenda, report, *_ = actions.publish_agenda(meeting=meeting, by=clerk)
    line = agenda.data["lines"][0]
    assert line["papers"][0]["publication_ref"] == report.ref
    assert line["pages"] == line["papers"][0]["pages"] != ""


def test_the_bytes_published_are_those_of_the_pack_that_was_proved() -> None:
    clerk, meeting, _ = make_agreed()
    proved = meeting.packs.get()
    *_, pack = actions.publish_agenda(meeting=meeting, by=clerk, proof=proved.file.hash)
    assert pack.file == proved.file
    with pikepdf.open(io.BytesIO(files.read(pack.file))) as pdf:
        assert len(pdf.pages) == pack.pages
    proved.refresh_from_db()
    assert proved.issued_at is not None


def test_another_pack_than_the_one_read_is_refused() -> None:
    clerk, meeting, _ = make_agreed()
    with pytest.raises(Refused, match="The pack has changed since you read the final check"):
        actions.publish_agenda(meeting=meeting, by=clerk, proof="0" * 64)


def test_publishing_twice_publishes_once() -> None:
    clerk, meeting, _ = make_agreed()
    first = actions.publish_agenda(meeting=meeting, by=clerk)
    assert actions.publish_agenda(meeting=meeting, by=clerk) == sorted(first, key=lambda p: p.pk)
    assert Publication.objects.count() == 4


def test_a_changed_paper_makes_the_proof_old() -> None:
    clerk, meeting, items = make_agreed()
    paper = Paper.objects.get(title__startswith="Knife")
    actions.save_paper(paper=paper, report=make_report("Knife crime"), based_on=1, by=clerk)
    with pytest.raises(Refused, match="has changed since this pack was built"):
        actions.publish_agenda(meeting=meeting, by=clerk)
    assert Publication.objects.count() == 0


def test_a_pack_that_is_not_built_stops_publication() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    add_items(meeting, clerk, "Knife crime")
    agree(meeting, clerk)
    with pytest.raises(Refused, match="The pack has not been built yet"):
        actions.publish_agenda(meeting=meeting, by=clerk)


def test_a_private_meeting_publishes_nothing() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk, kind=Meeting.Kind.BRIEFING)
    add_items(meeting, clerk, "Knife crime")
    agree(meeting, clerk)
    Meeting.objects.filter(pk=meeting.pk).update(is_private=True)
    with pytest.raises(Refused, match="held in private"):
        actions.publish_agenda(meeting=meeting, by=clerk)
    with pytest.raises(Refused, match="held in private"):
        actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=clerk)


def test_too_few_clear_days_need_a_reason_that_is_printed_and_public(clock) -> None:
    clerk, meeting, _ = make_agreed()
    clock.shift(6 * 24 * 3600)
    with pytest.raises(Refused, match="clear days? of the 5 needed"):
        actions.publish_agenda(meeting=meeting, by=clerk)
    with pytest.raises(Refused, match="has changed since this pack was built"):
        actions.publish_agenda(meeting=meeting, by=clerk, late_reason="The budget came late.")
    actions.give_late_reason(meeting=meeting, reason="The budget came late.", by=clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    agenda, *_ = actions.publish_agenda(meeting=meeting, by=clerk)
    assert agenda.data["late_notice"] == "The budget came late."
    assert agenda.meeting.late_notice == "The budget came late."


def test_a_paper_that_was_sent_back_stops_publication() -> None:
    clerk, meeting, _ = make_agreed()
    paper = Paper.objects.get(title="Budget")
    actions.receive_paper(paper=paper, by=clerk)
    actions.return_paper(paper=paper, comment="Wrong year", by=clerk)
    with pytest.raises(Refused, match="has been returned to its author"):
        actions.publish_agenda(meeting=meeting, by=clerk)


def test_what_goes_out_is_cleared_and_its_number_and_mark_stand() -> None:
    clerk, meeting, items = make_agreed()
    actions.publish_agenda(meeting=meeting, by=clerk)
    assert set(Paper.objects.values_list("preparation", flat=True)) == {"cleared"}
    assert items[2].placements.get().mark == "Agenda Item 3"


def test_a_withdrawn_paper_takes_the_pack_with_it() -> None:
    clerk, meeting, items = make_agreed()
    actions.publish_agenda(meeting=meeting, by=clerk)
    actions.withdraw_paper(placement=items[2].placements.get(), reason="Wrong year", by=clerk)
    withdrawn = {p.kind: p.withdrawn_reason for p in Publication.objects.filter(withdrawn_at__isnull=False)}
    assert withdrawn == {"paper": "Wrong year", "pack": "It holds a paper that was withdrawn."}
    assert items[2].placements.get().delivery == "withdrawn"


def test_a_withdrawn_agenda_leaves_nothing_standing() -> None:
    clerk, meeting, _ = make_agreed()
    actions.publish_agenda(meeting=meeting, by=clerk)
    actions.withdraw_agenda(meeting=meeting, reason="The meeting is cancelled", by=clerk)
    assert Publication.objects.standing().count() == 0
    with pytest.raises(Refused, match="Nothing of this agenda is public"):
        actions.withdraw_agenda(meeting=meeting, reason="Again", by=clerk)


def test_the_same_paper_on_two_agendas_is_published_with_each() -> None:
    clerk, meeting, _ = make_agreed()
    actions.publish_agenda(meeting=meeting, by=clerk)
    later = make_meeting(meeting.body, clerk, starts_at=meeting.starts_at.replace(month=12, day=18))
    later.items.all().delete()
    item = add_items(later, clerk, "Knife crime again")[0]
    actions.place_paper(item=item, paper=Paper.objects.get(title__startswith="Knife"), by=clerk)
    agree(later, clerk)
    build(later, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=later, by=clerk)
    dates = [
        p.data["day_words"]
        for p in Publication.objects.standing().filter(title__startswith="Knife").order_by("pk")
    ]
    assert dates == ["4 December 2026", "18 December 2026"]


def test_publishing_announces_the_meeting_so_that_the_public_reads_what_changes_of_it_afterwards() -> None:
    clerk, meeting, _ = make_agreed()
    actions.publish_agenda(meeting=meeting, by=clerk)
    assert meeting.announced_at is not None
    actions.change_meeting(meeting=meeting, by=clerk, title="", venue="Town Hall, Thornhaven")
    assert PublicMeeting.objects.get(ref=meeting.ref).venue == "Town Hall, Thornhaven"


def test_a_rehearsal_announces_nothing() -> None:
    clerk, meeting, _ = make_agreed()
    rehearse(meeting, build(meeting, clerk, Pack.Kind.AGENDA))
    assert meeting.announced_at is None
    meeting.refresh_from_db()
    assert (meeting.announced_at, PublicMeeting.objects.count()) == (None, 0)


def test_an_agenda_that_an_earlier_version_published_unannounced_is_announced_by_the_next_change() -> None:
    clerk, meeting, _ = make_agreed()
    actions.publish_agenda(meeting=meeting, by=clerk)
    Meeting.objects.filter(pk=meeting.pk).update(announced_at=None, announced_by="")
    actions.change_meeting(meeting=meeting, by=clerk, title="", venue="Town Hall, Thornhaven")
    assert meeting.announced_at is not None
    assert PublicMeeting.objects.get(ref=meeting.ref).venue == "Town Hall, Thornhaven"
