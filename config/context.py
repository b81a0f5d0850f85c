"""What every page's template knows of the site: its name and colour, where one can go, whom to ask."""

from functools import cached_property

from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from config import restored
from config.models import RestoredCopy
from foundation.accounts.models import User
from foundation.library.models import PublicMeeting
from foundation.ui import colours
from foundation.ui.rows import NavItem
from panels.models import Assignment, Body, BodySettings, Office, Term

PRODUCT = "Panelbook"
SIGNED_IN_PAGES = (
    ("Today", "home"),
    ("Meetings", "meetings:meetings"),
    ("Papers", "meetings:papers"),
    ("Partnerships", "partnerships:home"),
    ("Follow-up", "meetings:follow_ups"),
    ("Inquiries", "scrutiny:home"),
    ("Panel", "panels:home"),
    ("Published", "library:meetings"),
)
# People of a partnership, and authors without a role in a body.
PARTNERS_PAGES = (
    ("Today", "home"),
    ("Briefing notes", "partnerships:home"),
    ("Papers", "meetings:papers"),
    ("Published", "library:meetings"),
)
PUBLIC_PAGES = (("Meetings", "library:meetings"), ("Papers and minutes", "library:search"))


def site(request: HttpRequest) -> dict[str, object]:
    """The site as its templates know it; nothing is asked of the database before a template does."""
    whole = Site(request)
    # The pages of sign-in give their templates a `site` of their own: hence a second name.
    return {"site": whole, "frame": whole}


class Site:
    """Name, colour, footer and navigation for whoever asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def is_public(self) -> bool:
        """True for a visitor, who is shown publications only."""
        return not isinstance(getattr(self.request, "user", None), User)

    @cached_property
    def body(self) -> Body | None:
        """The panel the signed-in user works for; none for a visitor."""
        return self._settings.body if self._settings else None

    @cached_property
    def _settings(self) -> BodySettings | None:
        """The settings in force today of the user's own body."""
        user = getattr(self.request, "user", None)
        if not isinstance(user, User):
            return None
        today = timezone.localdate()
        rows = BodySettings.objects.filter(starts_on__lte=today).select_related("body")
        if not user.is_administrator:
            # The same people as panels.policies.bodies_of, asked in one question for every page.
            serving = Assignment.objects.current_on(today).filter(user=user).values("body")
            seated = Term.objects.current_on(today).filter(person__user=user).values("seat__body")
            chairing = Office.objects.current_on(today).filter(person__user=user).values("body")
            rows = rows.filter(Q(body__in=serving) | Q(body__in=seated) | Q(body__in=chairing))
        found = sorted(
            rows, key=lambda row: (row.body.kind != Body.Kind.PANEL, row.body_id, -row.starts_on.toordinal())
        )
        return found[0] if found else None

    @cached_property
    def _meeting(self) -> PublicMeeting | None:
        """The newest meeting announced to the public, for visitors and for people of a partnership."""
        return None if self._settings else PublicMeeting.objects.order_by("-starts_at").first()

    @property
    def restored(self) -> RestoredCopy | None:
        """The restoration that nobody has released yet: every page says so."""
        return restored.of(self.request)

    @property
    def release_url(self) -> str:
        """Where an administrator releases a restored copy."""
        return _url("release") if getattr(self.request.user, "is_administrator", False) else ""

    @cached_property
    def name(self) -> str:
        """What stands in the header."""
        if self._settings:
            return self._settings.name
        return self._meeting.body_name if self._meeting else PRODUCT

    @cached_property
    def accent(self) -> str:
        """The body's own colour, as # and six figures."""
        if self._settings:
            return colours.readable(self._settings.accent_colour)
        return colours.readable(self._meeting.accent_colour) if self._meeting else colours.DEFAULT

    @property
    def accent_hex(self) -> str:
        """The six figures of the colour."""
        return self.accent.removeprefix("#")

    @property
    def footer(self) -> str:
        """The body's address block."""
        if self._settings:
            return self._settings.footer_block
        return self._meeting.footer if self._meeting else ""

    @property
    def email(self) -> str:
        """Whom to write to, unless the footer says so already."""
        if self._settings:
            address = self._settings.contact_email
        else:
            address = str((self._meeting.contact if self._meeting else {}).get("email", ""))
        return "" if address in self.footer else address

    @property
    def _is_inside(self) -> bool:
        """True for those with a role in a body, and for administrators before there is one."""
        return self.body is not None or bool(getattr(self.request.user, "is_administrator", False))

    @cached_property
    def home(self) -> str:
        """Where the name in the header leads."""
        return _url("library:home_public" if self.is_public else "home") or "/"

    @cached_property
    def nav(self) -> list[NavItem]:
        """The pages one can go to, of those that exist."""
        pages = PUBLIC_PAGES if self.is_public else SIGNED_IN_PAGES if self._is_inside else PARTNERS_PAGES
        here = self.request.path
        links = [(label, url) for label, url in ((label, _url(name)) for label, name in pages) if url]
        best = max((url for _, url in links if _is_within(here, url)), key=len, default="")
        return [NavItem(label, url, url == best) for label, url in links]


def _is_within(path: str, url: str) -> bool:
    """True when a page stands below a link's address."""
    return path == url or (url != "/" and path.startswith(url))


def _url(name: str) -> str:
    """The address of a named page, or nothing when there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
