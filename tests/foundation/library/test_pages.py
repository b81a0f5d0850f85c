"""The public pages: what they say, how often they ask the database, how long they may be kept."""

from dataclasses import replace
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from foundation.accounts.models import User
from foundation.library import publishing as library
from foundation.library.models import Publication
from meetings.votes.documents import VoteBlock
from tests.builders.publications import (
    ELLEN,
    FRIDAY,
    agenda,
    announced,
    facts,
    line,
    minute,
    minutes,
    pack,
    paper,
    uploaded,
    whole_meeting,
)
from tests.going_on import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def words(response: Any) -> str:
    """The words of a page, in one line."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: list[str] = []

        def handle_data(self, data: str) -> None:
            self.found.append(data)

    reader = Reader()
    reader.feed(response.content.decode())
    return " ".join(" ".join(reader.found).replace("\xa0", " ").split())


def get(client: Browser, name: str, *args: Any) -> Any:
    return client.get(reverse(f"library:{name}", args=args))


def test_a_meeting_to_come_tells_when_where_and_how_to_attend(client: Browser) -> None:
    page = words(get(client, "meeting", announced().ref))
    assert "Ordinary meeting Friday 4 December 2026 at 1.30 pm To be held at County Hall, Ambermere." in page
    assert "Come to the meeting Friday 4 December 2026 at 1.30 pm" in page
    assert "Anyone may come, no booking." in page
    assert "Ellen Marsh 01632 960 114 panel@wessexpcp.example" in page
    assert "The agenda has not been published yet. It will be published here with its papers." in page


def test_a_title_of_its_own_stands_as_it_was_typed(client: Browser) -> None:
    meeting = announced(name="Visit to O'Neill House", body_name="Tone Vale Task Group")
    agenda(meeting, [line(1)])
    assert "Visit to O'Neill House" in words(get(client, "meeting", meeting.ref))
    assert "Tone Vale Task Group, Visit to O'Neill House, Friday 4 December 2026" in words(
        get(client, "item", meeting.ref, "item1")
    )


def test_papers_stand_under_their_items_with_page_file_and_size(client: Browser) -> None:
    meeting = announced()
    written, came = paper(meeting), uploaded(meeting)
    agenda(meeting, [line(1, written), line(2, came)])
    page = words(get(client, "meeting", meeting.ref))
    assert "1 Knife crime Read as a page : Knife crime PDF : Knife crime 16 pages, 61 bytes" in page
    assert "2 Budget monitoring PDF : Budget monitoring 12 pages, 50 bytes" in page


@pytest.mark.parametrize("is_accessible", [False, True])
def test_a_pdf_that_is_hard_to_listen_to_says_so_beside_it_and_whom_to_ask(
    client: Browser, is_accessible: bool
) -> None:
    meeting = announced()
    came = uploaded(meeting, is_accessible=is_accessible)
    agenda(meeting, [line(1, came)])
    in_list = "Not fully accessible: ask for another format of Budget monitoring"
    assert (in_list in words(get(client, "meeting", meeting.ref))) is not is_accessible
    asked = "Ask Ellen Marsh, 01632 960 114, panel@wessexpcp.example for another format."
    assert (asked in words(get(client, "publication", came.ref))) is not is_accessible


def test_a_pdf_published_before_it_was_known_counts_as_hard_to_listen_to() -> None:
    kinds = ({"kind": "uploaded"}, {"kind": "uploaded", "is_accessible": True}, {"kind": "report"})
    assert [Publication(data=each).is_hard_to_read for each in kinds] == [True, False, False]


def test_decisions_stand_under_their_items_once_minutes_are_out(client: Browser) -> None:
    meeting = announced()
    agenda(meeting, [line(1), line(2)])
    minutes(meeting, [minute("62", ["item2"], "that the report be noted", "that it come back")])
    page = words(get(client, "meeting", meeting.ref))
    assert "Agenda, papers and decisions" in page
    assert "RESOLVED: (a) that the report be noted (b) that it come back Minute 62" in page
    assert "Minutes Draft Page. Published Tuesday 24 November 2026." in page


def test_a_decision_tells_how_the_vote_went_and_a_lost_motion_is_told_too(client: Browser) -> None:
    meeting = announced()
    agenda(meeting, [line(1)])
    entry = minute("62", ["item1"], "that the report be noted")
    carried = VoteBlock(sentences=["The motion was put to the vote and carried: 3 for, 1 against."])
    lost = VoteBlock(sentences=["A motion to defer the report was lost: 1 for, 3 against."])
    voted = replace(entry, motions=[lost], decisions=[replace(entry.decisions[0], votes=[carried])])
    minutes(meeting, [voted])
    assert (
        "A motion to defer the report was lost: 1 for, 3 against. "
        "RESOLVED: that the report be noted "
        "The motion was put to the vote and carried: 3 for, 1 against. Minute 62"
    ) in words(get(client, "meeting", meeting.ref))


def test_an_item_leads_to_its_own_page_and_a_line_without_one_leads_nowhere(client: Browser) -> None:
    meeting = announced()
    agenda(meeting, [line(1), line(2, sub=True), line(3, ref="")])
    page = get(client, "meeting", meeting.ref).content.decode()
    links = [reverse("library:item", args=[meeting.ref, f"item{number}"]) for number in (1, 2)]
    assert [page.count(f'href="{link}"') for link in links] == [1, 1]
    assert [client.get(link).status_code for link in links] == [200, 200]
    assert "<h3>Business number 3</h3>" in page


def test_an_item_to_come_says_when_it_is_considered_and_how_to_come(client: Browser) -> None:
    meeting = announced()
    agenda(meeting, [line(1)])
    page = words(get(client, "item", meeting.ref, "item1"))
    assert "1 Business number 1 To be considered on Friday 4 December 2026." in page
    assert "On the agenda Published Tuesday 24 November 2026" in page
    assert "To be considered Friday 4 December 2026 at 1.30 pm, County Hall, Ambermere Come to the" in page
    assert "Decided" not in page


def test_an_item_says_first_what_was_decided_and_that_the_minute_is_a_draft(client: Browser) -> None:
    meeting = announced()
    agenda(meeting, [line(1), line(2)])
    minutes(meeting, [minute("62", ["item2"], "that the report be noted")])
    page = words(get(client, "item", meeting.ref, "item2"))
    assert "Decided on Friday 4 December 2026. The minute is a draft until the panel confirms it." in page
    assert "Decided Friday 4 December 2026 RESOLVED: that the report be noted Minute 62" in page
    assert "Minutes to be confirmed At a later meeting of the panel" in page


def test_a_confirmed_minute_awaits_nothing(client: Browser) -> None:
    meeting = announced()
    agenda(meeting, [line(1)])
    minutes(meeting, [minute("62", ["item1"])], status="Confirmed on 5 February 2027")
    page = words(get(client, "item", meeting.ref, "item1"))
    assert "draft" not in page
    assert "to be confirmed" not in page


def test_an_item_of_a_cancelled_meeting_says_that_it_was_cancelled(client: Browser) -> None:
    meeting = announced(state="cancelled", state_sentence="Snow has closed the hall.")
    agenda(meeting, [line(1)])
    page = words(get(client, "item", meeting.ref, "item1"))
    assert "Cancelled Snow has closed the hall." in page
    assert "onsidered" not in page


def test_a_cancelled_meeting_says_so_with_its_reason(client: Browser) -> None:
    meeting = announced(state="cancelled", state_sentence="Snow has closed the hall.")
    page = words(get(client, "meeting", meeting.ref))
    assert "Cancelled Snow has closed the hall. It was to be held at County Hall, Ambermere." in page
    assert "Come to the meeting" not in page


def test_late_notice_gives_its_reason(client: Browser) -> None:
    meeting = announced(late_notice="The precept figures came on Monday.")
    page = words(get(client, "meeting", meeting.ref))
    assert "Published with less than the statutory notice. The precept figures came on Monday." in page


def test_a_withdrawn_paper_says_so_with_the_reason_and_is_gone_everywhere(client: Browser) -> None:
    meeting = announced()
    gone = paper(meeting)
    agenda(meeting, [line(1, gone)])
    library.withdraw(publication=gone, reason="A name in table 2", by=ELLEN)
    assert "1 Knife crime Withdrawn A name in table 2" in words(get(client, "meeting", meeting.ref))
    page, file = get(client, "publication", gone.ref), get(client, "file", gone.ref, gone.file_name)
    assert (page.status_code, file.status_code) == (410, 410)
    assert "The reason: A name in table 2" in words(page)
    assert b"Words of the report" not in page.content + file.content


def test_a_corrected_paper_takes_the_place_of_the_first_on_the_agenda(client: Browser) -> None:
    meeting = announced()
    first = paper(meeting)
    agenda(meeting, [line(1, first)])
    second = paper(meeting)
    page = get(client, "meeting", meeting.ref).content.decode()
    assert (second.page_url in page, first.page_url in page) == (True, False)
    old = get(client, "publication", first.ref)
    assert "This version has been replaced. Read version 2" in words(old)
    assert (old.status_code, get(client, "file", first.ref, first.file_name).status_code) == (200, 200)


def test_a_page_shown_before_a_withdrawal_is_not_shown_after_it(client: Browser) -> None:
    meeting = announced()
    one = paper(meeting)
    agenda(meeting, [line(1, one)])
    assert "Read as a page" in words(get(client, "meeting", meeting.ref))
    library.withdraw(publication=one, reason="A name", by=ELLEN)
    assert "Read as a page" not in words(get(client, "meeting", meeting.ref))


def test_a_paper_withdrawn_at_another_meeting_is_withdrawn_here_too(client: Browser) -> None:
    other, meeting = announced("another23456"), announced()
    shared = paper(other)
    agenda(meeting, [line(1, shared)])
    get(client, "meeting", meeting.ref)
    library.withdraw(publication=shared, reason="A name", by=ELLEN)
    assert "1 Knife crime Withdrawn A name" in words(get(client, "meeting", meeting.ref))


def test_a_paper_of_another_meeting_is_found_by_its_reference(client: Browser) -> None:
    other, meeting = announced("another23456"), announced()
    shared = paper(other)
    agenda(meeting, [line(1, shared)])
    assert "Read as a page" in words(get(client, "meeting", meeting.ref))


def test_a_publication_says_where_it_belongs(client: Browser) -> None:
    meeting = announced()
    found = paper(meeting)
    agenda(meeting, [line(1), line(2, found)])
    page = words(get(client, "publication", found.ref))
    assert "For the meeting of Friday 4 December 2026 , item 2: Knife crime." in page
    assert "Words of the report Knife crime." in page


def test_the_page_tells_what_changed_by_day(client: Browser, clock: time_machine.Traveller) -> None:
    meeting = whole_meeting(2)
    clock.move_to("2026-12-15T09:00:00+00:00")
    paper(meeting, "meetin-1", "Paper number 1")
    page = words(get(client, "meeting", meeting.ref))
    assert "Tuesday 15 December 2026: “Paper number 1” published again, unchanged." in page
    assert "Tuesday 24 November 2026: Agenda, agenda pack, 2 papers and minutes published." in page


def test_meetings_are_listed_to_come_first_then_the_past(client: Browser) -> None:
    announced("coming234567")
    announced("past23456789", starts_at=FRIDAY.replace(month=9))
    page = words(get(client, "meetings"))
    assert page.index("To come") < page.index("4 December 2026") < page.index("4 September 2026")


def test_home_shows_the_next_meeting_and_the_latest_papers_and_minutes(client: Browser) -> None:
    meeting = whole_meeting(1)
    page = words(get(client, "home_public"))
    assert (
        page.index("The next meeting")
        < page.index("4 December 2026 at 1.30 pm")
        < page.index("Latest papers")
    )
    assert "Paper number 1" in page
    assert "Minutes of the meeting held on 4 December 2026" in page
    assert reverse("library:meeting", args=[meeting.ref]) in get(client, "home_public").content.decode()


@pytest.mark.parametrize("lines", [13, 39])
@pytest.mark.parametrize(
    ("name", "queries"), [("meeting", 4), ("meetings", 6), ("home_public", 7)], ids=lambda value: str(value)
)
def test_a_public_page_asks_as_often_for_13_lines_as_for_39(
    client: Browser, lines: int, name: str, queries: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    meeting = whole_meeting(lines)
    announced("next23456789", starts_at=FRIDAY.replace(year=2027))
    args = [meeting.ref] if name == "meeting" else []
    get(client, name, *args)
    with django_assert_num_queries(queries):
        assert get(client, name, *args).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_meetings_asks_as_often_for_1_as_for_3(
    client: Browser, count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(count):
        pack(announced(f"coming23456{number}"))
        pack(announced(f"past2345678{number}", starts_at=FRIDAY.replace(month=9)))
    with django_assert_num_queries(8):
        get(client, "meetings")


@pytest.mark.parametrize("name", ["home_public", "meetings", "meeting", "publication", "file", "pack"])
def test_a_visitors_page_may_be_kept_for_a_minute_and_sets_no_cookie(client: Browser, name: str) -> None:
    meeting = announced()
    pack(meeting)
    found = paper(meeting)
    args = {"meeting": [meeting.ref], "pack": [meeting.ref], "publication": [found.ref]}
    response = get(
        client, name, *(args.get(name) or ([found.ref, found.file_name] if name == "file" else []))
    )
    assert response["Cache-Control"] == "public, max-age=60"
    assert dict(response.cookies) == {}


def test_what_is_shown_to_a_user_is_kept_by_nobody(client: Browser) -> None:
    client.force_login(User.objects.create_user("ellen@wessexpcp.example", "Ellen Marsh"))
    response = get(client, "meeting", announced().ref)
    assert response["Cache-Control"] == "private, no-store"


def test_a_reference_leads_to_its_page(client: Browser) -> None:
    meeting = announced()
    found = paper(meeting)
    assert client.get(f"/r/{meeting.ref}")["Location"] == f"/meeting/{meeting.ref}/"
    assert client.get(f"/r/{found.ref}")["Location"] == f"/published/{found.ref}/"
    assert client.get("/r/paper1")["Location"] == f"/published/{found.ref}/"
    assert client.get("/r/nothing23456").status_code == 404


def test_only_what_was_announced_has_a_page(client: Browser) -> None:
    assert get(client, "meeting", "unknown23456").status_code == 404
    assert get(client, "publication", "unknown23456").status_code == 404
    assert get(client, "pack", announced().ref).status_code == 404
    assert facts().ref == announced().ref
