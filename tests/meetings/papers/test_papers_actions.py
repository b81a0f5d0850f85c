"""Papers: written, saved by two people, uploaded, handed in, cleared, placed."""

import pytest

from foundation.accounts.roles import Role
from foundation.documents.vetting import uploads
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused
from foundation.history.models import Event
from meetings import actions
from meetings.models import AgendaItem, Meeting, Paper, Placement
from panels.models import Assignment
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary, make_user
from tests.builders.papers import make_paper, make_pdf, make_report

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_a_written_paper_starts_as_version_1_and_is_being_written() -> None:
    body = make_panel()
    paper = make_paper(body, make_secretary(body))
    assert [(v.number, v.saved_by) for v in paper.versions.all()] == [(1, "Ellen Marsh")]
    assert paper.preparation == Paper.Preparation.DRAFT


def test_saving_keeps_the_earlier_version_and_the_new_title() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    actions.save_paper(paper=paper, report=make_report("Knife crime"), based_on=1, by=clerk)
    paper.refresh_from_db()
    assert paper.title == "Knife crime"
    assert sorted(v.number for v in paper.versions.all()) == [1, 2]


def test_saving_the_same_text_twice_keeps_one_version() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    for _ in range(2):
        actions.save_paper(paper=paper, report=make_report("Knife crime"), based_on=1, by=clerk)
    assert paper.versions.count() == 2


def test_a_save_over_a_newer_version_shows_both_texts_and_keeps_the_newer() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    theirs = make_report(body="<p>Fifty-four videos.</p>")
    actions.save_paper(paper=paper, report=theirs, based_on=1, by=clerk)
    with pytest.raises(NewerVersion) as conflict:
        actions.save_paper(
            paper=paper, report=make_report(body="<p>Fifty-two videos.</p>"), based_on=1, by=clerk
        )
    assert conflict.value.number == 2
    assert "Fifty-four videos." in conflict.value.theirs.splitlines()
    assert "Fifty-two videos." in conflict.value.yours.splitlines()
    assert paper.versions.count() == 2


def test_rich_text_is_cleaned_before_it_is_kept() -> None:
    body = make_panel()
    paper = make_paper(body, make_secretary(body), body="<p>Fine</p><script>alert(1)</script>")
    assert paper.versions.get().document["body"] == "<p>Fine</p>"


def test_an_author_writes_only_their_own_paper() -> None:
    body = make_panel()
    clerk, author = make_secretary(body), make_user("Farah Siddiqui", body, Role.REPORT_AUTHOR)
    paper = make_paper(body, clerk)
    with pytest.raises(Refused):
        actions.save_paper(paper=paper, report=make_report("Mine"), based_on=1, by=author)
    own = actions.write_paper(body=body, title="Mine", report=make_report("Mine"), by=author, author=author)
    assert list(Paper.objects.visible_to(author)) == [own]


def test_a_paper_goes_from_asked_to_cleared_with_one_event_a_step() -> None:
    body = make_panel()
    clerk, author = make_secretary(body), make_user("Farah Siddiqui", body, Role.REPORT_AUTHOR)
    paper = actions.ask_for_paper(body=body, title="Knife crime", author=author, by=clerk)
    actions.save_paper(paper=paper, report=make_report("Knife crime"), based_on=0, by=author)
    paper.refresh_from_db()
    actions.receive_paper(paper=paper, by=author)
    actions.return_paper(paper=paper, comment="Table 2 does not add up", by=clerk)
    actions.save_paper(paper=paper, report=make_report("Knife crimes"), based_on=1, by=author)
    paper.refresh_from_db()
    actions.receive_paper(paper=paper, by=author)
    actions.clear_paper(paper=paper, by=clerk)
    verbs = list(Event.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == [
        "paper asked for",
        "paper taken up",
        "paper received",
        "paper sent back",
        "paper taken up",
        "paper received",
        "paper cleared",
    ]


def test_a_cleared_paper_cannot_be_changed_until_it_is_opened_again() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = make_paper(body, clerk)
    actions.clear_paper(paper=paper, by=clerk)
    with pytest.raises(Refused, match="This paper has been cleared"):
        actions.save_paper(paper=paper, report=make_report("New"), based_on=1, by=clerk)
    actions.reopen_paper(paper=paper, by=clerk)
    assert actions.save_paper(paper=paper, report=make_report("New"), based_on=1, by=clerk).number == 2


def test_an_uploaded_pdf_is_rebuilt_and_knows_its_pages() -> None:
    body = make_panel()
    paper = actions.upload_paper(body=body, title="Budget", data=make_pdf(3), by=make_secretary(body))
    version = paper.versions.get()
    assert (version.pages, version.document, paper.origin) == (3, None, Paper.Origin.UPLOADED)


def test_what_is_no_pdf_leaves_nothing_behind() -> None:
    body = make_panel()
    with pytest.raises(uploads.NotAccepted, match="This file is not a PDF"):
        actions.upload_paper(body=body, title="Budget", data=b"PK word", by=make_secretary(body))
    assert Paper.objects.count() == 0


def test_a_newer_file_is_the_next_version() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    paper = actions.upload_paper(body=body, title="Budget", data=make_pdf(3), by=clerk)
    actions.replace_file(paper=paper, data=make_pdf(4), by=clerk)
    assert [v.pages for v in paper.versions.order_by("number")] == [3, 4]


def test_the_same_paper_stands_on_the_agendas_of_two_bodies() -> None:
    panel, board = make_panel(), make_panel("board", name="Safer Wessex Board")
    clerk = make_secretary(panel)
    other = make_user("Jo Tarrant", board, Role.SECRETARIAT)
    paper = make_paper(panel, clerk)
    item = add_items(make_meeting(panel, clerk), clerk, "Knife crime")[0]
    there = add_items(make_meeting(board, other), other, "Knife crime")[0]
    actions.place_paper(item=item, paper=paper, by=clerk)
    with pytest.raises(Refused):
        actions.place_paper(item=there, paper=paper, by=other)
    with pytest.raises(Refused):
        actions.place_paper(item=there, paper=paper, by=clerk)
    Assignment.objects.create(body=board, user=clerk, role=Role.SECRETARIAT, starts_on="2016-05-01")
    actions.place_paper(item=there, paper=paper, by=clerk)
    assert paper.placements.count() == 2


def test_placing_again_changes_how_and_places_once() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    item = add_items(make_meeting(body, clerk), clerk, "Knife crime")[0]
    paper = make_paper(body, clerk)
    actions.place_paper(item=item, paper=paper, by=clerk)
    placement = actions.place_paper(
        item=item, paper=paper, by=clerk, delivery="to_follow", mark="Item 9, Appendix 1"
    )
    assert list(item.placements.all()) == [placement]
    placement.refresh_from_db()
    assert (placement.delivery, placement.mark) == (Placement.Delivery.TO_FOLLOW, "Item 9, Appendix 1")


def test_a_heading_holds_no_paper() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    heading = actions.add_item(meeting=meeting, title="Part A", kind="heading", by=clerk)
    with pytest.raises(Refused, match="A heading or a note cannot have papers"):
        actions.place_paper(item=heading, paper=make_paper(body, clerk), by=clerk)


def test_nothing_is_placed_on_an_item_that_somebody_removed_a_moment_before() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    (item,) = add_items(make_meeting(body, clerk), clerk, "Budget")
    paper = make_paper(body, clerk)
    actions.remove_item(item=AgendaItem.objects.get(pk=item.pk), by=clerk)
    with pytest.raises(Refused, match=r"This item is no longer on the agenda\."):
        actions.place_paper(item=item, paper=paper, by=clerk)
    assert Placement.objects.count() == 0


def test_a_document_of_another_room_is_placed_once_and_kept_in_step() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    item = add_items(meeting, clerk, "Local perspectives")[0]
    first = actions.place_document(item=item, document=make_report("Notes"), source_ref="abc", by=clerk)
    again = actions.place_document(item=item, document=make_report("Notes"), source_ref="abc", by=clerk)
    newer = actions.place_document(item=item, document=make_report("Six notes"), source_ref="abc", by=clerk)
    assert first == again == newer
    first.paper.refresh_from_db()
    assert (first.paper.title, first.paper.preparation) == ("Six notes", Paper.Preparation.CLEARED)
    assert first.paper.versions.count() == 2
    Meeting.objects.filter(pk=meeting.pk).update(
        agenda_status="published", published_at="2026-11-24T10:00:00Z", published_by="Ellen Marsh"
    )
    actions.place_document(item=item, document=make_report("Seven"), source_ref="abc", by=clerk)
    assert first.paper.versions.count() == 2
