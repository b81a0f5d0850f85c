"""The work programme: kept, placed on an agenda, returned, done and come again; and its paper."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from config.reactions import react
from foundation.documents.layout import render
from foundation.history.findings import Refused
from meetings import actions
from meetings.models import AgendaItem, WorkProgrammeItem
from meetings.models.when import read_when
from meetings.planning.documents import WorkProgrammeDocument
from meetings.planning.pages.programme import programme_page
from tests.builders.meetings import add_items, agenda_titles, london, make_meeting
from tests.builders.panels import give_sign_in, make_chair, make_panel, make_secretary, make_user, seat_member
from tests.builders.year import make_entry

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Status = WorkProgrammeItem.Status


@pytest.fixture
def december(body, ellen):
    return make_meeting(body, ellen)


def read_back(entry: WorkProgrammeItem) -> WorkProgrammeItem:
    return WorkProgrammeItem.objects.with_links().get(pk=entry.pk)


def held(meeting, ellen, clock) -> None:
    """The meeting is over and what follows from it is done."""
    clock.move_to(f"{meeting.day}T18:00:00+00:00")
    actions.hold_meeting(meeting=meeting, by=ellen)
    react()


def test_an_item_is_an_idea_until_it_has_a_meeting_or_a_month(body, ellen, december) -> None:
    idea = make_entry(body, ellen, "Letters")
    planned = make_entry(body, ellen, "Custody", when="March")
    wanted = make_entry(body, ellen, "Budget", meeting=december, year=2030)
    assert [read_back(each).status for each in (idea, planned, wanted)] == ["idea", "planned", "planned"]
    assert (read_back(planned).year, str(planned.when), wanted.year) == (2026, "March 2027", 2026)
    actions.change_programme_item(entry=planned, by=ellen, when=None)
    assert (read_back(planned).status, read_back(planned).first_month) == ("idea", None)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"title": "  "}, "Enter a title"),
        ({"title": "x" * 501}, "longer than 500"),
        ({"presenter": "x" * 201}, "longer than 200"),
        ({"recurs_until": date(2027, 1, 1)}, "Only an item that repeats"),
    ],
)
def test_what_cannot_be_in_a_programme_is_refused(body, ellen, facts, sentence) -> None:
    with pytest.raises(Refused, match=sentence):
        make_entry(body, ellen, **facts)
    assert WorkProgrammeItem.objects.count() == 0


def test_a_meeting_and_a_month_together_are_refused_and_so_is_another_bodys_meeting(
    body, ellen, december
) -> None:
    with pytest.raises(Refused, match="not both"):
        make_entry(body, ellen, meeting=december, when="March")
    other = make_panel("mercia")
    theirs = make_meeting(other, make_secretary(other, "Owen Pratt"))
    with pytest.raises(Refused, match="another body"):
        make_entry(body, ellen, meeting=theirs)


def test_placed_in_one_step_it_stands_before_the_closing_lines_with_its_words(body, ellen, december) -> None:
    add_items(december, ellen, "Apologies")
    actions.add_item(meeting=december, title="Date of next meeting", standing="next_meeting", by=ellen)
    entry = make_entry(body, ellen, "Custody", presenter="Chief Constable", purpose="To note.")
    item = actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    assert agenda_titles(december) == ["Apologies", "Custody", "Date of next meeting"]
    assert (item.presenter, item.purpose, item.business) == ("Chief Constable", "To note.", "report")
    assert (read_back(entry).status, read_back(entry).agenda_item, item.programme) == ("placed", item, entry)


def test_a_second_click_places_nothing_twice(body, ellen, december) -> None:
    entry = make_entry(body, ellen)
    first = actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    assert actions.place_programme_item(entry=entry, meeting=december, by=ellen) == first
    assert AgendaItem.objects.count() == 1
    later = make_meeting(body, ellen, starts_at=london(2027, 1, 15))
    with pytest.raises(Refused, match="already on the agenda of 4 December 2026"):
        actions.place_programme_item(entry=entry, meeting=later, by=ellen)


def test_removed_from_the_agenda_it_waits_again(body, ellen, december) -> None:
    entry = make_entry(body, ellen, when="March")
    idea = make_entry(body, ellen, "Letters")
    (above,) = add_items(december, ellen, "Community safety")
    item = actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    under = actions.place_programme_item(entry=idea, meeting=december, by=ellen)
    actions.move_item(item=under, where=f"under-{above.pk}", by=ellen)
    actions.remove_item(item=item, by=ellen)
    actions.remove_item(item=above, by=ellen)
    assert [(read_back(each).status, read_back(each).agenda_item) for each in (entry, idea)] == [
        ("planned", None),
        ("idea", None),
    ]


def test_on_an_agenda_its_words_are_the_agendas(body, ellen, december) -> None:
    entry = make_entry(body, ellen)
    actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    with pytest.raises(Refused, match="on an agenda"):
        actions.change_programme_item(entry=entry, by=ellen, title="Other")
    with pytest.raises(Refused, match="on an agenda"):
        actions.drop_programme_item(entry=entry, reason="No", by=ellen)


def test_a_published_agenda_takes_no_item_and_gives_none_back(body, ellen, december) -> None:
    entry = make_entry(body, ellen)
    december.agenda_status, december.published_at, december.published_by = (
        "published",
        london(2026, 11, 20),
        "x",
    )
    december.save()
    with pytest.raises(Refused, match="can no longer be changed"):
        actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    assert read_back(entry).status == "idea"


def test_an_item_is_dropped_with_a_reason_and_taken_up_again(body, ellen) -> None:
    entry = make_entry(body, ellen, when="March")
    with pytest.raises(Refused, match="Enter the reason"):
        actions.drop_programme_item(entry=entry, reason=" ", by=ellen)
    actions.drop_programme_item(entry=entry, reason="Overtaken", by=ellen)
    assert (read_back(entry).status, read_back(entry).dropped_reason) == ("dropped", "Overtaken")
    actions.take_up_programme_item(entry=entry, by=ellen)
    assert (read_back(entry).status, read_back(entry).dropped_reason) == ("planned", "")


def test_the_database_keeps_a_placed_item_on_an_agenda(body, ellen) -> None:
    entry = make_entry(body, ellen)
    with pytest.raises(IntegrityError), transaction.atomic():
        WorkProgrammeItem.objects.filter(pk=entry.pk).update(status="placed")


@pytest.mark.shows("S2-17")
def test_an_annual_item_comes_again_a_year_after_its_meeting(body, ellen, december, clock) -> None:
    entry = make_entry(
        body, ellen, "Partnerships: annual meeting", meeting=december, recurs="annual",
        source="decision", source_words="minute 47 (3)",
    )  # fmt: skip
    actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    held(december, ellen, clock)
    again = WorkProgrammeItem.objects.get(follows=entry)
    assert (read_back(entry).status, again.status, str(again.when)) == ("done", "planned", "December 2027")
    assert (again.title, again.year, again.recurs, again.source_words) == (
        "Partnerships: annual meeting",
        2027,
        "annual",
        "minute 47 (3)",
    )


def test_held_twice_nothing_comes_twice(body, ellen, december, clock) -> None:
    entry = make_entry(body, ellen, recurs="annual")
    actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    held(december, ellen, clock)
    assert actions.finish_programme_of(meeting=december, by=ellen) == 0
    assert WorkProgrammeItem.objects.count() == 2


def test_an_item_of_every_meeting_goes_to_the_next_one(body, ellen, december, clock) -> None:
    make_meeting(body, ellen, starts_at=london(2027, 1, 8), kind="briefing")
    march = make_meeting(body, ellen, starts_at=london(2027, 3, 12))
    entry = make_entry(body, ellen, "Commissioner’s update", recurs="each_meeting", meeting=december)
    actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    held(december, ellen, clock)
    again = WorkProgrammeItem.objects.get(follows=entry)
    assert (again.meeting, again.status) == (march, "planned")


def test_without_a_next_meeting_an_item_of_every_meeting_is_an_idea(body, ellen, december, clock) -> None:
    entry = make_entry(body, ellen, recurs="each_meeting")
    actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    held(december, ellen, clock)
    again = WorkProgrammeItem.objects.get(follows=entry)
    assert (again.meeting, again.status, again.recurs) == (None, "idea", "each_meeting")


@pytest.mark.parametrize(("until", "count"), [(date(2027, 11, 30), 1), (date(2027, 12, 1), 2)])
def test_a_recurring_item_ends_with_its_last_day(body, ellen, december, clock, until, count) -> None:
    entry = make_entry(body, ellen, recurs="annual", recurs_until=until)
    actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    held(december, ellen, clock)
    assert WorkProgrammeItem.objects.count() == count


def test_a_withdrawn_item_comes_back_when_the_meeting_is_held(body, ellen, december, clock) -> None:
    entry = make_entry(body, ellen, recurs="annual")
    item = actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    AgendaItem.objects.filter(pk=item.pk).update(
        withdrawn_at=london(2026, 12, 1), withdrawn_by="Ellen Marsh", withdrawn_reason="Not ready"
    )
    held(december, ellen, clock)
    assert (read_back(entry).status, WorkProgrammeItem.objects.count()) == ("idea", 1)


def test_a_cancelled_meeting_gives_its_items_back_and_their_month_stays(body, ellen, december) -> None:
    placed = make_entry(body, ellen, meeting=december)
    waiting = make_entry(body, ellen, "Custody", meeting=december)
    actions.place_programme_item(entry=placed, meeting=december, by=ellen)
    actions.cancel_meeting(meeting=december, reason="No business", by=ellen)
    react()
    assert [(read_back(each).status, str(each.when), read_back(each).meeting) for each in
            (read_back(placed), read_back(waiting))] == [
        ("planned", "December 2026", None),
        ("planned", "December 2026", None),
    ]  # fmt: skip


@pytest.mark.shows("S2-18", "S4-43")
def test_a_report_back_to_a_named_meeting_or_month_is_one_click(body, ellen, december) -> None:
    said = "That a further report with draft terms of reference be brought to the meeting in December."
    for _ in range(2):
        entry = actions.programme_from(
            body=body, title=said, source_ref="abcdefgh2345", source_words="minute 54 (b)",
            meeting=december, by=ellen,
        )  # fmt: skip
    assert WorkProgrammeItem.objects.count() == 1
    assert (entry.title, entry.source, entry.source_ref, entry.meeting, entry.status) == (
        said,
        "decision",
        "abcdefgh2345",
        december,
        "planned",
    )
    september = actions.programme_from(
        body=body, title="Report back", source_ref="abcdefgh2345", when=read_when("September", 2027), by=ellen
    )
    assert (str(september.when), september.year) == ("September 2027", 2027)


@pytest.mark.shows("S1-18")
def test_a_long_text_of_a_note_becomes_a_title_and_its_purpose(body, ellen) -> None:
    text = "Suggested focus: " + "rural crime and fly-tipping " * 30
    entry = actions.programme_from(
        body=body, title=text, source_ref="note2345", source="csp", year=2026, by=ellen
    )
    assert (len(entry.title), entry.title[-1], entry.purpose) == (499, "…", text.strip())
    again = actions.programme_from(
        body=body, title=text, source_ref="note2345", source="csp", year=2026, by=ellen
    )
    assert again == entry


@pytest.mark.shows("S2-19")
def test_a_topic_is_routed_into_a_standing_report_through_its_source(body, ellen, december, clock) -> None:
    report = make_entry(body, ellen, "General issues report", recurs="each_meeting", meeting=december)
    topic = actions.programme_from(
        body=body, title="Fly-tipping, in the general issues report", source_ref="abcdefgh2345",
        meeting=december, by=ellen,
    )  # fmt: skip
    first = actions.place_programme_item(entry=report, meeting=december, by=ellen)
    second = actions.place_programme_item(entry=topic, meeting=december, by=ellen)
    actions.move_item(item=second, where=f"under-{first.pk}", by=ellen)
    second.refresh_from_db()
    assert (second.parent, second.programme.source_ref) == (first, "abcdefgh2345")


def test_what_is_kept_within_is_for_those_who_prepare_meetings(body, ellen, december) -> None:
    chair = make_chair(body)
    ash = seat_member(body, "Ash", "Marlbury Council")
    give_sign_in(ash)
    make_entry(body, ellen, "Custody")
    make_entry(body, ellen, "Succession of the Chief Constable", is_private=True)
    restricted = make_entry(body, ellen, "Appointment of Quill")
    item = actions.place_programme_item(entry=restricted, meeting=december, by=ellen)
    actions.restrict_item(item=item, by=ellen, ground="confidential", imposed_by="The Home Office")
    seen = {who.name: WorkProgrammeItem.objects.visible_to(who).count() for who in (ellen, chair, ash.user)}
    assert seen == {"Ellen Marsh": 3, "Rosalind Gage": 3, "Ada Ash": 1}
    assert WorkProgrammeItem.objects.visible_to(make_user("Nobody Here")).count() == 0


def test_a_restricted_item_that_leaves_the_agenda_stays_within(body, ellen, december) -> None:
    entry = make_entry(body, ellen, "Appointment of Quill")
    item = actions.place_programme_item(entry=entry, meeting=december, by=ellen)
    actions.restrict_item(item=item, by=ellen, ground="confidential", imposed_by="The Home Office")
    actions.remove_item(item=item, by=ellen)
    assert read_back(entry).is_private is True


def test_the_paper_prints_what_is_ahead_and_nothing_that_is_kept_within(body, ellen, december) -> None:
    make_entry(body, ellen, "Custody", meeting=december, presenter="Chief Constable", recurs="each_meeting")
    make_entry(body, ellen, "Partnerships", when="autumn", source="decision", source_words="minute 47 (3)")
    make_entry(body, ellen, "Letters", source="public", source_words="Ms Poole of Marlbury")
    make_entry(body, ellen, "Succession", is_private=True)
    briefing = make_meeting(body, ellen, kind="briefing", starts_at=london(2027, 1, 8))
    make_entry(body, ellen, "What the chair is told", meeting=briefing)
    restricted = make_entry(body, ellen, "Quill")
    item = actions.place_programme_item(entry=restricted, meeting=december, by=ellen)
    actions.restrict_item(item=item, by=ellen, ground="confidential", imposed_by="The Home Office")
    dropped = make_entry(body, ellen, "Visit")
    actions.drop_programme_item(entry=dropped, reason="Overtaken", by=ellen)
    document = WorkProgrammeDocument.of(body, 2026, december.day)
    found = [(s.heading, [(r.title, r.source, r.recurs) for r in s.rows]) for s in document.sections]
    assert found == [
        ("Autumn 2026", [("Partnerships", "A decision, action or recommendation: minute 47 (3)", "")]),
        ("Friday 4 December 2026: ordinary meeting", [("Custody", "The secretariat", "at every meeting")]),
        ("Not yet scheduled", [("Letters", "The public", "")]),
    ]
    said = render.screen(document) + render.paper(document)
    assert [word for word in ("Succession", "Quill", "Poole", "chair is told", "Visit") if word in said] == []


def test_the_paper_is_kept_as_it_stood_until_it_is_placed_again(body, ellen, december) -> None:
    make_entry(body, ellen, "Custody")
    (item,) = add_items(december, ellen, "Work programme")
    first = actions.place_programme(body=body, year=2026, item=item, by=ellen)
    make_entry(body, ellen, "Letters")
    kept = first.paper.versions.order_by("-number")[0].document
    assert [row["title"] for section in kept["sections"] for row in section["rows"]] == ["Custody"]
    again = actions.place_programme(body=body, year=2026, item=item, by=ellen)
    kept = again.paper.versions.order_by("-number")[0].document
    assert [row["title"] for section in kept["sections"] for row in section["rows"]] == ["Custody", "Letters"]
    assert (first, first.paper.preparation) == (again, "cleared")


def test_only_the_secretariat_keeps_the_programme(body, december) -> None:
    with pytest.raises(Refused, match="Only the secretariat can keep the work programme"):
        make_entry(body, make_chair(body))


def test_whoever_reads_no_drafts_is_led_to_the_published_agenda_or_nowhere(body, ellen, december) -> None:
    placed = actions.place_programme_item(
        entry=make_entry(body, ellen, "Letters"), meeting=december, by=ellen
    )
    member = seat_member(body, "Ash", "Cranmere City Council")
    give_sign_in(member)
    row = f"/meetings/{december.pk}/agenda/#item-{placed.pk}"
    assert [_agendas(body, each) for each in (ellen, member.user)] == [[row], [""]]
    december.published_at, december.published_by = december.starts_at, "Ellen Marsh"
    december.save()
    assert _agendas(body, member.user) == [f"/meeting/{december.ref}/"]


def _agendas(body, user) -> list[str]:
    page = programme_page(body, user, 2026, date(2026, 11, 24))
    return [entry.agenda for group in page.groups for entry in group.entries]
