"""Matters arising on the next agenda, their discharge in one step, and the action log as a paper."""

from datetime import date

import pytest

from foundation.documents.layout import render
from foundation.documents.layout.document import from_data
from foundation.documents.pdf import checking
from foundation.documents.store import files
from foundation.history.findings import Refused
from foundation.library.models import Publication
from meetings import actions
from meetings.matters.arising import log_rows, matters_page
from meetings.matters.documents import ActionLogDocument
from meetings.models import ArisingMatter, FollowUp, Meeting, Pack, Placement
from tests.builders.ledger import Ledger, add, item_called, make_ledger, next_meeting
from tests.builders.meetings import agenda_titles
from tests.builders.panels import signed_in
from tests.builders.papers import agree, build

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)


def published_ledger(*kinds: str, **fields: object) -> tuple[Ledger, Meeting]:
    ledger = make_ledger(*kinds, **fields)  # type: ignore[arg-type]
    ledger.publish()
    return ledger, next_meeting(ledger)


def bring(ledger: Ledger, meeting: Meeting, **how: bool) -> list[ArisingMatter]:
    return actions.bring_matters(meeting=meeting, follow_ups=ledger.rows, by=ledger.clerk, **how)


def refusal(act: object) -> str:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return str(refused.value)


@pytest.mark.shows("V22")
def test_one_click_puts_matters_arising_behind_the_minutes_with_number_and_minute() -> None:
    ledger, meeting = published_ledger("action", "recommendation")
    bring(ledger, meeting)
    assert agenda_titles(meeting) == [
        "Minutes of the meeting held on 25 March 2026",
        "Matters arising",
        "Action 1: Send figure 1",
        "Recommendation 2: Send figure 2",
        "Rural crime",
    ]
    matter = ArisingMatter.objects.all()[0]
    assert (matter.item.purpose, matter.item.presenter) == (
        "Minute 1, 25\u00a0March 2026. Due: 29\u00a0May 2026.",
        "Chief Constable",
    )
    assert (matter.item.kind, matter.item.parent, matter.follow_up) == (
        "unnumbered",
        item_called(meeting, "Matters arising"),
        ledger.rows[0],
    )


@pytest.mark.shows("V22")
def test_matters_can_stand_under_the_minutes_instead() -> None:
    ledger, meeting = published_ledger("action")
    bring(ledger, meeting, under_minutes=True)
    minutes = item_called(meeting, "Minutes of the meeting held on 25 March 2026")
    assert [matter.item.parent for matter in ArisingMatter.objects.all()] == [minutes]
    assert "Matters arising" not in agenda_titles(meeting)


def test_a_double_click_brings_nothing_twice() -> None:
    ledger, meeting = published_ledger("action", "recommendation")
    assert (len(bring(ledger, meeting)), len(bring(ledger, meeting))) == (2, 0)
    assert agenda_titles(meeting).count("Matters arising") == 1


def test_what_is_not_on_the_public_log_cannot_stand_on_an_agenda() -> None:
    ledger, meeting = published_ledger("undertaking")
    assert "that are on the public action log" in refusal(lambda: bring(ledger, meeting))
    assert [offer.may_stand for offer in matters_page(meeting, ledger.clerk).offers] == [False]


def test_a_follow_up_of_this_meeting_or_a_later_one_does_not_arise() -> None:
    ledger, meeting = published_ledger("action")
    earlier = next_meeting(ledger, month=1)
    assert "of earlier meetings" in refusal(lambda: bring(ledger, earlier))
    assert (
        refusal(lambda: actions.bring_matters(meeting=meeting, follow_ups=[], by=ledger.clerk))
        == "Select at least one action."
    )


def test_a_long_text_is_cut_to_the_length_of_a_line() -> None:
    ledger = make_ledger()
    add(ledger, "long " * 300)
    ledger.publish()
    meeting = next_meeting(ledger)
    bring(ledger, meeting)
    lines = [matter.item.title for matter in ArisingMatter.objects.all()]
    assert (len(lines[1]), lines[1][-6:]) == (len("Action 2: ") + 300, " long…")


def test_a_published_agenda_takes_no_more_matters() -> None:
    ledger, meeting = published_ledger("action")
    Meeting.objects.filter(pk=meeting.pk).update(
        agenda_status="published", published_at=meeting.starts_at, published_by="Ellen Marsh"
    )
    meeting.refresh_from_db()
    assert "This agenda has been published" in refusal(lambda: bring(ledger, meeting))


def test_a_line_taken_off_the_agenda_can_be_brought_again() -> None:
    ledger, meeting = published_ledger("action")
    bring(ledger, meeting)
    actions.remove_item(item=item_called(meeting, "Matters arising"), by=ledger.clerk)
    assert ArisingMatter.objects.count() == 0
    assert len(bring(ledger, meeting)) == 1


@pytest.mark.shows("V23")
def test_the_minute_of_matters_arising_discharges_several_in_one_step() -> None:
    ledger = make_ledger("action", "recommendation")
    ledger.publish()
    june = next_meeting(ledger, month=6)
    bring(ledger, june)
    client = signed_in(ledger.clerk)
    html = client.get(f"/meetings/{june.pk}/matters/").content.decode()
    assert "Record actions done at this meeting" in html
    chosen = {"chosen": [str(row.pk) for row in ledger.rows], "evidence": "Minute 57"}
    for _ in range(2):
        client.post(f"/meetings/{june.pk}/matters/discharge/", chosen)
    closed = FollowUp.objects.discharged().order_by("number")
    assert [(row.discharged_at, row.discharged_on, row.evidence) for row in closed] == [
        (june, june.day, "Minute 57")
    ] * 2
    assert "Done at this meeting" in client.get(f"/meetings/{june.pk}/matters/").content.decode()


def test_nothing_ticked_is_answered_with_a_sentence() -> None:
    ledger, meeting = published_ledger("action")
    client = signed_in(ledger.clerk)
    for act in ("bring", "discharge"):
        answer = client.post(f"/meetings/{meeting.pk}/matters/{act}/", {})
        assert (answer.status_code, "Select at least one action" in answer.content.decode()) == (409, True)


def log_of(meeting: Meeting) -> ActionLogDocument:
    placed = Placement.objects.get(item__meeting=meeting, paper__title="Action log")
    version = placed.paper.latest
    assert version is not None and version.document is not None
    document = from_data(version.document)
    assert isinstance(document, ActionLogDocument)
    return document


@pytest.mark.shows("V23", "S4-66")
def test_the_action_log_is_a_paper_that_says_every_state_in_words() -> None:
    ledger, meeting = published_ledger("action", "recommendation", "undertaking")
    actions.update_follow_up(
        follow_up=ledger.rows[1],
        text="Promised",
        new_due=date(2026, 12, 1),
        is_in_hand=True,
        based_on=1,
        by=ledger.clerk,
    )
    actions.place_action_log(item=item_called(meeting, "Rural crime"), on=TODAY, by=ledger.clerk)
    log = log_of(meeting)
    assert [(row.number, row.kind, row.state, row.due, row.said, row.source) for row in log.outstanding] == [
        ("1", "Action", "Open, overdue", "29\u00a0May 2026", "", "Minute 1, 25\u00a0March 2026"),
        (
            "2",
            "Recommendation",
            "In progress",
            "1\u00a0December 2026 (originally 29\u00a0May 2026)",
            "Promised",
            "Minute 1, 25\u00a0March 2026",
        ),
    ]
    assert log.summary == "2\u00a0actions outstanding, 1 overdue."


def test_the_log_is_frozen_until_it_is_placed_again_and_stays_one_paper() -> None:
    ledger, meeting = published_ledger("action")
    item = item_called(meeting, "Rural crime")
    actions.place_action_log(item=item, on=TODAY, by=ledger.clerk)
    actions.discharge_follow_up(follow_up=ledger.rows[0], on=TODAY, by=ledger.clerk)
    assert [row.state for row in log_of(meeting).outstanding] == ["Open, overdue"]
    actions.place_action_log(item=item, on=TODAY, is_landscape=False, by=ledger.clerk)
    log = log_of(meeting)
    assert (log.outstanding, [row.state for row in log.closed], log.is_landscape) == (
        [],
        ["Complete"],
        False,
    )
    assert Placement.objects.filter(item__meeting=meeting).count() == 1


def test_what_was_closed_before_the_last_meeting_is_not_told_again() -> None:
    ledger = make_ledger("action", "action")
    ledger.publish()
    actions.discharge_follow_up(follow_up=ledger.rows[0], on=date(2026, 5, 4), by=ledger.clerk)
    next_meeting(ledger, month=6)
    december = next_meeting(ledger)
    actions.discharge_follow_up(follow_up=ledger.rows[1], on=date(2026, 7, 4), by=ledger.clerk)
    assert [[row.number for row in rows] for rows in log_rows(december)] == [[], [2]]


@pytest.mark.parametrize("is_landscape", [True, False])
def test_the_log_is_a_tagged_pdf_with_header_cells(is_landscape: bool) -> None:
    ledger, meeting = published_ledger("action", "recommendation")
    document = ActionLogDocument.of(meeting, *log_rows(meeting), on=TODAY, is_landscape=is_landscape)
    data = files.read(render.pdf(document).file)
    assert [each for each in checking.check(data) if "page number" not in str(each).lower()] == []
    assert '<th scope="col"' in render.screen(document)


@pytest.mark.shows("V23")
def test_the_log_is_published_with_the_agenda_and_shows_only_the_public_log() -> None:
    ledger, meeting = published_ledger("action", "undertaking")
    add_secret = "Qxsecretundertaking"
    FollowUp.objects.filter(pk=ledger.rows[1].pk).update(text=add_secret)
    actions.place_action_log(item=item_called(meeting, "Rural crime"), on=TODAY, by=ledger.clerk)
    agree(meeting, ledger.clerk)
    build(meeting, ledger.clerk, Pack.Kind.AGENDA)
    made = actions.publish_agenda(meeting=meeting, by=ledger.clerk)
    kind = Publication.Kind.PAPER
    paper = next(each for each in made if each.kind == kind and each.title == "Action log")
    assert "Send figure 1" in paper.html
    assert [add_secret in f"{each.html}{each.data}" for each in made] == [False] * len(made)


def test_the_log_as_it_stands_today_can_be_read_as_a_pdf() -> None:
    ledger, meeting = published_ledger("action")
    answer = signed_in(ledger.clerk).get(f"/meetings/{meeting.pk}/matters/log.pdf?layout=portrait")
    assert (answer["Content-Type"], answer.content[:5]) == ("application/pdf", b"%PDF-")


def test_the_page_puts_matters_and_log_on_the_agenda_by_button() -> None:
    ledger, meeting = published_ledger("action")
    client = signed_in(ledger.clerk)
    at = f"/meetings/{meeting.pk}/matters/"
    assert "Add to the agenda" in client.get(at).content.decode()
    client.post(f"{at}bring/", {"chosen": [str(ledger.rows[0].pk)], "where": "item"})
    item = item_called(meeting, "Matters arising")
    client.post(f"{at}log/", {"item": str(item.pk), "layout": "landscape"})
    html = client.get(at).content.decode()
    assert ("On this agenda" in html, "The log is a paper for “Matters arising”" in html) == (True, True)
    assert client.post(f"{at}log/", {"item": "nonsense"}).status_code == 409
