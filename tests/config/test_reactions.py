"""When this happened below, that is done above: once, in order, and nothing holds up the rest."""

import pytest

from config import reactions
from config.models import ReactionCursor
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from meetings import actions
from meetings.models import Pack
from partnerships import actions as partnerships
from tests.builders.meetings import london, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.partnerships import make_csp

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_an_agreed_agenda_has_its_pack_built_without_being_asked() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    actions.add_item(meeting=meeting, title="Budget", by=ellen)
    actions.agree_agenda(meeting=meeting, by=ellen)
    assert Pack.objects.count() == 0
    reactions.react()
    assert [(pack.kind, pack.asked_by) for pack in Pack.objects.all()] == [("agenda", "Panelbook")]


def test_an_event_has_its_effect_once() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    actions.add_item(meeting=meeting, title="Budget", by=ellen)
    actions.send_to_chair(meeting=meeting, by=ellen)
    reactions.react()
    assert reactions.react() == 0 or Pack.objects.count() == 1
    assert Pack.objects.count() == 1
    assert ReactionCursor.objects.get().number == Event.objects.latest("number").number


@pytest.mark.shows("S1-39")
def test_partnerships_are_told_when_a_moved_meeting_moves_their_deadline() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    make_csp(body, ellen)
    meeting = make_meeting(body, ellen, starts_at=london(2026, 12, 11))
    partnerships.open_round(meeting=meeting, by=ellen)
    reactions.react()
    before = OutgoingMail.objects.count()
    actions.move_meeting(
        meeting=meeting, starts_at=london(2026, 12, 18), reason="The hall is shut.", by=ellen
    )
    reactions.react()
    told = OutgoingMail.objects.order_by("pk")[before:]
    assert len(told) > 0
    assert ["4 December" in mail.body for mail in told] == [True] * len(told)


def test_an_effect_that_fails_does_not_hold_up_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    seen: list[int] = []

    def broken(event: Event) -> None:
        raise RuntimeError("no way")

    table = {"meeting planned": (broken, lambda event: seen.append(event.number))}
    monkeypatch.setattr(reactions, "REACTIONS", table)
    reactions.react()
    assert seen == [Event.objects.get(verb="meeting planned", subject_id=str(meeting.pk)).number]
