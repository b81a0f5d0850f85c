"""Venues: where bodies meet, and the access to them, from a day on."""

from datetime import date

import pytest
from django.urls import reverse
from pytest_django.asserts import assertContains, assertRedirects

from foundation.history.models import Event
from panels import actions
from panels.models import Body, Venue
from tests.builders.panels import make_administrator
from tests.going_on import Browser

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY, SPRING = date(2026, 11, 24), date(2027, 3, 1)
STEPS = "There is no step-free access to the meeting room."
LIFT, LOOP = "There is a lift.", "There is a hearing loop."


@pytest.fixture
def venue() -> Venue:
    return Venue.objects.create(
        name="The Guildhall", address="Ambermere", access_note="Ring at the side door."
    )


def test_access_holds_from_its_day_and_leaves_what_held_before(venue: Venue) -> None:
    by = make_administrator()
    actions.record_access(venue=venue, starts_on=TODAY, by=by, step_free="no", hearing_loop="yes")
    actions.record_access(venue=venue, starts_on=SPRING, by=by, step_free="yes", lift="yes")
    venue.refresh_from_db()
    assert [venue.access_sentences(day) for day in (date(2026, 11, 23), TODAY, SPRING)] == [
        ["Ring at the side door."],
        [STEPS, LOOP, "Ring at the side door."],
        ["There is step-free access from the street to the meeting room.", LIFT, "Ring at the side door."],
    ]


def test_access_recorded_twice_for_a_day_is_corrected(venue: Venue) -> None:
    by = make_administrator()
    for loop in ("yes", "no"):
        actions.record_access(venue=venue, starts_on=TODAY, by=by, hearing_loop=loop)
    venue.refresh_from_db()
    assert (len(venue.access), venue.access_on(TODAY)["hearing_loop"]) == (1, "no")


def test_access_is_recorded_on_its_page_and_shown(clerk: Browser, body: Body, venue: Venue) -> None:
    at = reverse("panels:venue_access", args=[venue.pk])
    sent = {"step_free": "no", "lift": "", "hearing_loop": "yes", "starts_on_day": "24"}
    sent |= {"starts_on_month": "november", "starts_on_year": "2026"}
    assertRedirects(clerk.post(at, sent), reverse("panels:venues"))
    page = clerk.get(reverse("panels:venues"))
    assertContains(page, STEPS)
    assertContains(page, "As recorded from 24 November 2026.")
    form = clerk.get(at).context["form"]
    assert [form[name].value() for name in ("step_free", "lift", "hearing_loop")] == ["no", "", "yes"]


def test_access_without_a_date_is_refused_and_what_was_typed_stays(
    clerk: Browser, body: Body, venue: Venue
) -> None:
    before = Event.objects.count()
    at = reverse("panels:venue_access", args=[venue.pk])
    page = clerk.post(at, {"lift": "maybe", "starts_on_year": "26"})
    assert set(page.context["form"].errors) == {"lift", "starts_on"}
    assertContains(page, 'value="26"')
    assert Event.objects.count() == before
