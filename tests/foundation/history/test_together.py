"""Questions asked in one statement have the answers they would have had alone."""

from typing import Any

import pytest
from django.db import connection
from django.db.models import Count, F, Model, Prefetch, QuerySet, prefetch_related_objects
from django.test.utils import CaptureQueriesContext

from foundation.accounts.models import User
from foundation.history.together import Asking, answered, ask, complete, gathered
from panels.models import Body, BodySettings, Office, Person, Seat, Term
from tests.builders.panels import make_chair, make_panel, seat_member

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def _body() -> None:
    for slug, name in (("panel", "Rosalind Gage"), ("other", "Owen Ash")):
        body = make_panel(slug)
        make_chair(body, name)
        seat_member(body, "Burke", "Cranmere City Council")


def fields(thing: Model) -> dict[str, object]:
    return {each.attname: getattr(thing, each.attname) for each in thing._meta.concrete_fields}


def test_rows_of_different_tables_come_with_one_statement_as_they_come_alone() -> None:
    questions: list[QuerySet[Any]] = [
        User.objects.order_by("pk"),
        BodySettings.objects.select_related("body").order_by("pk"),
        Term.objects.select_related("person", "seat__body").order_by("-pk")[:2],
        Person.objects.none(),
    ]
    alone = [[fields(each) for each in question.all()] for question in questions]
    assert [len(rows) > 0 for rows in alone] == [True, True, True, False]
    with CaptureQueriesContext(connection) as asked:
        ask(*questions)
        assert [[fields(each) for each in question] for question in questions] == alone
        assert [term.seat.body.slug for term in questions[2]] == ["other", "other"]
    assert len(asked) == 1


def test_what_is_selected_beside_things_and_values_without_them_come_too() -> None:
    seats: QuerySet[Any] = Body.objects.annotate(seats_here=Count("seats"), name=F("slug")).order_by("slug")
    rows: QuerySet[Any] = Body.objects.order_by("-slug").values_list("slug", flat=True)
    ask(seats, rows)
    assert [(each.seats_here, each.name) for each in seats] == [
        (Seat.objects.filter(body__slug=slug).count(), slug) for slug in ("other", "panel")
    ]
    assert list(rows) == ["panel", "other"]


def test_a_question_made_from_an_answered_one_is_asked_anew() -> None:
    first, second = Body.objects.order_by("pk"), Person.objects.order_by("pk")
    ask(first, second)
    assert [each.slug for each in first.filter(slug="other")] == ["other"]


def by_body(bodies: list[Body]) -> list[list[tuple[int, list[str]]]]:
    return [
        [(seat.pk, [str(term.person) for term in seat.terms.all()]) for seat in body.seats.all()]
        for body in bodies
    ]


def test_things_have_what_django_would_have_prefetched_with_a_statement_for_each_step() -> None:
    terms = Term.objects.select_related("person").order_by("-pk")
    lookups = ("seats", Prefetch("seats__terms", queryset=terms), "dated_settings")
    alone, together = list(Body.objects.order_by("pk")), list(Body.objects.order_by("pk"))
    prefetch_related_objects(alone, *lookups)
    with CaptureQueriesContext(connection) as asked:
        complete(together, *lookups)
        assert by_body(together) == by_body(alone)
        assert [body.dated_settings.all()[0].body for body in together] == together
    assert len(asked) == 2


def test_what_a_question_prefetches_is_asked_with_what_others_prefetch() -> None:
    people = Person.objects.prefetch_related("terms__seat").order_by("pk")
    seats = Seat.objects.prefetch_related("terms__person").order_by("pk")
    with CaptureQueriesContext(connection) as asked:
        ask(people, seats)
        met = {(str(term.person), term.seat) for person in people for term in person.terms.all()}
        assert met == {(str(term.person), seat) for seat in seats for term in seat.terms.all()}
    assert (len(met) > 0, len(asked)) == (True, 3)


def chairs() -> Asking[list[str]]:
    bodies, _ = yield [Body.objects.order_by("slug"), Person.objects.none()]
    (offices,) = yield [Office.objects.filter(body__in=bodies).order_by("body__slug")]
    return [f"{body.slug}: {office.kind}" for body, office in zip(bodies, offices, strict=True)]


def seats_counted() -> Asking[list[str]]:
    (seats,) = yield [Seat.objects.all()]
    return [str(len(seats))]


def nothing() -> Asking[list[str]]:
    return []
    yield []


def test_those_who_ask_as_they_go_are_asked_for_together() -> None:
    with CaptureQueriesContext(connection) as asked:
        found = gathered(chairs(), seats_counted(), nothing())
    assert found == [["other: chair", "panel: chair"], [str(Seat.objects.count())], []]
    assert len(asked) == 2


def test_one_who_asks_is_answered_alone() -> None:
    assert answered(chairs()) == ["other: chair", "panel: chair"]
    assert answered(nothing()) == []
