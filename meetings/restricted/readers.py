"""Who may read what is kept from the public, asked afresh at every request: a lost right is lost at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.history.findings import Finding, met, stopped
from foundation.ui.dates import clock_time, long_day
from meetings.models import AgendaItem, Meeting, NamedReader, Pack, Restriction
from meetings.models.restricted_business import shut_out_items
from panels.policies import SECRETARIAT, roles_of

ALWAYS = SECRETARIAT | {Role.CHAIR, Role.MONITORING_OFFICER}
NOT_YOURS = gettext_noop("This is exempt or confidential, and you are not authorised to see it.")
NOT_YET = gettext_noop(
    "The exempt or confidential papers of this meeting have not been issued to members yet."
)
SHUT_OUT = gettext_noop(
    "You have an interest in this item, so you cannot see its exempt or confidential papers."
)


@dataclass(frozen=True)
class Reader:
    """One person before the restricted papers of one meeting.

    Only roles and seats on the meeting’s own body count, as they are today; being named adds to one of
    them and gives nothing without.
    """

    user: User
    on: date
    roles: frozenset[Role]
    is_handed_out: bool
    shut_out: frozenset[int]
    named: frozenset[int]

    @classmethod
    def of(cls, user: User, meeting: Meeting, today: date) -> "Reader":
        """How this person stands to the meeting's restricted papers on a day."""
        here = Restriction.objects.standing().of_meeting(meeting.pk)
        roles = roles_of(user, meeting.body, today)
        named = NamedReader.objects.current_on(today).filter(user=user, restriction__in=here)
        out = shut_out_items(user).filter(meeting=meeting)
        return cls(
            user=user,
            on=today,
            roles=roles,
            is_handed_out=is_handed_out(meeting),
            shut_out=frozenset(out.values_list("pk", flat=True)),
            named=frozenset(named.values_list("restriction", flat=True)) if roles else frozenset(),
        )

    @property
    def belongs(self) -> Finding:
        """May this person read restricted papers of this meeting at all, as far as nobody is shut out?"""
        if self.roles & ALWAYS or self.named:
            return met()
        if Role.MEMBER in self.roles:
            return met() if self.is_handed_out else stopped(_(NOT_YET))
        return stopped(_(NOT_YOURS))

    def may_read(self, item: AgendaItem, restrictions: Iterable[Restriction | None]) -> Finding:
        """May this person read a restricted thing that stands under this item?"""
        if item.pk in self.shut_out:
            return stopped(_(SHUT_OUT))
        if any(each is not None and each.pk in self.named for each in restrictions):
            return met()
        if self.roles & ALWAYS:
            return met()
        if Role.MEMBER in self.roles:
            return met() if self.is_handed_out else stopped(_(NOT_YET))
        return stopped(_(NOT_YOURS))

    @property
    def reads_what_has_no_item(self) -> bool:
        """May this person read a private thing that stands under no item, and so may be about any?"""
        return bool(self.roles & ALWAYS) and not self.shut_out


def is_handed_out(meeting: Meeting) -> bool:
    """True when the restricted pack was given to the members."""
    return meeting.packs.filter(kind=Pack.Kind.RESTRICTED, issued_at__isnull=False).exists()


def copy_mark(user: User, now: datetime) -> str:
    """What is printed on every page of a person’s own copy; `now` is local time."""
    return _("Copy for {user}, {day}, {time}").format(
        user=user.printed_name, day=long_day(now), time=clock_time(now)
    )
