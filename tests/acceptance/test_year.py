"""A year of a panel: names change with their day, two meetings share one, published bytes stay."""

from datetime import date

import pytest
from django.test import Client

from foundation.library.models import Publication
from meetings import actions
from meetings.models import FollowUp, Meeting
from meetings.packs.documents.agenda import AgendaDocument
from panels import actions as panels
from tests.builders.meetings import add_items, london, make_meeting
from tests.builders.minutes import add_items as add_reports
from tests.builders.minutes import held_meeting, minuted
from tests.builders.panels import make_panel, make_secretary, make_user
from tests.builders.papers import agree, build, make_paper, place

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.mark.shows("V40", "S4-80")
def test_each_meeting_prints_the_panels_name_of_its_own_day() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    admin = make_user("Ada Admin", is_administrator=True)
    before, after = (make_meeting(body, ellen, starts_at=london(2026, 12, day)) for day in (4, 18))
    panels.change_settings(
        body=body, starts_on=date(2026, 12, 10), by=admin, name="Wessex Police, Fire and Crime Panel"
    )
    names = [AgendaDocument.of(Meeting.objects.get(pk=m.pk), {}).body_name for m in (before, after)]
    assert names == ["Wessex Police and Crime Panel", "Wessex Police, Fire and Crime Panel"]


@pytest.mark.shows("V7", "V8")
def test_a_hearing_follows_the_ordinary_meeting_on_the_same_day() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    make_meeting(body, ellen)
    condition = "or as soon as possible after the main meeting"
    hearing = make_meeting(
        body,
        ellen,
        starts_at=london(2026, 12, 4, 15),
        kind=Meeting.Kind.CONFIRMATION_HEARING,
        start_condition=condition,
        announce=True,
    )
    assert Meeting.objects.filter(body=body, starts_at__date=date(2026, 12, 4)).count() == 2
    assert AgendaDocument.of(hearing, {}).start_condition == condition
    assert condition in Client().get(f"/meeting/{hearing.ref}/").content.decode()


@pytest.mark.shows("S4-41", "V23", "S2-13")
def test_an_undertaking_is_captured_and_flagged_until_it_has_an_owner_and_a_day() -> None:
    held = held_meeting()
    add_reports(held, 1)
    minutes = minuted(held)
    minute = minutes.entries.get(items=held.items[-1])
    offered = actions.add_follow_up(
        minute=minute, text="Arrange a session on fraud", kind=FollowUp.Kind.UNDERTAKING, by=held.secretary
    )
    assert offered.is_incomplete
    whole = actions.add_follow_up(
        minute=minute, text="Send figures", owner="Commissioner", due_on=date(2027, 1, 29), by=held.secretary
    )
    assert not whole.is_incomplete


@pytest.mark.shows("S4-77", "R-39")
def test_the_published_pack_keeps_its_bytes_when_a_paper_is_changed_afterwards() -> None:
    body = make_panel()
    ellen = make_secretary(body)
    meeting = make_meeting(body, ellen)
    (item,) = add_items(meeting, ellen, "Knife crime")
    paper = place(item, make_paper(body, ellen), ellen)
    agree(meeting, ellen)
    build(meeting, ellen, "agenda")
    actions.publish_agenda(meeting=meeting, by=ellen)
    address = f"/meeting/{meeting.ref}/pack.pdf"
    before = b"".join(Client().get(address).streaming_content)  # type: ignore[attr-defined]
    actions.reopen_paper(paper=paper, by=ellen)
    assert b"".join(Client().get(address).streaming_content) == before  # type: ignore[attr-defined]
    assert Publication.objects.standing().filter(kind="pack").count() == 1
