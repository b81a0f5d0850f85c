"""A panel enters its history: first days set right, settings and members of earlier days."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.history.findings import Refused
from foundation.history.models import Event
from panels import actions
from panels.models import Body, BodySettings, Office, Seat, Term
from panels.roll import members_on
from tests.builders.panels import make_administrator, make_secretary

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TODAY = date(2026, 11, 24)
SPRING = date(2024, 5, 20)
TYPED = {"starts_on_day": "20", "starts_on_month": "5", "starts_on_year": "2024"}


def new_member(body: Body, family: str = "Elm", **fields: Any) -> Term:
    """Somebody entered today, as a new site does."""
    given: dict[str, Any] = {"kind": "appointed", "council": "Elm Council", "starts_on": TODAY, **fields}
    person = {"family_name": family, "given_name": "Ada"}
    return actions.add_member(body=body, person=person, by=make_administrator(), **given)


def names(body: Body, day: date) -> list[str]:
    return [line.name for line in members_on(body, day)]


def test_a_membership_entered_today_is_set_right_and_counts_on_earlier_days(body: Body) -> None:
    term = new_member(body)
    assert names(body, SPRING) == []
    actions.correct_term_start(term=term, starts_on=SPRING, by=make_administrator())
    assert names(body, SPRING) == ["Ada Elm"]
    assert Seat.objects.get().starts_on == SPRING
    event = Event.objects.order_by("number").last()
    assert event is not None
    assert (event.verb, event.data) == (
        "first day of membership corrected",
        {"was": "2026-11-24", "now": "2024-05-20"},
    )


def test_a_membership_does_not_reach_into_that_of_a_predecessor(body: Body) -> None:
    term = new_member(body)
    by = make_administrator()
    actions.end_term(term=term, ends_on=TODAY, by=by)
    person = actions.add_person(family_name="Oak", given_name="Bo", by=by)
    later = actions.seat_member(person=person, seat=term.seat, starts_on=date(2026, 12, 1), by=by)
    with pytest.raises(Refused, match="Ada Elm holds this seat until Tuesday 24 November 2026"):
        actions.correct_term_start(term=later, starts_on=TODAY, by=by)
    with pytest.raises(Refused, match="It ended on Tuesday 24 November 2026"):
        actions.correct_term_start(term=term, starts_on=date(2026, 11, 30), by=by)


def test_an_office_is_set_right_within_the_membership(body: Body) -> None:
    by = make_administrator()
    term = new_member(body)
    office = actions.appoint_office(body=body, person=term.person, starts_on=TODAY, by=by)
    with pytest.raises(Refused, match="correct the membership first"):
        actions.correct_office_start(office=office, starts_on=SPRING, by=by)
    actions.correct_term_start(term=term, starts_on=SPRING, by=by)
    actions.correct_office_start(office=office, starts_on=SPRING, by=by)
    assert Office.objects.get().starts_on == SPRING
    with pytest.raises(Refused, match="holds an office from"):
        actions.correct_term_start(term=term, starts_on=TODAY, by=by)


def test_somebody_who_was_a_member_before_is_entered_with_both_days(body: Body) -> None:
    new_member(body, starts_on=SPRING, ends_on=date(2025, 5, 1))
    assert [names(body, day) for day in (SPRING, date(2025, 5, 1), TODAY)] == [["Ada Elm"], ["Ada Elm"], []]
    assert [line.is_vacancy for line in members_on(body, TODAY)] == []


def test_settings_from_before_the_first_row_reach_on_where_nothing_was_changed_since(body: Body) -> None:
    by = make_administrator()
    first = BodySettings.objects.get().starts_on
    actions.change_settings(body=body, starts_on=TODAY, by=by, short_name="WPCP")
    early = date(first.year - 2, 4, 1)
    actions.change_settings(body=body, starts_on=early, by=by, short_name="Old", clear_days=7)
    rows = BodySettings.objects.order_by("starts_on").values_list("starts_on", "short_name", "clear_days")
    assert list(rows) == [(early, "Old", 7), (first, "Old", 7), (TODAY, "WPCP", 7)]


def test_the_pages_correct_the_days_and_the_paste_takes_a_first_day(client: Client, body: Body) -> None:
    client.force_login(make_secretary(body))
    term = new_member(body)
    page = client.get(reverse("panels:body", args=[body.pk])).content.decode()
    address = reverse("panels:term_start", args=[term.pk])
    assert f'href="{address}"' in page
    assert client.post(address, TYPED).status_code == 302
    office = actions.appoint_office(body=body, person=term.person, starts_on=TODAY, by=make_administrator())
    assert client.post(reverse("panels:office_start", args=[office.pk]), TYPED).status_code == 302
    office.refresh_from_db()
    assert office.starts_on == SPRING
    paste = reverse("panels:members_paste", args=[body.pk])
    shown = client.post(paste, {"text": "Cllr Bo Oak, Oak Council", **TYPED})
    client.post(
        paste,
        {
            "text": "Cllr Bo Oak, Oak Council",
            "seen": shown.context["form"].fingerprint,
            "save": "yes",
            **TYPED,
        },
    )
    assert names(body, SPRING) == ["Ada Elm", "Cllr Bo Oak"]


def test_who_held_an_office_before_is_entered_beside_who_holds_it_now(client: Client, body: Body) -> None:
    by = make_administrator()
    now = new_member(body, starts_on=SPRING)
    actions.appoint_office(body=body, person=now.person, starts_on=date(2025, 5, 20), by=by)
    before = new_member(body, "Oak", council="Oak Council", starts_on=SPRING, ends_on=date(2025, 5, 19))
    client.force_login(make_secretary(body))
    address = reverse("panels:office_appoint", args=[body.pk])
    typed = {"person": before.person.pk, "kind": "chair", **TYPED}
    typed |= {"ends_on_day": "20", "ends_on_month": "5", "ends_on_year": "2025"}
    page = client.post(address, typed).content.decode()
    assert "Ada Elm holds this office from Tuesday 20 May 2025" in page
    assert client.post(address, typed | {"ends_on_day": "19"}).status_code == 302
    held = Office.objects.order_by("starts_on").values_list("person__family_name", "starts_on", "ends_on")
    assert list(held) == [("Oak", SPRING, date(2025, 5, 19)), ("Elm", date(2025, 5, 20), None)]
