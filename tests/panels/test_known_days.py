"""Memberships and offices that began or ended in a month: counted as whole days, shown as what is known."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from foundation.history.findings import Refused
from foundation.history.models import Event
from foundation.ui.dates import KnownDay
from panels import actions
from panels.models import Body, Office, Term
from panels.roll import chair_on, members_on
from tests.builders.panels import make_administrator, make_secretary

pytestmark = [pytest.mark.both, pytest.mark.django_db, pytest.mark.usefixtures("clock")]
JULY = {"month": "July", "year": "2022", "day": ""}
JULY_BEGAN, JULY_ENDED = KnownDay.of(date(2022, 7, 1), "month"), KnownDay.of(date(2022, 7, 31), "month")


def typed(name: str, **parts: str) -> dict[str, str]:
    return {f"{name}_{part}": words for part, words in parts.items()}


def member(body: Body, family: str, starts_on: date, ends_on: date | None = None) -> Term:
    return actions.add_member(
        body=body,
        person={"family_name": family, "given_name": "Ada"},
        kind="appointed",
        council=f"{family} Council",
        starts_on=starts_on,
        ends_on=ends_on,
        by=make_administrator(),
    )


def names(body: Body, day: date) -> list[str]:
    return [line.name for line in members_on(body, day)]


def last_event() -> dict[str, str]:
    event = Event.objects.order_by("number").last()
    assert event is not None
    data: dict[str, str] = event.data
    return data


def test_a_membership_that_ended_in_a_month_counts_through_its_last_day(client: Client, body: Body) -> None:
    term = member(body, "Elm", date(2020, 5, 20))
    client.force_login(make_secretary(body))
    address = reverse("panels:term_end", args=[term.pk])
    assert "It then counts through the last day of that month" in client.get(address).content.decode()
    assert client.post(address, {**typed("ends_on", **JULY), "reason": ""}).status_code == 302
    assert last_event() == {"last day": "2022-07"}
    term.refresh_from_db()
    assert (term.ends_on, term.ends_known) == (date(2022, 7, 31), "month")
    days = [date(2022, 7, 1), date(2022, 7, 31), date(2022, 8, 1)]
    assert ["Ada Elm" in names(body, day) for day in days] == [True, True, False]


def test_one_that_began_in_a_month_or_a_year_is_shown_so(client: Client, body: Body) -> None:
    term = member(body, "Elm", JULY_BEGAN)
    ash = member(body, "Ash", KnownDay.of(date(2021, 1, 1), "year"))
    actions.appoint_office(body=body, person=term.person, starts_on=JULY_BEGAN, by=make_administrator())
    client.force_login(make_secretary(body))
    page = client.get(reverse("panels:body", args=[body.pk])).content.decode().replace("\xa0", " ")
    assert '<td data-label="Since">July 2022</td>' in page
    assert '<td data-label="Since">2021</td>' in page
    assert "Chair since July 2022" in page
    shown = client.get(reverse("panels:term_start", args=[term.pk])).context["form"]
    parts = shown.fields["starts_on"].widget.decompress(shown["starts_on"].initial)
    assert parts == [None, 7, 2022]
    assert [names(body, day) for day in (date(2021, 6, 1), date(2022, 7, 1))] == [
        ["Ada Ash"],
        ["Ada Ash", "Ada Elm"],
    ]
    actions.correct_term_start(term=ash, starts_on=date(2021, 5, 18), by=make_administrator())
    assert last_event() == {"was": "2021", "now": "2021-05-18"}
    assert Term.objects.get(pk=ash.pk).starts_known == "day"


def test_a_former_holder_of_an_office_is_entered_by_month(client: Client, body: Body) -> None:
    term = member(body, "Elm", date(2020, 5, 20))
    client.force_login(make_secretary(body))
    form = {"person": term.person_id, "kind": "chair"}
    form |= typed("starts_on", day="", month="", year="2021") | typed("ends_on", **JULY)
    assert client.post(reverse("panels:office_appoint", args=[body.pk]), form).status_code == 302
    office = Office.objects.get()
    assert (str(office.starts_on), office.starts_known) == ("2021-01-01", "year")
    assert (str(office.ends_on), office.ends_known) == ("2022-07-31", "month")
    assert chair_on(body, date(2022, 7, 31)) == term.person
    assert chair_on(body, date(2022, 8, 1)) is None


def test_who_is_followed_in_a_month_held_the_office_until_the_month_before(body: Body) -> None:
    by = make_administrator()
    elm, ash = member(body, "Elm", date(2020, 5, 20)), member(body, "Ash", date(2020, 5, 20))
    first = actions.appoint_office(body=body, person=elm.person, starts_on=date(2021, 5, 20), by=by)
    actions.appoint_office(body=body, person=ash.person, starts_on=JULY_BEGAN, by=by)
    first.refresh_from_db()
    assert (first.ends_on, first.ends_known) == (date(2022, 6, 30), "month")


def test_who_follows_in_the_month_in_which_a_term_ended_is_told_until_when_it_counts(body: Body) -> None:
    by = make_administrator()
    term = member(body, "Elm", date(2020, 5, 20))
    actions.end_term(term=term, ends_on=JULY_ENDED, by=by)
    person = actions.add_person(family_name="Oak", given_name="Bo", by=by)
    with pytest.raises(Refused, match="Ada Elm holds this seat until July 2022: end that term first"):
        actions.seat_member(person=person, seat=term.seat, starts_on=JULY_BEGAN, by=by)
    actions.seat_member(person=person, seat=term.seat, starts_on=date(2022, 8, 1), by=by)
