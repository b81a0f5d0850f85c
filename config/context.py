"""What every page's template knows of the site: its name and colour, where one can go, whom to ask."""

from collections.abc import Mapping
from functools import cached_property

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop

from config import restored
from config.models import RestoredCopy
from config.page_body import body_of_page
from config.page_words import may_lie_in_browser
from foundation.accounts.models import User
from foundation.library.models import PublicMeeting
from foundation.ui import colours
from foundation.ui.rows import NavItem
from meetings.models import Meeting
from meetings.practice.places import Practice
from panels.models import Assignment, Body, BodySettings, Office, Term

SIGNED_IN_PAGES = (
    (gettext_noop("Today"), "home"),
    (gettext_noop("Meetings"), "meetings:meetings"),
    (gettext_noop("Papers"), "meetings:papers"),
    (gettext_noop("Partnerships"), "partnerships:home"),
    (gettext_noop("Actions"), "meetings:follow_ups"),
    (gettext_noop("Inquiries"), "scrutiny:home"),
    (gettext_noop("Panel"), "panels:home"),
    (gettext_noop("Published"), "library:meetings"),
)
# People of a partnership, and authors without a role in a body.
PARTNERS_PAGES = (
    (gettext_noop("Today"), "home"),
    (gettext_noop("Briefing notes"), "partnerships:home"),
    (gettext_noop("Papers"), "meetings:papers"),
    (gettext_noop("Published"), "library:meetings"),
)
# Pages in the style of the public ones on which someone signed in stays under the bar of the meeting.
TABS_OF_PUBLIC_PAGES = {
    "library:meeting": "agenda",
    "library:item": "agenda",
    "meetings:coming_mine": "attendance",
}
# What every page shows or asks of the settings of a body: the other fifty are for pages of their own.
SHOWN = (
    "starts_on",
    "name",
    "accent_colour",
    "footer_block",
    "contact_email",
    "restricted_drafts_in_browser",
)
PUBLIC_PAGES = (
    (gettext_noop("Meetings"), "library:meetings"),
    (gettext_noop("Papers and minutes"), "library:search"),
)


def site(request: HttpRequest) -> dict[str, object]:
    """The site as its templates know it; nothing is asked of the database before a template does."""
    whole = Site(request)
    # The pages of sign-in give their templates a `site` of their own: hence a second name.
    return {"site": whole, "frame": whole}


class Site:
    """Name, colour, footer and navigation for whoever asks."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self._shown: int | PublicMeeting | None = None
        self._about: object = None

    def look_at(self, shown: Mapping[str, object]) -> None:
        """Stand under the name of the body whose page this is; called before any of the page is drawn."""
        self._shown = body_of_page(shown)
        self._about = self._shown if isinstance(self._shown, PublicMeeting) else shown.get("meeting")

    @cached_property
    def meeting_within(self) -> Meeting | None:
        """The meeting of a public page, for someone signed in who belongs to it: they stay under its bar."""
        user = getattr(self.request, "user", None)
        if not isinstance(user, User) or not isinstance(self._about, (Meeting, PublicMeeting)):
            return None
        return Meeting.objects.visible_to(user).with_settings().filter(ref=self._about.ref).first()

    @property
    def meeting_tab(self) -> str:
        """Which tab of that bar the page belongs to."""
        match = self.request.resolver_match
        return TABS_OF_PUBLIC_PAGES.get(match.view_name, "") if match else ""

    def keeps(self, shown: Mapping[str, object]) -> str:
        """Where what is typed on this page may lie until it is saved: in the browser, or in its tab alone.

        Visitors may sit at a computer that others use, and nobody signs out there.
        """
        if self.is_public:
            return "tab"
        may_all = self._own is not None and self._own.restricted_drafts_in_browser
        return "browser" if may_all or may_lie_in_browser(shown) else "tab"

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
        rows = BodySettings.objects.filter(starts_on__lte=today).select_related("body").only("body", *SHOWN)
        if not user.is_administrator:
            # The same people as panels.models.bodies_by_role.bodies_of, asked in one question for every page.
            serving = Assignment.objects.current_on(today).filter(user=user).values("body")
            seated = Term.objects.current_on(today).filter(person__user=user).values("seat__body")
            chairing = Office.objects.current_on(today).filter(person__user=user).values("body")
            rows = rows.filter(Q(body__in=serving) | Q(body__in=seated) | Q(body__in=chairing))
        found = sorted(
            rows, key=lambda row: (row.body.kind != Body.Kind.PANEL, row.body_id, -row.starts_on.toordinal())
        )
        return found[0] if found else None

    @cached_property
    def _own(self) -> BodySettings | None:
        """The settings in force today of the body this page is about, else of the user's own."""
        if self._shown is None or isinstance(self._shown, PublicMeeting) or self.is_public:
            return self._settings
        if self._settings and self._settings.body_id == self._shown:
            return self._settings
        rows = BodySettings.objects.only("body", *SHOWN)
        rows = rows.filter(body=self._shown, starts_on__lte=timezone.localdate())
        return rows.order_by("-starts_on").first() or self._settings

    @cached_property
    def _meeting(self) -> PublicMeeting | None:
        """The public meeting of the page; else the newest of the only panel; none where there are several."""
        if isinstance(self._shown, PublicMeeting):
            return self._shown
        if self._own:
            return None
        newest = PublicMeeting.objects.order_by("-starts_at")
        public = Body.objects.filter(kind=Body.Kind.PANEL, ref__in=PublicMeeting.objects.values("body_ref"))
        refs = list(public.values_list("ref", flat=True)[:2])
        if len(refs) > 1:
            return None
        return (newest.of_body(refs[0]) if refs else newest).first()

    @property
    def practice(self) -> Practice | None:
        """The practice this page belongs to: every page of it says so."""
        return getattr(self.request, "practice", None)

    @property
    def left_practice(self) -> str:
        """Where the real pages begin, for whoever leaves practice."""
        return str(getattr(self.request, "left_practice", "/"))

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
        """What stands in the header: whose page it is, or the name of the site where it is nobody's."""
        if self._meeting:
            return self._meeting.body_name
        return self._own.name if self._own else settings.SITE_NAME

    @cached_property
    def accent(self) -> str:
        """The body's own colour, as # and six figures."""
        whose = self._meeting or self._own
        return colours.readable(whose.accent_colour) if whose else colours.DEFAULT

    @property
    def accent_hex(self) -> str:
        """The six figures of the colour."""
        return self.accent.removeprefix("#")

    @property
    def footer(self) -> str:
        """The body's address block."""
        if self._meeting:
            return self._meeting.footer
        return self._own.footer_block if self._own else ""

    @property
    def email(self) -> str:
        """Whom to write to, unless the footer says so already."""
        if self._meeting:
            address = str(self._meeting.contact.get("email", ""))
        else:
            address = self._own.contact_email if self._own else ""
        return "" if address in self.footer else address

    @property
    def _is_inside(self) -> bool:
        """True for those with a role in a body, and for administrators before there is one."""
        return self.body is not None or bool(getattr(self.request.user, "is_administrator", False))

    @property
    def help_url(self) -> str:
        """Where the guides begin."""
        return _url("help:guides")

    @property
    def add_panel_url(self) -> str:
        """Where an administrator sets up another panel."""
        return _url("setup:panel") if getattr(self.request.user, "is_administrator", False) else ""

    @cached_property
    def home(self) -> str:
        """Where the name in the header leads."""
        if self.practice:
            return _url("meetings:practice")
        return _url("library:home_public" if self.is_public else "home") or "/"

    @cached_property
    def nav(self) -> list[NavItem]:
        """The pages one can go to, of those that exist; in practice there is the one meeting only."""
        if self.practice:
            return []
        pages = PUBLIC_PAGES if self.is_public else SIGNED_IN_PAGES if self._is_inside else PARTNERS_PAGES
        here = self.request.path
        links = [(label, url) for label, url in ((label, _url(name)) for label, name in pages) if url]
        best = max((url for _, url in links if _is_within(here, url)), key=len, default="")
        return [NavItem(gettext(label), url, url == best) for label, url in links]


def _is_within(path: str, url: str) -> bool:
    """True when a page stands below a link's address."""
    return path == url or (url != "/" and path.startswith(url))


def _url(name: str) -> str:
    """The address of a named page, or nothing when there is none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
