"""The roll: one page, saved in one go, without contradictions."""

import re
from datetime import datetime, time

import pytest
from django.test import Client

from foundation.history.findings import Refused
from meetings import actions
from meetings.attendance.roll import sheet_for, substitute_rule
from meetings.attendance.rules.roll import RollLine, SubstituteRule, roll_findings
from meetings.minutes.check import check
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import record_of
from meetings.models import Attendance, Meeting
from panels.models import Office, Person
from panels.roll import members_on
from tests.builders.day import coopted
from tests.builders.minutes import LONDON, Held, add_items, held_meeting, minuted, office_holders, take_roll
from tests.builders.panels import FIRST_DAY, give_sign_in, make_user

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
NAMES = {1: "Cllr Oakley", 2: "Cllr Gage", 3: "Mr Vale", 4: "Ms Wren"}


def sentences(*lines: RollLine) -> list[tuple[str, str]]:
    return [(finding.sentence, finding.code) for finding in roll_findings(lines, NAMES)]


def test_a_whole_roll_has_nothing_against_it() -> None:
    assert sentences(RollLine(1, is_in_chair=True), RollLine(2, mark="apologies")) == []


def test_the_chair_is_present_and_alone() -> None:
    assert sentences(RollLine(1, mark="apologies", is_in_chair=True)) == [
        ("Cllr Oakley is in the chair, but is not marked as present.", "chair:1")
    ]
    assert sentences(RollLine(1, is_in_chair=True), RollLine(2, is_in_chair=True)) == [
        ("Only one person can be in the chair, not Cllr Oakley and Cllr Gage.", "chair")
    ]


def test_nobody_in_the_chair_is_only_worth_a_look() -> None:
    found = roll_findings([RollLine(1)], NAMES)
    assert [(finding.sentence, finding.is_met) for finding in found] == [
        ("No one is recorded as presiding.", True)
    ]


@pytest.mark.shows("V15")
def test_a_substitute_stands_in_for_one_absent_member() -> None:
    chair = RollLine(1, is_in_chair=True)
    assert sentences(chair, RollLine(3, "substitute", substitute_for=1)) == [
        ("Cllr Oakley is present, so Mr Vale cannot substitute for them.", "substitute:3")
    ]
    assert sentences(chair, RollLine(3, "substitute")) == [
        ("Select the member whom Mr Vale substituted for.", "substitute:3")
    ]
    away = RollLine(2, mark="absent")
    two = (RollLine(3, "substitute", substitute_for=2), RollLine(4, "substitute", substitute_for=2))
    assert sentences(chair, away, *two) == [("Only one person can substitute for Cllr Gage.", "substitute:4")]


def test_nobody_is_on_the_roll_twice() -> None:
    assert sentences(RollLine(1, is_in_chair=True), RollLine(1)) == [
        ("Cllr Oakley is on the list twice.", "person:1")
    ]


def test_a_substitute_is_refused_where_the_panel_has_none(client: Client) -> None:
    held = held_meeting(allows_substitutes=False)
    client.force_login(held.secretary)
    stannard = held.people["Stannard"].pk
    data = page(
        held,
        **{
            f"mark_{stannard}": "apologies",
            "substitutes-0-name": "Cllr Ann Vale",
            "substitutes-0-stands_in_for": str(stannard),
        },
    )
    html = client.post(f"/meetings/{held.meeting.pk}/attendance/", data).content.decode()
    assert html.count("This panel has no substitutes.") == 2
    assert 'value="Cllr Ann Vale"' in html
    assert Attendance.objects.count() == 0


def test_a_coopted_member_has_no_substitute_unless_the_rules_say_so() -> None:
    lines = (RollLine(1, is_in_chair=True), RollLine(2, mark="apologies"))
    substitute = RollLine(3, "substitute", substitute_for=2)
    found = roll_findings([*lines, substitute], NAMES, SubstituteRule(not_for=frozenset({2})))
    assert [finding.sentence for finding in found] == [
        "Cllr Gage is a co-opted member, and co-opted members have no substitutes."
    ]
    held = held_meeting()
    independent = coopted(held.body)
    seats = members_on(held.body, held.meeting.day)
    assert substitute_rule(held.meeting, seats) == SubstituteRule(True, frozenset({independent.pk}))
    held.body.dated_settings.update(coopted_have_substitutes=True)
    meeting = Meeting.objects.get(pk=held.meeting.pk)
    assert substitute_rule(meeting, seats) == SubstituteRule()


@pytest.mark.shows("V12")
def test_the_page_of_the_roll_knows_not_required_and_remote_and_keeps_the_rest(client: Client) -> None:
    held = held_meeting()
    client.force_login(held.secretary)
    gage, stannard = held.people["Gage"].pk, held.people["Stannard"].pk
    take_roll(held)
    Attendance.objects.filter(person=gage).update(is_public_part_only=True)
    data = page(held, **{f"mark_{stannard}": "not_required", f"remote_{gage}": "on"})
    assert client.post(f"/meetings/{held.meeting.pk}/attendance/", data).status_code == 302
    rows = {row.person_id: row for row in Attendance.objects.all()}
    assert (rows[stannard].mark, rows[gage].mode, rows[gage].is_public_part_only) == (
        "not_required",
        "remote",
        True,
    )
    html = client.get(f"/meetings/{held.meeting.pk}/attendance/").content.decode()
    assert re.findall(r'name="(remote_[0-9]+)"[^>]* checked', html) == [f"remote_{gage}"]


def test_the_roll_makes_the_present_block() -> None:
    held = held_meeting()
    office_holders(held)
    add_items(held, 1)
    take_roll(held)
    document = MinutesDocument.of(minuted(held))
    assert document.chair == "Cllr Margaret Oakley JP (in the Chair)"
    assert document.members == ["Cllr Thomas Bellweather", "Cllr Aisha Carrow MBE", "Cllr Rosalind Gage"]
    assert document.apologies == "Apologies for absence were received from Cllr Owen Stannard."
    assert document.duration.replace("\u00a0", " ") == "2.00 - 3.50 pm"


@pytest.mark.shows("S2-28")
def test_names_stay_as_they_were_printed_when_a_person_is_renamed() -> None:
    held = held_meeting()
    take_roll(held)
    Person.objects.filter(family_name="Gage").update(family_name="Gage-Marsh")
    take_roll(held)
    assert "Cllr Rosalind Gage" in {row.printed_name for row in Attendance.objects.all()}


def test_a_meeting_does_not_end_before_it_starts() -> None:
    held = held_meeting()
    with pytest.raises(Refused, match="cannot end before it starts"):
        take_roll(held, started_at=time(15, 0), ended_at=time(14, 0))


def test_the_first_roll_is_filled_in_as_far_as_is_known() -> None:
    held = held_meeting()
    office_holders(held)
    Office.objects.create(
        body=held.body, kind=Office.Kind.CHAIR, person=held.people["Oakley"], starts_on=FIRST_DAY
    )
    sheet = sheet_for(held.meeting)
    assert {line.mark for line in sheet.members} == {""}
    assert [line.name for line in sheet.members][:2] == ["Cllr Thomas Bellweather", "Cllr Aisha Carrow MBE"]
    assert [(line.name, line.post, line.is_here) for line in sheet.officers] == [
        ("Ms Fiona Hartnell", "Police and Crime Commissioner", False),
        ("Dr Leila Thornbury", "Chief Executive", False),
    ]
    assert sheet.chair is None


def test_before_anything_is_recorded_members_stand_as_they_answered() -> None:
    held = held_meeting()
    answers = {"Gage": ("remote", ""), "Stannard": ("apologies", "Cllr Ann Vale")}
    for family, (answer, substitute) in answers.items():
        actions.answer_for_member(
            meeting=held.meeting,
            person=held.people[family],
            answer=answer,
            substitute=substitute,
            by=held.secretary,
        )
    sheet = sheet_for(held.meeting)
    marks = {line.person: (line.mark, line.is_remote) for line in sheet.members}
    assert marks[held.people["Gage"].pk] == ("present", True)
    assert marks[held.people["Stannard"].pk] == ("apologies", False)
    assert marks[held.people["Oakley"].pk] == ("", False)
    assert [(line.name, line.stands_in_for) for line in sheet.substitutes] == [
        ("Cllr Ann Vale", held.people["Stannard"].pk)
    ]
    take_roll(held)
    assert sheet_for(held.meeting).substitutes == []


def page(held: Held, **changes: str) -> dict[str, str]:
    """What the page of the roll posts: everyone present, Mrs Oakley in the chair."""
    data = {f"mark_{person.pk}": "present" for person in held.people.values()}
    data |= {"chair": str(held.people["Oakley"].pk), "started_at": "2 pm", "ended_at": "3.50 pm"}
    for prefix in ("substitutes", "officers", "interests"):
        data |= {f"{prefix}-TOTAL_FORMS": "2", f"{prefix}-INITIAL_FORMS": "0"}
    return {**data, **changes}


def test_whom_the_page_does_not_mark_stays_unmarked_and_is_pointed_out(client: Client) -> None:
    held = held_meeting()
    add_items(held, 1)
    client.force_login(held.secretary)
    path = f"/meetings/{held.meeting.pk}/attendance/"
    assert "checked" not in client.get(path).content.decode()
    gage = held.people["Gage"]
    data = page(held)
    del data[f"mark_{gage.pk}"]
    assert client.post(path, data).status_code == 302
    assert held.meeting.attendances.get(person=gage).mark == "unmarked"
    found = [each.finding.sentence for each in check(record_of(minuted(held)))]
    assert "Not marked as present or absent: Cllr Rosalind Gage." in found


def test_the_whole_page_is_saved_in_one_go(client: Client) -> None:
    held = held_meeting()
    add_items(held, 2)
    client.force_login(held.secretary)
    stannard, gage = held.people["Stannard"], held.people["Gage"]
    data = page(
        held,
        **{
            f"mark_{stannard.pk}": "apologies",
            "substitutes-0-name": "Cllr Ann Vale",
            "substitutes-0-stands_in_for": str(stannard.pk),
            "officers-0-name": "Dr Leila Thornbury",
            "officers-0-post": "Chief Executive, Commissioner’s office",
            "interests-0-member": str(gage.pk),
            "interests-0-kind": "personal",
            "interests-0-items": "2",
            "interests-0-nature": "as a trustee of a youth charity",
        },
    )
    answer = client.post(f"/meetings/{held.meeting.pk}/attendance/", data)
    assert answer.status_code == 302
    document = MinutesDocument.of(minuted(held))
    assert document.members[-1] == "Cllr Ann Vale (for Cllr Owen Stannard)"
    assert document.in_attendance == ["Dr Leila Thornbury – Chief Executive, Commissioner’s office"]
    interest = held.meeting.interests.get()
    assert (interest.printed_name, interest.covers_all_items) == ("Cllr Rosalind Gage", False)
    assert [item.title for item in interest.items.all()] == ["Subject 2"]
    following = held_meeting(
        body=held.body, secretary=held.secretary, starts_at=datetime(2026, 6, 26, 13, 0, tzinfo=LONDON)
    )
    assert [(line.name, line.is_here) for line in sheet_for(following.meeting).officers] == [
        ("Dr Leila Thornbury", False)
    ]
    assert client.get(f"/meetings/{held.meeting.pk}/attendance/").status_code == 200


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        (
            {"mark_OAKLEY": "apologies"},
            "Cllr Margaret Oakley JP is in the chair, but is not marked as present.",
        ),
        (
            {"substitutes-0-name": "Cllr Ann Vale", "substitutes-0-stands_in_for": "GAGE"},
            "Cllr Rosalind Gage is present, so Cllr Ann Vale cannot substitute for them.",
        ),
        ({"substitutes-0-name": "Cllr Ann Vale"}, "Select the member whom Cllr Ann Vale substituted for."),
        ({"officers-0-name": "Cllr Rosalind Gage"}, "Cllr Rosalind Gage is on the list twice."),
        (
            {"interests-0-member": "GAGE", "interests-0-nature": "as a trustee", "interests-0-items": "17"},
            "There is no item 17 on this agenda",
        ),
        (
            {"interests-0-member": "GAGE"},
            "Enter what the interest is, or select that you will add the details later",
        ),
    ],
)
def test_a_contradiction_is_shown_beside_its_field_and_nothing_is_saved(
    client: Client, changes: dict[str, str], sentence: str
) -> None:
    held = held_meeting()
    client.force_login(held.secretary)
    keys = {"OAKLEY": str(held.people["Oakley"].pk), "GAGE": str(held.people["Gage"].pk)}
    known = {
        name.replace("OAKLEY", keys["OAKLEY"]): keys.get(value, value) for name, value in changes.items()
    }
    html = client.post(f"/meetings/{held.meeting.pk}/attendance/", page(held, **known)).content.decode()
    assert html.count(sentence) == 2
    assert Attendance.objects.count() == 0


def test_a_meeting_ending_early_is_said_on_the_page(client: Client) -> None:
    held = held_meeting()
    client.force_login(held.secretary)
    html = client.post(
        f"/meetings/{held.meeting.pk}/attendance/", page(held, ended_at="1 pm")
    ).content.decode()
    assert html.count("The meeting cannot end before it starts") == 2


def test_the_roll_is_hidden_from_everyone_outside_the_secretariat(client: Client) -> None:
    held = held_meeting()
    address = f"/meetings/{held.meeting.pk}/attendance/"
    assert client.get(address).status_code == 302
    client.force_login(make_user("Pat Visitor"))
    assert client.get(address).status_code == 404
    member = held.people["Gage"]
    give_sign_in(member)
    client.force_login(member.user)
    assert client.get(address).status_code == 404
