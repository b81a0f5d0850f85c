"""The guides there are, whom each is for, and which of them are a reader's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from meetings.models import Paper
from panels.models import Assignment, Office, Term
from partnerships.models import CSPRole


@dataclass(frozen=True, slots=True)
class Guide:
    """One page of help: its address, whom it is for, what its picture shows, and the pages it is about."""

    slug: str
    title: str
    summary: str
    picture_shows: str
    roles: frozenset[Role] = frozenset()
    # The words of a link and the name of its address, for a reader whose own guide this is.
    pages: tuple[tuple[str, str], ...] = ()

    @property
    def template(self) -> str:
        """Where its steps are."""
        return f"config/help/{self.slug}.html"

    @property
    def picture(self) -> str:
        """Its picture among the static files."""
        return f"help/{self.slug}.png"


_TODAY, _MEETINGS, _PAPERS = (
    ("Today", "home"),
    ("Meetings", "meetings:meetings"),
    ("Papers", "meetings:papers"),
)
_ACTIONS, _PANEL = ("Actions", "meetings:follow_ups"), ("Panel", "panels:home")

# In the order of the list, which is also that of a reader with several roles.
GUIDES = (
    Guide(
        "secretariat",
        gettext_noop("The secretariat"),
        gettext_noop("Run a meeting from its date to its confirmed minutes."),
        gettext_noop("An agenda with its clear days, papers, pack and the button that sends it to the Chair"),
        frozenset({Role.SECRETARIAT}),
        (_TODAY, _MEETINGS, _PAPERS, ("Partnerships", "partnerships:home"), _ACTIONS, _PANEL),
    ),
    Guide(
        "chair",
        gettext_noop("The Chair"),
        gettext_noop("Agree the agenda, and preside with the brief next to you."),
        gettext_noop("A draft agenda with the buttons that agree it or return it with a comment"),
        frozenset({Role.CHAIR}),
        (_TODAY, _MEETINGS),
    ),
    Guide(
        "member",
        gettext_noop("Members"),
        gettext_noop("Reply, read the pack, and comment on the draft minutes."),
        gettext_noop("The page where a member replies whether they will attend a meeting"),
        frozenset({Role.MEMBER}),
        (_TODAY, _MEETINGS, _ACTIONS),
    ),
    Guide(
        "monitoring-officer",
        gettext_noop("The monitoring officer"),
        gettext_noop("Decide what is withheld, and check it before publication."),
        gettext_noop(
            "Restricted business of a meeting with the button that records the decision to withhold"
        ),
        frozenset({Role.MONITORING_OFFICER}),
        (_TODAY, _MEETINGS, _PANEL),
    ),
    Guide(
        "author",
        gettext_noop("Report authors"),
        gettext_noop("Write or upload a paper, and send it to the secretariat."),
        gettext_noop("A paper that has been asked for, with the choice to write it here or to upload a file"),
        frozenset({Role.REPORT_AUTHOR}),
        (_TODAY, _PAPERS),
    ),
    Guide(
        "commissioners-office",
        gettext_noop("The Commissioner’s office"),
        gettext_noop("Send reports, and answer the panel’s recommendations."),
        gettext_noop("A recommendation of the panel with the box for an update on its progress"),
        frozenset({Role.COMMISSIONERS_OFFICE}),
        (_TODAY, _PAPERS, _ACTIONS),
    ),
    Guide(
        "partnership",
        gettext_noop("Community safety partnerships"),
        gettext_noop("Write a briefing note theme by theme, and have it approved by your chair."),
        gettext_noop("A briefing note with its due date, its themes and the button that starts it"),
        frozenset({Role.CSP_OFFICER, Role.CSP_CHAIR}),
        (_TODAY, ("Briefing notes", "partnerships:home")),
    ),
    Guide(
        "administrator",
        gettext_noop("Administrators"),
        gettext_noop("Set up panels, and look after the accounts of an installation."),
        gettext_noop("The list of accounts with the sign-in address and the state of each"),
        frozenset({Role.ADMINISTRATOR}),
        (_TODAY, ("Accounts", "panels:accounts"), _PANEL),
    ),
    Guide(
        "public",
        gettext_noop("The public"),
        gettext_noop("Find papers and minutes, attend a meeting, and ask a question."),
        gettext_noop("The public page of a meeting with its agenda and papers, and how to attend"),
    ),
)
BY_SLUG = {guide.slug: guide for guide in GUIDES}


def own_guides(user: object, on: date) -> list[Guide]:
    """The guides of the roles that this reader holds on the day; for a visitor that of the public."""
    if not isinstance(user, User):
        return [BY_SLUG["public"]]
    held = frozenset(_roles_held(user, on))
    return [guide for guide in GUIDES if guide.roles & held]


def _roles_held(user: User, on: date) -> Iterable[Role]:
    """The roles of this user for any body or partnership on the day, and that of an author of any paper."""
    if user.is_administrator:
        yield Role.ADMINISTRATOR
    staff = Assignment.objects.current_on(on).filter(user=user).order_by()
    partners = CSPRole.objects.current_on(on).filter(user=user).order_by()
    for role in {*staff.values_list("role", flat=True), *partners.values_list("role", flat=True)}:
        yield Role(role)
    if Term.objects.current_on(on).filter(person__user=user).exists():
        yield Role.MEMBER
    if Office.objects.current_on(on).filter(person__user=user, kind=Office.Kind.CHAIR).exists():
        yield Role.CHAIR
    if Paper.objects.filter(author=user).exists():
        yield Role.REPORT_AUTHOR
