"""Who is told of a body's publications: everybody the record names, and the entries the body keeps."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings.common.upper_rooms import circulation_providers
from meetings.models import CirculationEntry, Meeting, Placement
from panels.models import Assignment, Body, Seat
from panels.roll import members_on, office_holders_on

Group = CirculationEntry.Group
PUBLIC = CirculationEntry.PaperVersion.PUBLIC
_ROLES = {
    Role.SECRETARIAT: Group.OFFICER,
    Role.MONITORING_OFFICER: Group.OFFICER,
    Role.COMMISSIONERS_OFFICE: Group.OFFICE,
}


@dataclass(frozen=True, slots=True)
class Recipient:
    """One person on the list of a day: how they are reached, and what they want on paper.

    `entry` is the key of the entry that says so, 0 where the record alone puts them on the list.
    """

    group: str
    name: str
    what: str = ""
    email: str = ""
    wants_mail: bool = True
    copies: int = 0
    version: str = PUBLIC
    entry: int = 0
    user: int = 0
    is_of_record: bool = True

    @property
    def group_label(self) -> str:
        """Member or substitute, officer, press and so on."""
        return str(Group(self.group).label)

    @property
    def version_label(self) -> str:
        """The public pack, or the restricted one."""
        return str(CirculationEntry.PaperVersion(self.version).label)

    @property
    def gets_mail(self) -> bool:
        """True when a message goes to them."""
        return self.wants_mail and bool(self.email)

    @property
    def key(self) -> str:
        """What makes two lines the same person: the address, or the name of someone without one."""
        return self.email.casefold() or self.name.casefold()


def circulation_of(body: Body, on: date, meeting: Meeting | None = None) -> list[Recipient]:
    """The list of a body on a day, with the authors of one meeting's papers, nobody twice.

    As many queries for three people as for one.
    """
    found: dict[str, Recipient] = {}
    for person in _of_record(body, on, meeting):
        found.setdefault(person.key, person)
    for entry in CirculationEntry.objects.filter(body=body):
        ours = _of_entry(entry)
        known = found.get(ours.key)
        found[ours.key] = _as_wanted(known, entry) if known else ours
    order = list(Group.values)
    return sorted(found.values(), key=lambda each: (order.index(each.group), each.name.casefold()))


def _of_entry(entry: CirculationEntry) -> Recipient:
    return Recipient(
        group=entry.group,
        name=entry.name,
        what=entry.organisation,
        email=entry.email,
        wants_mail=entry.wants_mail,
        copies=entry.copies_on_paper,
        version=entry.paper_version,
        entry=entry.pk,
        is_of_record=False,
    )


def _as_wanted(known: Recipient, entry: CirculationEntry) -> Recipient:
    """Somebody the record names, who gets their papers as an entry says."""
    return replace(
        known,
        what=entry.organisation or known.what,
        wants_mail=entry.wants_mail,
        copies=entry.copies_on_paper,
        version=entry.paper_version,
        entry=entry.pk,
    )


def _of_record(body: Body, on: date, meeting: Meeting | None) -> Iterator[Recipient]:
    yield from _members(body, on)
    for holder in office_holders_on(body, on):
        person = holder.person
        yield Recipient(Group.OFFICE, person.printed_name, holder.post, person.email)
    yield from _staff(body, on)
    if meeting is not None:
        yield from _authors(meeting)
    for provider in circulation_providers:
        for reader in provider(body, on):
            yield Recipient(Group.CSP, reader.name, reader.what, reader.email, user=reader.user)


def _members(body: Body, on: date) -> Iterator[Recipient]:
    """Members and substitutes; an address of their own comes before the one they sign in with."""
    lines = members_on(body, on, substitutes=True)
    users = _addresses(line.person.user_id for line in lines if line.person)
    for line in lines:
        if line.person is None:
            continue
        what = line.office or line.for_whom
        if line.seat.kind == Seat.Kind.SUBSTITUTE:
            what = _("Substitute, {for_whom}").format(for_whom=line.for_whom)
        user = line.person.user_id or 0
        yield Recipient(
            Group.MEMBER, line.person.printed_name, what, line.person.email or users.get(user, ""), user=user
        )


def _staff(body: Body, on: date) -> Iterator[Recipient]:
    serving = Assignment.objects.current_on(on).filter(body=body, role__in=_ROLES, user__is_active=True)
    for each in serving.select_related("user"):
        group = _ROLES[Role(each.role)]
        yield Recipient(
            group, each.user.printed_name, each.get_role_display(), each.user.email, user=each.user_id
        )


def _authors(meeting: Meeting) -> Iterator[Recipient]:
    """Who writes the papers of this meeting, with an account or asked by a personal link."""
    placed = Placement.objects.filter(item__meeting=meeting).select_related("paper__author")
    for placement in placed.order_by("paper__title", "pk"):
        paper = placement.paper
        if paper.author is not None and paper.author.is_active:
            author = paper.author
            yield Recipient(Group.AUTHOR, author.printed_name, "", author.email, user=author.pk)
        elif paper.author is None and paper.asked_email:
            yield Recipient(Group.AUTHOR, paper.asked_name or paper.asked_email, "", paper.asked_email)


def _addresses(users: Iterable[int | None]) -> dict[int, str]:
    wanted = [each for each in users if each]
    return dict(User.objects.filter(pk__in=wanted, is_active=True).values_list("pk", "email"))
