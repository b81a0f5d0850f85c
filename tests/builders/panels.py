"""A fictional panel for tests, built by the same actions as a real one."""

from datetime import date
from typing import Any

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels import actions
from panels.models import Body, Person, Seat

FIRST_DAY = date(2026, 5, 20)
COUNCILS = (
    "Ambermere City Council", "Cranmere Borough Council", "Kennetside District Council", "Marlbury Council",
    "Thornhaven Council", "Wessex County Council", "Eastleigh Vale Council", "Northmoor Council",
    "Southwold Marsh Council", "Westbrook Council",
)  # fmt: skip
NAMES = ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Gale", "Heath", "Ivy", "Juniper")


def administrator() -> User:
    """The first administrator, made once."""
    known = User.objects.filter(is_administrator=True).first()
    return known or User.objects.create_user(
        "ada@wessex.example", "Ada Field", "correct horse battery", is_administrator=True
    )


def panel(name: str = "Wessex Police and Crime Panel", **settings: Any) -> Body:
    """A panel without members."""
    return actions.set_up_body(name=name, by=administrator(), starts_on=FIRST_DAY, **settings)


def secretary(body: Body, email: str = "ellen@wessex.example") -> User:
    """Ellen Marsh, who serves the body."""
    user = actions.create_user(email=email, name="Ellen Marsh", by=administrator(), password="pass")
    actions.assign(body=body, user=user, role=Role.SECRETARIAT, by=administrator(), starts_on=FIRST_DAY)
    return user


def member(body: Body, family_name: str = "Ash", council: str = COUNCILS[0], **person: Any) -> Person:
    """A councillor in a seat of their own."""
    term = actions.add_member(
        body=body,
        person={"title": "Cllr", "given_name": "Robin", "family_name": family_name, **person},
        council=council,
        kind=Seat.Kind.APPOINTED,
        starts_on=FIRST_DAY,
        by=administrator(),
    )
    return term.person


def members(body: Body, count: int) -> list[Person]:
    """Several councillors, of ten councils in turn."""
    return [
        member(body, f"{NAMES[n % 10]}{'' if n < 10 else n // 10}", COUNCILS[n % 10]) for n in range(count)
    ]


def sign_in_of(person: Person, email: str) -> User:
    """The user as whom a member signs in."""
    return actions.give_sign_in(person=person, email=email, by=administrator())


def vacancy(body: Body, council: str = COUNCILS[1]) -> Seat:
    """A seat without a holder."""
    authority = actions.add_authority(name=council, by=administrator())
    return actions.add_seat(body=body, by=administrator(), authority=authority, starts_on=FIRST_DAY)
