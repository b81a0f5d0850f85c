"""Slips before minutes go out: each is found, most can be let stand with a reason, some are only shown."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from foundation.history.findings import Refused, look
from foundation.history.models import Event
from foundation.ui.words import counted
from meetings import actions
from meetings.minutes.check import check
from meetings.minutes.documents.record import record_of
from meetings.minutes.pages.minutes import open_points
from meetings.minutes.rules.check import MeetingCheck, MinuteCheck, VoteCount, slips
from meetings.minutes.rules.lint import MinuteFacts
from meetings.models import Attendance, Minutes, PackEntry, PassedPoint
from panels.models import Person
from tests.builders.day import day_meeting, roll_of, today
from tests.builders.life import brought, later_minutes
from tests.builders.minutes import Held, add_items, held_meeting, minuted, take_roll
from tests.builders.papers import make_paper

pytestmark = pytest.mark.on("postgresql")


DAY = date(2026, 3, 25)


def meeting(**values: object) -> MeetingCheck:
    return MeetingCheck(day=DAY, **values)  # type: ignore[arg-type]


def minute(words: str = "", **values: object) -> MinuteCheck:
    return MinuteCheck(MinuteFacts("45", "minute-1", has_words=True, words=words), **values)  # type: ignore[arg-type]


def said(where: MeetingCheck, *minutes: MinuteCheck) -> list[tuple[str, str]]:
    return [(each.finding.level.name, each.finding.sentence) for each in slips(where, minutes)]


@pytest.mark.shows("V42")
@pytest.mark.parametrize(
    ("where", "level", "sentence"),
    [
        (
            meeting(venue="County Hall", printed_venue="City Hall"),
            "LOOK",
            "The venue is City Hall on the agenda and County Hall in the minutes.",
        ),
        (meeting(not_taken=["6"]), "LOOK", "Item 6 is not recorded as started."),
        (meeting(not_taken=["6", "8"]), "LOOK", "Items 6 and 8 are not recorded as started."),
        (
            meeting(unanswered=["Mrs Jane Ashby"]),
            "LOOK",
            "No answer is recorded to the public question of Mrs Jane Ashby.",
        ),
        (meeting(left_out=[47]), "LOOK", "Number 47 of this run is not used."),
        (meeting(left_out=[47, 48]), "LOOK", "Numbers 47 and 48 of this run are not used."),
        (
            meeting(strangers=["Cllr Ann Vale"]),
            "NOT_MET",
            "Cllr Ann Vale: recorded as a member, but not a member on that date.",
        ),
        (
            meeting(bare_reports=[("Knife crime", "no contact")]),
            "LOOK",
            "The report “Knife crime” has no contact.",
        ),
        (
            meeting(wrong_entries=["“Budget”"]),
            "NOT_MET",
            "“Budget” has page numbers beyond the end of its pack.",
        ),
        (
            meeting(restrictions=[look("Item 9: paragraph 8 qualifies.", code="qualification")]),
            "NOT_MET",
            "Item 9: paragraph 8 qualifies.",
        ),
        (
            meeting(votes=[VoteCount("Minute 45", 9, 8)]),
            "NOT_MET",
            "Minute 45: 9 votes were counted, and 8 members could vote.",
        ),
    ],
)
def test_a_slip_of_the_meeting_is_a_point(where: MeetingCheck, level: str, sentence: str) -> None:
    assert said(where) == [(level, sentence)]


def test_what_is_right_makes_no_point() -> None:
    right = meeting(
        venue="County Hall",
        printed_venue="County Hall",
        votes=[VoteCount("Minute 45", 8, 8)],
        restrictions=[look("Item 9 relies on paragraph 7.", code="unread")],
        pack_pages=40,
    )
    words = "By 1 May 2026 the report of 2 March 2025, pages 9 to 24, comes back."
    assert said(right, minute(words, minutes_of=[], due=[date(2026, 5, 1)])) == []


@pytest.mark.shows("V42")
@pytest.mark.parametrize(
    ("checked", "sentence"),
    [
        (minute("A report by 12 May 2025."), "45: 12 May 2025 is a deadline before the meeting."),
        (minute(due=[date(2026, 3, 1)]), "45: 1 March 2026 is a deadline before the meeting."),
        (minute("See pages 9 to 87."), "45: page 87 is cited, but the pack ends at 40."),
        (minute("See page 41."), "45: page 41 is cited, but the pack ends at 40."),
        (
            minute("The minutes of 4 March 2026 were agreed.", minutes_of=[date(2026, 2, 4)]),
            "45: this item confirms the minutes of 4 February 2026, but another date is given.",
        ),
        (
            minute(unconfirmed=[date(2026, 2, 4)]),
            "45: the minutes of 4 February 2026 are not recorded as confirmed.",
        ),
        (minute(facts_changed=True), "45: the record has changed since its opening was written."),
        (
            minute(has_private_part=True),
            "45: its private part has no summary for the public.",
        ),
    ],
)
def test_a_slip_of_a_minute_is_a_point(checked: MinuteCheck, sentence: str) -> None:
    assert [words for _, words in said(meeting(pack_pages=40), checked)] == [sentence]


def written() -> tuple[Held, Minutes]:
    held = held_meeting()
    add_items(held, 1)
    take_roll(held)
    return held, minuted(held)


def codes(minutes: Minutes) -> list[str]:
    return [each.finding.code for each in check(record_of(minutes))]


def stranger(held: Held) -> None:
    person = Person.objects.create(given_name="Ann", family_name="Vale")
    Attendance.objects.create(meeting=held.meeting, person=person, printed_name="Cllr Ann Vale")


def wrong_year(held: Held) -> None:
    actions.add_item(meeting=held.meeting, title="Next", standing="next_meeting", by=held.secretary)
    added = actions.write_minute(
        minutes=held.meeting.minutes,
        items=[held.meeting.items.last()],  # type: ignore[list-item]
        opening="The Panel meets on 24 June 2025.",
        by=held.secretary,
    )
    assert added.title == "Next"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.shows("V42")
@pytest.mark.parametrize(
    ("slip", "code"), [(stranger, "stranger"), (wrong_year, "next")], ids=["stranger", "next"]
)
def test_publishing_waits_until_a_point_of_weight_is_mended_or_overruled_with_a_reason(
    client: Client, slip: Callable[[Held], None], code: str
) -> None:
    held, minutes = written()
    slip(held)
    point = next(each.finding for each in check(record_of(minutes)) if each.finding.code == code)
    with pytest.raises(Refused) as refused:
        actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert [each.code for each in refused.value.findings] == [code]
    client.force_login(held.secretary)
    page = client.post(f"/meetings/{held.meeting.pk}/minutes/publish/")
    assert [
        words in page.content.decode() for words in ("You cannot publish the minutes yet", "Publish anyway")
    ] == [
        True,
        False,
    ]
    address = f"/meetings/{held.meeting.pk}/minutes/point/"
    data = {"code": code, "sentence": point.sentence}
    empty = client.post(address, {**data, "reason": " "})
    assert "Enter the reason for accepting this point" in empty.content.decode()
    assert client.post(address, {**data, "reason": "The clerk checked it."}).status_code == 302
    passed = PassedPoint.objects.get()
    assert (passed.code, passed.reason, passed.passed_by) == (code, "The clerk checked it.", "Ellen Marsh")
    assert Event.objects.filter(verb="point overruled").count() == 1
    assert "Accepted: The clerk checked it. (Ellen Marsh" in client.get(
        f"/meetings/{held.meeting.pk}/minutes/"
    ).content.decode().replace("\n", "")
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert Minutes.objects.get().status == "published"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_point_that_is_not_there_cannot_be_overruled_and_other_facts_make_another_point() -> None:
    held, minutes = written()
    stranger(held)
    with pytest.raises(Refused, match="Someone else has dealt with this point"):
        actions.pass_point(minutes=minutes, code="stranger", sentence="x", reason="y", by=held.secretary)
    sentence = next(p.finding.sentence for p in check(record_of(minutes)) if p.is_in_the_way)
    actions.pass_point(
        minutes=minutes, code="stranger", sentence=sentence, reason="Known.", by=held.secretary
    )
    other = Person.objects.create(given_name="Bo", family_name="Wells")
    Attendance.objects.create(meeting=held.meeting, person=other, printed_name="Cllr Bo Wells")
    strangers = [each for each in check(record_of(minutes)) if each.finding.code == "stranger"]
    assert [each.is_in_the_way for each in strangers] == [True]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_publishing_with_open_points_asks_once_and_then_publishes(client: Client) -> None:
    held, minutes = written()
    actions.add_follow_up(minute=minutes.entries.get(), text="send it", by=held.secretary)
    client.force_login(held.secretary)
    address = f"/meetings/{held.meeting.pk}/minutes/publish/"
    page = client.post(address).content.decode()
    assert [page.count(words) for words in ("Publish the minutes?", "Publish anyway")] == [1, 1]
    points = len(open_points(check(record_of(minutes))))
    assert counted(points, "point") in page
    assert Minutes.objects.get().status == "draft"
    assert client.post(address, {"confirmed": "yes"}).status_code == 302
    assert Minutes.objects.get().status == "published"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_reports_without_contact_are_named_and_complete_ones_are_not() -> None:
    held, minutes = written()
    bare = make_paper(
        held.body, held.secretary, "Bare", contacts=[], background_papers=[], has_no_background_papers=False
    )
    actions.clear_paper(paper=bare, by=held.secretary)
    actions.place_paper(item=held.items[0], paper=bare, by=held.secretary)
    found = [p.finding.sentence for p in check(record_of(minutes)) if p.finding.code == "report"]
    assert found == ["The report “Bare” has no contact and no list of background papers."]
    assert PackEntry.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_items_that_the_day_never_took_are_named_once_any_was() -> None:
    held = day_meeting()
    first, _, third, fourth = add_items(held, 4)
    roll_of(held)
    minutes = minuted(held)
    assert "not_taken" not in codes(minutes)
    actions.begin_item(meeting=held.meeting, item=first, at=today(9, 1), by=held.secretary)
    actions.begin_item(meeting=held.meeting, item=third, at=today(9, 5), by=held.secretary)
    actions.defer_item(meeting=held.meeting, item=fourth, at=today(9, 9), by=held.secretary)
    found = [each.finding for each in check(record_of(minutes))]
    assert [each.sentence for each in found if each.code == "not_taken"] == [
        "Item 2 is not recorded as started."
    ]


@pytest.mark.django_db
def test_minutes_on_the_agenda_are_named_until_their_confirmation_is_recorded() -> None:
    scene = brought()
    minutes = later_minutes(scene)
    found = [each.finding for each in check(record_of(minutes)) if each.finding.code == "unconfirmed"]
    name = record_of(minutes).entries[0].name
    assert [each.sentence for each in found] == [
        f"{name}: the minutes of {scene.held.meeting.day:%-d %B %Y} are not recorded as confirmed."
    ]
    scene.confirm()
    assert "unconfirmed" not in codes(minutes)
