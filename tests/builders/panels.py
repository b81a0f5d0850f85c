"""A fictional panel, its people and those who sign in, written to the database as they stand for years."""

from datetime import date
from typing import Any

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from panels.models import Assignment, Authority, Body, BodySettings, Office, Person, Seat, Term
from tests.going_on import Browser

FIRST_DAY = date(2016, 5, 1)
COUNCILS = (
    "Ambermere City Council", "Cranmere Borough Council", "Kennetside District Council", "Marlbury Council",
    "Thornhaven Council", "Wessex County Council", "Eastleigh Vale Council", "Northmoor Council",
    "Southwold Marsh Council", "Westbrook Council",
)  # fmt: skip
NAMES = ("Ash", "Birch", "Cedar", "Dale", "Elm", "Fern", "Gale", "Heath", "Ivy", "Juniper")


def make_panel(slug: str = "wessex", **settings: Any) -> Body:
    """A panel with settings in force for years."""
    body = Body.objects.create(slug=slug)
    usual: dict[str, object] = {
        "name": "Wessex Police and Crime Panel",
        "filming_notice": "This meeting is filmed and kept on the website.",
        "contact_name": "Ellen Marsh",
        "contact_phone": "01632 960 114",
        "contact_email": "panel@wessexpcp.example",
        "footer_block": "Democratic Services, Ambermere County Council\nCounty Hall, Ambermere AM1 2WX",
    }
    BodySettings.objects.create(body=body, starts_on=FIRST_DAY, **{**usual, **settings})
    return body


def make_user(
    name: str, body: Body | None = None, role: Role | None = None, *, email: str = "", **fields: Any
) -> User:
    """Someone who can sign in, serving the body in a role when one is named."""
    address = email or f"{name.lower().replace(' ', '.')}@wessexpcp.example"
    user = User.objects.create_user(address, name, **fields)
    if body is not None and role is not None:
        Assignment.objects.create(body=body, user=user, role=role, starts_on=FIRST_DAY)
    return user


def make_administrator() -> User:
    """The first administrator, made once."""
    known = User.objects.filter(is_administrator=True).first()
    return known or make_user("Ada Field", is_administrator=True)


def make_secretary(body: Body, name: str = "Ellen Marsh") -> User:
    """The secretary of a body."""
    return make_user(name, body, Role.SECRETARIAT)


def seat_member(
    body: Body,
    family_name: str = "Ash",
    council: str = COUNCILS[0],
    *,
    given_name: str = "Ada",
    title: str = "Cllr",
    starts_on: date = FIRST_DAY,
    ends_on: date | None = None,
    **person: str,
) -> Person:
    """A councillor in a seat of their own."""
    seat = add_vacancy(body, council)
    made = Person.objects.create(title=title, given_name=given_name, family_name=family_name, **person)
    Term.objects.create(seat=seat, person=made, starts_on=starts_on, ends_on=ends_on)
    return made


def seat_members(body: Body, count: int) -> list[Person]:
    """Several councillors, of ten councils in turn."""
    return [
        seat_member(body, f"{NAMES[n % 10]}{'' if n < 10 else n // 10}", COUNCILS[n % 10])
        for n in range(count)
    ]


def add_vacancy(body: Body, council: str = COUNCILS[1]) -> Seat:
    """A seat nobody holds."""
    authority, _ = Authority.objects.get_or_create(name=council)
    return Seat.objects.create(body=body, authority=authority, starts_on=FIRST_DAY)


def give_sign_in(person: Person, email: str = "") -> User:
    """The user as whom a member signs in, at an address of the member's own when one is named."""
    user = make_user(f"{person.given_name} {person.family_name}", email=email)
    person.user, person.email = user, email or person.email
    person.save()
    return user


def make_chair(body: Body, name: str = "Rosalind Gage", council: str = "Cranmere City Council") -> User:
    """A member who chairs the body and can sign in."""
    given, family = name.split()
    person = seat_member(body, family, council, given_name=given)
    Office.objects.create(body=body, kind=Office.Kind.CHAIR, person=person, starts_on=FIRST_DAY)
    return give_sign_in(person)


def signed_in(user: User) -> Browser:
    """This user with a browser."""
    client = Browser()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
