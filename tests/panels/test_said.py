"""After every act about a panel the next page says that it is done, and at which time."""

from collections.abc import Callable

import pytest

from panels.models import Assignment, Body, Term
from tests.builders.panels import add_vacancy, seat_member
from tests.going_on import Browser

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
Act = Callable[[Body], tuple[str, dict[str, str]]]


def day(name: str, figures: str) -> dict[str, str]:
    return dict(zip([f"{name}_{part}" for part in ("day", "month", "year")], figures.split(), strict=True))


def filling(body: Body) -> tuple[str, dict[str, str]]:
    seat = add_vacancy(body)
    return f"/panels/seats/{seat.pk}/fill/", {"family_name": "Brook"} | day("starts_on", "24 11 2026")


def ending(body: Body) -> tuple[str, dict[str, str]]:
    term = Term.objects.get(person=seat_member(body, "Stannard"))
    return f"/panels/terms/{term.pk}/end/", day("ends_on", "30 11 2026")


def covering(body: Body) -> tuple[str, dict[str, str]]:
    dates = day("starts_on", "21 12 2026") | day("ends_on", "4 1 2027")
    covers = Assignment.objects.get(body=body).user_id
    who = {"covers": str(covers), "name": "Priya Nand", "email": "priya.nand@wessex.example"}
    return f"/panels/{body.pk}/cover/", who | dates


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (filling, "Member added at 10 am."),
        (ending, "Last day of Cllr Ada Stannard as a member saved at 10 am."),
        (covering, "Cover arranged at 10 am."),
    ],
)
def test_an_act_about_a_panel_is_said_to_be_done(clerk: Browser, body: Body, made: Act, said: str) -> None:
    address, typed = made(body)
    assert clerk.post(address, typed, follow=True).content.decode().count(said) == 1


def test_nothing_is_said_to_be_done_while_something_is_wrong(clerk: Browser, body: Body) -> None:
    address, typed = covering(body)
    page = clerk.post(address, typed | day("ends_on", "10 12 2026"), follow=True).content.decode()
    assert ("The last day must be the first day or later" in page, "app-messages" in page) == (True, False)


def test_cover_that_is_cancelled_is_said_to_be(clerk: Browser, body: Body) -> None:
    address, typed = covering(body)
    clerk.post(address, typed)
    made = Assignment.objects.get(covers__isnull=False)
    page = clerk.post(f"/panels/cover/{made.pk}/cancel/", follow=True).content.decode()
    assert page.count("Cover by Priya Nand cancelled at 10 am.") == 1
