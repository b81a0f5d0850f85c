"""Fictional partnerships, rounds and notes, made through actions."""

from datetime import date
from typing import Any

import time_machine

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings.models import Meeting
from panels.models import Body
from partnerships import actions
from partnerships.models import CSP, BriefingNote, Round
from tests.builders.meetings import make_meeting
from tests.builders.panels import FIRST_DAY, make_user

ASKED_ON = "2026-11-06T10:00:00+00:00"
PLACES = ("Ambermere", "Cranmere", "Kennetside", "Marlbury", "Thornhaven")


def make_csp(body: Body, by: User, place: str = "Cranmere", *, has_people: bool = True) -> CSP:
    """A partnership; with people it has an officer and a chair who can sign in."""
    csp = actions.add_csp(body=body, name=f"{place} Community Safety Partnership", short_name=place, by=by)
    if has_people:
        for role, word in ((Role.CSP_OFFICER, "Officer"), (Role.CSP_CHAIR, "Chair")):
            user = make_user(f"{place} {word}")
            actions.appoint_role(csp=csp, user=user, role=role, starts_on=FIRST_DAY, by=by)
    return csp


def officer(csp: CSP) -> User:
    """Who writes for the partnership."""
    return csp.roles.get(role=Role.CSP_OFFICER).user


def chair(csp: CSP) -> User:
    """Who chairs the partnership."""
    return csp.roles.get(role=Role.CSP_CHAIR).user


def make_round(body: Body, by: User, places: tuple[str, ...] = PLACES[:3], **fields: Any) -> Round:
    """A round for the meeting of 4 December 2026 with these partnerships."""
    for place in places:
        make_csp(body, by, place)
    meeting: Meeting = fields.pop("meeting", None) or make_meeting(body, by)
    # The usual day is still to come when the notes are asked for.
    with time_machine.travel(ASKED_ON, tick=False):
        return actions.open_round(meeting=meeting, by=by, **fields)


def note_of(round: Round, place: str) -> BriefingNote:
    """The note of one partnership in a round, as it is now."""
    return BriefingNote.objects.whole().get(round=round, csp__short_name=place)


def answer_all(note: BriefingNote, words: str = "We say so") -> BriefingNote:
    """Answer every theme as the partnership's officer."""
    for question in note.round.question_set.questions.all():
        text = f"{words}, theme {question.position}."
        actions.save_answer(note=note, question=question, text=text, based_on=0, by=officer(note.csp))
    return BriefingNote.objects.whole().get(pk=note.pk)


def send(note: BriefingNote) -> BriefingNote:
    """Answer everything and send it to the chair."""
    return actions.send_to_chair(note=answer_all(note), by=officer(note.csp))


def approve(note: BriefingNote, *, is_withheld: bool = False) -> BriefingNote:
    """Bring a note all the way: answered, sent, approved."""
    if is_withheld:
        actions.set_withheld(note=note, is_withheld=True, reason="Names a case", by=officer(note.csp))
    sent = send(note)
    return actions.approve_note(note=sent, by=chair(note.csp))


def day(number: int, month: int = 11) -> date:
    """A day of 2026."""
    return date(2026, month, number)
