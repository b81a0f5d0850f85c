"""Suffixes, gaps, numbers of paragraphs, and citations."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foundation.history.findings import Refused
from meetings import actions
from meetings.minutes.citing import resolve
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.models import Minute, Minutes, ParagraphNumber
from meetings.wording.citing import Citation, read
from meetings.wording.numbering import Numbering, carried, gaps, provisional
from tests.builders.minutes import LONDON, Held, add_items, held_meeting, minuted, take_roll
from tests.builders.panels import make_chair, signed_in
from tests.builders.papers import make_paper, place

pytestmark = pytest.mark.on("postgresql")


MARCH = date(2018, 3, 28)


def scheme(name: str, **more: str) -> Numbering:
    return Numbering(name, "body23456789", "meet23456789", MARCH, **more)


@pytest.mark.shows("V1")
@pytest.mark.parametrize(
    ("numbering", "label"),
    [
        (scheme("calendar_year"), "39/18"),
        (scheme("prefixed", prefix="PCP"), "PCP 39.17/18"),
        (scheme("meeting", suffix="/{year}"), "39/18"),
        (scheme("municipal_year", suffix=" of {municipal_year}"), "39 of 17/18"),
        (scheme("calendar_year", suffix="-{year}"), "39-18"),
        (scheme("paragraph"), "39"),
    ],
)
def test_the_body_s_own_suffix_follows_the_number_and_the_number_is_read_back(
    numbering: Numbering, label: str
) -> None:
    assert (numbering.label(39), numbering.number(label)) == (label, 39)


def test_a_suffix_that_names_no_year_is_printed_as_it_was_typed() -> None:
    assert scheme("meeting", suffix="{day}").label(7) == "7{day}"


def test_numbers_left_out_are_named_and_those_of_earlier_meetings_count() -> None:
    run = scheme("municipal_year")
    assert gaps(run, ["45", "46", "48"], ["43", "44"]) == [47]
    assert gaps(run, ["47", "48"], ["44"]) == [45, 46]
    assert gaps(run, ["45", "46"], []) == []
    assert gaps(scheme("none"), ["", ""], []) == []


def test_a_paragraph_keeps_its_number_when_another_comes_before_it_or_is_reworded() -> None:
    issued = [("37", "one"), ("38", "two"), ("39", "three")]
    assert carried(issued, ["new", "one", "two", "three"]) == ["", "37", "38", "39"]
    assert carried(issued, ["one", "reworded", "three"]) == ["37", "38", "39"]
    assert carried(issued, ["one", "three"]) == ["37", "39"]


@given(st.lists(st.sampled_from("abcdef"), max_size=8), st.lists(st.sampled_from("abcdef"), max_size=8))
def test_no_number_is_ever_given_to_two_paragraphs(before: list[str], after: list[str]) -> None:
    issued = [(str(37 + place), words) for place, words in enumerate(before)]
    kept = carried(issued, after)
    labels = provisional(scheme("paragraph"), kept, [label for label, _ in issued], None)
    assert len(kept) == len(after)
    assert len(set(labels)) == len(labels)
    assert {label for label in kept if label} <= {label for label, _ in issued}


@pytest.mark.parametrize(
    ("words", "citation"),
    [
        ("Minute 45 of 28 March 2018", Citation("45", MARCH)),
        ("minute PCP 34.12/13", Citation("PCP 34.12/13")),
        ("39/20", Citation("39/20")),
        ("2 of 24 June 2025", Citation("2", date(2025, 6, 24))),
        ("45 on 28th March 2018.", Citation("45", MARCH)),
        ("Minute 45 of the meeting held on 28/03/2018", Citation("45", MARCH)),
        ("minute of March", None),
        ("Minute 45 of 31 February 2018", None),
        ("", None),
    ],
)
def test_citations_are_read_as_people_write_them(words: str, citation: Citation | None) -> None:
    assert read(words) == citation


def minutes_on(year: int, *, like: Held | None = None, **settings: object) -> tuple[Held, Minutes]:
    held = held_meeting(
        starts_at=datetime(year, 6, 24, 14, 0, tzinfo=LONDON),
        body=like.body if like else None,
        secretary=like.secretary if like else None,
        **settings,
    )
    considered(held, 2)
    take_roll(held)
    return held, minuted(held)


def considered(held: Held, count: int) -> None:
    """So many items with a report: what the record says of each are its first two paragraphs."""
    for item in add_items(held, count):
        place(item, make_paper(held.body, held.secretary, item.title), held.secretary)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.shows("V1", "S4-27")
def test_the_same_number_of_two_years_is_told_apart_by_the_day_and_never_guessed() -> None:
    held, first = minutes_on(2025)
    later, second = minutes_on(2026, like=held)
    for minutes in (first, second):
        actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert [m.issued_label for m in Minute.objects.order_by("pk")] == ["1", "2", "1", "2"]
    cited = resolve(held.body, "Minute 2 of 24 June 2025")
    assert cited.minute == first.entries.all()[1]
    both = resolve(held.body, "Minute 2")
    assert (both.minute, both.finding.sentence) == (
        None,
        "2 is the number of 2 minutes, of 24 June 2026 and 24 June 2025.",
    )
    assert resolve(held.body, "Minute 7").finding.sentence == "No minute has this number."
    page = signed_in(held.secretary)
    address = f"/meetings/{later.meeting.pk}/minutes/find/"
    assert "Add the date of the meeting." in page.get(address, {"cited": "2"}).content.decode()
    answer = page.get(address, {"cited": "2 of 24 June 2025"})
    assert answer["Location"] == f"/meetings/{held.meeting.pk}/minutes/#minute-{first.entries.all()[1].pk}"


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_number_that_is_looked_up_does_not_tell_the_title_to_whoever_is_shut_out() -> None:
    held, first = minutes_on(2025)
    later, second = minutes_on(2026, like=held)
    for minutes in (first, second):
        actions.publish_minutes(minutes=minutes, by=held.secretary)
    kept, open_one = first.entries.all()[1], second.entries.all()[1]
    Minute.objects.filter(pk=kept.pk).update(title="The sale of Dock House")
    Minute.objects.filter(pk=open_one.pk).update(title="Road safety")
    chair, item = make_chair(held.body), kept.minute_items.get().item
    terms = {"ground": "exempt", "paragraphs": [3], "public_interest_reason": "Prices."}
    actions.restrict_item(item=item, by=held.secretary, **terms)
    page, address = signed_in(chair), f"/meetings/{later.meeting.pk}/minutes/find/"
    read = page.get(address, {"cited": "2"}).content.decode()
    assert ("The sale of Dock House" in read, "Road safety" in read) == (True, True)
    person = held.body.offices.get(person__user=chair).person
    actions.shut_out(item=item, person=person, reason="An interest.", by=held.secretary)
    read = page.get(address, {"cited": "2"}).content.decode()
    assert ("The sale of Dock House" in read, "Road safety" in read) == (False, True)
    assert "exempt or confidential, and you do not have access to it" in read


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
@pytest.mark.shows("V1")
def test_where_every_paragraph_is_numbered_the_numbers_run_through_the_year_and_stay() -> None:
    held, first = minutes_on(2025, minute_numbering="paragraph")
    one = first.entries.all()[0]
    text = "<p>They asked:</p><ol><li><p>why;</p></li></ol><p>They thanked her.</p>"
    actions.save_minute(minute=one, text=text, based_on=1, by=held.secretary)
    record = record_of(first)
    assert [entry.paragraphs for entry in record.entries] == [["1", "2", "3", "4"], ["5", "6"]]
    actions.publish_minutes(minutes=first, by=held.secretary)
    html = MinutesDocument.of(first).minutes[0].html
    assert html.count('<ol class="paras">') == 1
    assert [f'<span class="n">{n}.</span>' in html for n in (1, 2, 3, 4, 5)] == [
        True,
        True,
        True,
        True,
        False,
    ]
    one.refresh_from_db()
    added = text.replace("<p>They thanked", "<p>A new one.</p><p>They thanked")
    actions.save_minute(minute=one, text=added, based_on=2, by=held.secretary)
    assert record_of(first).entries[0].paragraphs == ["1", "2", "3", "7", "4"]
    actions.publish_minutes(minutes=Minutes.objects.get(pk=first.pk), by=held.secretary)
    assert resolve(held.body, "Minute 7 of 24 June 2025").minute == one
    _, second = minutes_on(2025, like=held)


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_the_number_of_a_paragraph_that_was_taken_out_is_not_used_again() -> None:
    held, first = minutes_on(2025, minute_numbering="paragraph")
    actions.publish_minutes(minutes=first, by=held.secretary)
    last = first.entries.all()[1]
    actions.save_minute(minute=last, text="<p>One more.</p>", based_on=1, by=held.secretary)
    actions.publish_minutes(minutes=Minutes.objects.get(pk=first.pk), by=held.secretary)
    last.refresh_from_db()
    actions.save_minute(minute=last, text="", based_on=2, by=held.secretary)
    actions.publish_minutes(minutes=Minutes.objects.get(pk=first.pk), by=held.secretary)
    last.refresh_from_db()
    actions.save_minute(minute=last, text="<p>Something else.</p>", based_on=3, by=held.secretary)
    assert record_of(first).labels == ["1", "2", "3", "4", "6"]


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_paragraph_number_that_another_clerk_took_is_refused_and_nothing_is_lost() -> None:
    held, first = minutes_on(2025, minute_numbering="paragraph")
    other = held_meeting(
        starts_at=datetime(2025, 9, 24, 14, 0, tzinfo=LONDON), body=held.body, secretary=held.secretary
    )
    considered(other, 1)
    second = minuted(other)
    actions.number_from(minutes=second, first=2, by=held.secretary)
    actions.publish_minutes(minutes=first, by=held.secretary)
    with pytest.raises(Refused, match="Another minute already has the number 2"):
        actions.publish_minutes(minutes=second, by=held.secretary)
    assert ParagraphNumber.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.usefixtures("clock")
def test_a_line_without_a_number_gets_a_minute_without_one_that_is_named_so() -> None:
    held = held_meeting()
    add_items(held, 1)
    actions.add_item(meeting=held.meeting, title="Welcome", kind="unnumbered", by=held.secretary)
    actions.add_item(meeting=held.meeting, title="Budget", by=held.secretary)
    take_roll(held)
    minutes = minuted(held)
    record = record_of(minutes)
    assert [(entry.label, entry.minute.title) for entry in record.entries] == [
        ("1", "Subject 1"),
        ("", "Welcome"),
        ("2", "Budget"),
    ]
    html = signed_in(held.secretary).get(f"/meetings/{held.meeting.pk}/minutes/").content.decode()
    assert (html.count("No agenda number"), "Not on the agenda" in html) == (1, False)
    for entry in minutes.entries.all():
        actions.decide(minute=entry, limbs=["That it be noted."], by=held.secretary)
    actions.publish_minutes(minutes=minutes, by=held.secretary)
    assert [each.issued_label for each in minutes.entries.all()] == ["1", "", "2"]
