"""A fictional panel with members, a meeting and agenda items, made through actions where there is one."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings import actions
from meetings.models import AgendaItem, Meeting
from panels.models import Assignment, Authority, Body, BodySettings, Office, Person, Seat, Term, Venue
from tests.going_on import Browser

LONDON = ZoneInfo("Europe/London")
FIRST_DAY = date(2016, 5, 1)


def london(year: int, month: int, day: int, hour: int = 13, minute: int = 30) -> datetime:
    """A moment on London's clock."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def make_panel(slug: str = "wessex", **settings: object) -> Body:
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


def make_user(name: str, body: Body | None = None, role: Role | None = None, **fields: object) -> User:
    """Someone who can sign in, serving the body in a role when one is named."""
    user = User.objects.create_user(f"{name.lower().replace(' ', '.')}@wessexpcp.example", name, **fields)
    if body is not None and role is not None:
        Assignment.objects.create(body=body, user=user, role=role, starts_on=FIRST_DAY)
    return user


def make_secretary(body: Body, name: str = "Ellen Marsh") -> User:
    """The secretary of a body."""
    return make_user(name, body, Role.SECRETARIAT)


def seat_member(
    body: Body,
    family_name: str,
    council: str,
    *,
    given_name: str = "Ada",
    title: str = "Cllr",
    honours: str = "",
    starts_on: date = FIRST_DAY,
    ends_on: date | None = None,
) -> Person:
    """A councillor in a seat of their own."""
    authority, _ = Authority.objects.get_or_create(name=council)
    seat = Seat.objects.create(body=body, authority=authority, starts_on=FIRST_DAY)
    person = Person.objects.create(
        title=title, given_name=given_name, family_name=family_name, post_nominals=honours
    )
    Term.objects.create(seat=seat, person=person, starts_on=starts_on, ends_on=ends_on)
    return person


def add_vacancy(body: Body, council: str) -> Seat:
    """A seat nobody holds."""
    authority, _ = Authority.objects.get_or_create(name=council)
    return Seat.objects.create(body=body, authority=authority, starts_on=FIRST_DAY)


def make_chair(body: Body, name: str = "Rosalind Gage", council: str = "Cranmere City Council") -> User:
    """A member who chairs the body and can sign in."""
    given, family = name.split()
    person = seat_member(body, family, council, given_name=given)
    person.user = make_user(name)
    person.save()
    Office.objects.create(body=body, kind=Office.Kind.CHAIR, person=person, starts_on=FIRST_DAY)
    return person.user


def make_meeting(
    body: Body,
    by: User,
    *,
    starts_at: datetime | None = None,
    kind: str = Meeting.Kind.ORDINARY,
    **fields: object,
) -> Meeting:
    """A meeting on Friday 4 December 2026 at 1.30 pm in County Hall, unless said otherwise."""
    venue, _ = Venue.objects.get_or_create(name="County Hall, Ambermere")
    when = starts_at or london(2026, 12, 4)
    return actions.create_meeting(body=body, kind=kind, starts_at=when, venue=venue, by=by, **fields)


def add_items(meeting: Meeting, by: User, *titles: str) -> list[AgendaItem]:
    """Standing items with these titles, in this order."""
    return [actions.add_item(meeting=meeting, title=title, by=by) for title in titles]


def agenda_titles(meeting: Meeting) -> list[str]:
    """The titles in agenda order."""
    return list(meeting.items.order_by("position").values_list("title", flat=True))


def signed_in(user: User) -> Browser:
    """This user with a browser."""
    client = Browser()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client
