"""Seed 001: five partnerships answer six themes by 26 October 2018 for the meeting of 9 November 2018."""

import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import time_machine

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.layout import render
from foundation.documents.layout.document import from_data
from foundation.documents.store import files
from foundation.history.findings import Refused
from meetings import actions as meetings
from meetings.common.rules.labels import labels
from meetings.models import AgendaItem, Meeting, Placement
from panels.models import Body
from partnerships import actions
from partnerships.actions.questions import QuestionLine
from partnerships.models import BriefingNote, Round
from partnerships.rules import THEMES
from tests.acceptance.seed_text import bare, between, in_order, plain_line, seed
from tests.builders.meetings import london
from tests.builders.panels import FIRST_DAY, make_panel, make_secretary, make_user

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]

PANEL = "West Yorkshire Police and Crime Panel"
DISTRICTS = ("Bradford", "Calderdale", "Kirklees", "Leeds", "Wakefield")
CHAIRS = (
    "Cllr Abdul Jabar",
    "Cllr Susan Press",
    "Cllr Naheed Mather",
    "James Rogers",
    "Cllr Maureen Cummings",
)


def themes_of_the_principles() -> list[str]:
    """The six minimum themes as the agreed principles list them, at 3.7."""
    passage = between(seed("001"), "Questions in the briefing note will", "Panel Members will have sight")
    found = re.findall(r"^\s*- (?!3\.8)(.+)$", passage, re.M)
    return [plain_line(line) for line in found]


@pytest.fixture
def clerk(clock: time_machine.Traveller) -> User:
    clock.move_to("2018-09-10T09:00:00+00:00")
    return make_secretary(make_panel("west-yorkshire", name=PANEL), "Samantha Wilkinson")


@pytest.fixture
def round(clerk: User) -> Round:
    """The round for Friday 9 November 2018, its questions read from the seed."""
    body = clerk_body(clerk)
    for district, name in zip(DISTRICTS, CHAIRS, strict=True):
        csp = actions.add_csp(body=body, name=f"{district} CSP", short_name=district, by=clerk)
        people = ((make_user(f"{district} Officer"), Role.CSP_OFFICER), (make_user(name), Role.CSP_CHAIR))
        for user, role in people:
            actions.appoint_role(csp=csp, user=user, role=role, starts_on=FIRST_DAY, by=clerk)
    lines = [
        QuestionLine(theme.heading, text, theme=theme.key)
        for theme, text in zip(THEMES, themes_of_the_principles(), strict=True)
    ]
    actions.revise_questions(body=body, lines=lines, by=clerk)
    meeting = meetings.create_meeting(
        body=body, kind=Meeting.Kind.ORDINARY, starts_at=london(2018, 11, 9, 10), by=clerk
    )
    return actions.open_round(meeting=meeting, by=clerk)


def clerk_body(clerk: User) -> Body:
    """The panel the clerk works for."""
    return Body.objects.get(slug="west-yorkshire")


def document_of(placed: Placement) -> Any:
    """The paper of the notes, as it was placed."""
    latest = placed.paper.latest
    assert latest is not None and latest.document is not None
    return from_data(latest.document)


def note_of(round: Round, district: str) -> BriefingNote:
    return BriefingNote.objects.whole().get(round=round, csp__short_name=district)


def people(note: BriefingNote) -> tuple[User, User]:
    """The officer and the chair of a note's partnership."""
    officer, chair = (note.csp.roles.get(role=role).user for role in (Role.CSP_OFFICER, Role.CSP_CHAIR))
    return officer, chair


def approve(round: Round, district: str, *, is_withheld: bool = False) -> BriefingNote:
    note = note_of(round, district)
    officer, chair = people(note)
    for question in note.round.question_set.questions.all():
        text = f"{district} on {question.heading.lower()}."
        actions.save_answer(note=note, question=question, text=text, based_on=0, by=officer)
    actions.set_withheld(note=note, is_withheld=is_withheld, by=officer)
    sent = actions.send_to_chair(note=note, by=officer)
    with pytest.raises(Refused, match="Only the chair of this partnership can approve its note."):
        actions.approve_note(note=sent, by=officer)
    return actions.approve_note(note=sent, by=chair)


def item_13a(round: Round, clerk: User) -> AgendaItem:
    """Twelve items, then item 13 with the paper of the partnerships under it."""
    for number in range(1, 13):
        meetings.add_item(meeting=round.meeting, title=f"Business {number}", by=clerk)
    thirteen = meetings.add_item(meeting=round.meeting, title="Community safety partnerships", by=clerk)
    under = meetings.add_item(meeting=round.meeting, title="Assessing the impact", parent=thirteen, by=clerk)
    assert labels(round.meeting.items.all())[under.pk] == "13 a)"
    return under


@pytest.mark.shows("S1-36", "S1-38", "S1-46")
def test_six_themes_are_asked_of_five_partnerships_two_weeks_before(round: Round) -> None:
    assert len(themes_of_the_principles()) == 6
    assert round.due_on == date(2018, 10, 26)
    assert [note.csp.short_name for note in round.notes.all()] == list(DISTRICTS)
    assert [q.text for q in round.question_set.questions.all()] == themes_of_the_principles()


@pytest.mark.shows("S1-39")
def test_the_deadline_moves_with_the_meeting(round: Round, clerk: User) -> None:
    meetings.move_meeting(
        meeting=round.meeting, starts_at=london(2018, 11, 16, 10), reason="Room not free", by=clerk
    )
    assert Round.objects.get(pk=round.pk).due_on == date(2018, 11, 2)


@pytest.mark.shows("S1-1", "S1-5", "S1-40")
def test_all_five_notes_stand_at_item_13a_in_html_and_pdf(round: Round, clerk: User, tmp_path: Path) -> None:
    item = item_13a(round, clerk)
    for district in DISTRICTS:
        approve(round, district)
    placed = actions.place_notes(round=Round.objects.whole().get(pk=round.pk), item=item, by=clerk)
    document = document_of(placed)
    expected = [PANEL, "All five partnerships answered."]
    expected += [f"{district} CSP" for district in DISTRICTS]
    for district in DISTRICTS:
        expected.append(f"Briefing note: {district} CSP")
        for number, theme in enumerate(THEMES, start=1):
            expected += [f"{number}.0 {theme.heading}", f"{number}.1", f"{district} on"]
    target = tmp_path / "notes.pdf"
    target.write_bytes(files.read(render.pdf(document).file))
    command: list[str | Path] = ["pdftotext", "-layout", target, "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert in_order(bare(render.screen(document)), expected) == []
    assert in_order(bare(printed.stdout), expected) == []


@pytest.mark.shows("S1-42", "S1-43", "S1-49", "S1-60")
def test_a_withheld_note_is_for_members_and_a_missing_one_is_named(
    round: Round, clerk: User, clock: time_machine.Traveller
) -> None:
    item = item_13a(round, clerk)
    clock.move_to("2018-10-29T09:00:00+00:00")
    for district in DISTRICTS[:4]:
        approve(round, district, is_withheld=district == "Leeds")
    placed = actions.place_notes(round=Round.objects.whole().get(pk=round.pk), item=item, by=clerk)
    shown = render.screen(document_of(placed))
    said = "Four of the five partnerships answered. Wakefield had not answered by"
    assert in_order(bare(shown), [said, "Leeds CSP"]) == []
    assert [f"{district} on" in shown for district in DISTRICTS] == [True, True, True, False, False]
    leeds = note_of(round, "Leeds")
    bradford, _ = people(note_of(round, "Bradford"))
    assert BriefingNote.objects.readable_by(bradford).contains(leeds) is False
    assert BriefingNote.objects.readable_by(clerk).contains(leeds) is True


def test_a_late_note_placed_again_joins_the_paper(
    round: Round, clerk: User, clock: time_machine.Traveller
) -> None:
    item = item_13a(round, clerk)
    approve(round, "Bradford")
    actions.place_notes(round=Round.objects.whole().get(pk=round.pk), item=item, by=clerk)
    clock.move_to("2018-10-31T09:00:00+00:00")
    approve(round, "Wakefield")
    placed = actions.place_notes(round=Round.objects.whole().get(pk=round.pk), item=item, by=clerk)
    document = document_of(placed)
    assert [row.remark for row in document.responses if row.partnership == "Wakefield CSP"] == ["5 days late"]
    assert [note.partnership for note in document.notes] == ["Bradford CSP", "Wakefield CSP"]
