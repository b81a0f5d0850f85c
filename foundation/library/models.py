"""Publications, and meetings as the public sees them."""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from foundation.library.models_live import LivePage as LivePage
from foundation.ui.dates import long_day

# How the reason begins where no rule of clear days was missed.
SHORT_NOTICE = gettext_noop("Convened at shorter notice.")
# What was said of it before, and stays in what was announced then.
ONCE_SHORT_NOTICE = gettext_noop("Called at short notice.")
# How the reason begins with which restricted business is taken back.
WITHHELD = gettext_noop("Not for publication")
# What the public is told of a meeting's state; a meeting that simply takes place needs no word.
STATE_WORDS = {
    "cancelled": gettext_noop("Cancelled"),
    "moved": gettext_noop("Moved"),
    "adjourned": gettext_noop("Adjourned"),
    "inquorate": gettext_noop("Not quorate"),
    "no_business": gettext_noop("Not held: no business"),
}


def _in_progress(now: datetime) -> Q:
    """Meetings that began today and did not end, as far as the public was told."""
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    began = Q(starts_at__gte=midnight, starts_at__lt=now, state__in=PublicMeeting.TAKES_PLACE)
    return began & (Q(live__isnull=True) | ~Q(live__state=LivePage.State.ENDED))


class PublicMeetingQuerySet(models.QuerySet["PublicMeeting"]):
    """Ways to ask for public meetings."""

    def upcoming(self, now: datetime) -> "PublicMeetingQuerySet":
        """Meetings in progress and still to come, the next first."""
        return self.filter(Q(starts_at__gte=now) | _in_progress(now)).order_by("starts_at", "pk")

    def going_ahead(self) -> "PublicMeetingQuerySet":
        """Meetings that were not called off."""
        return self.exclude(state__in=PublicMeeting.CALLED_OFF)

    def of_body(self, body_ref: str) -> "PublicMeetingQuerySet":
        """The meetings of one body."""
        return self.filter(body_ref=body_ref)

    def with_papers(self) -> "PublicMeetingQuerySet":
        """With what can be read about each meeting in `papers_out`, in one more query."""
        papers = Publication.objects.in_short().standing().of_kinds(*Publication.HEADLINES).order_by("pk")
        found = self.select_related("live")
        return found.prefetch_related(models.Prefetch("publications", papers, to_attr="papers_out"))

    def past(self, now: datetime) -> "PublicMeetingQuerySet":
        """Meetings that have been, the latest first."""
        return self.filter(starts_at__lt=now).exclude(_in_progress(now)).order_by("-starts_at", "-pk")


class PublicMeeting(models.Model):
    """A meeting as announced to the public: only facts that were published, each by an act of its own."""

    CALLED_OFF = ("cancelled", "no_business")
    TAKES_PLACE = ("scheduled", "confirmed", "moved")

    ref = models.CharField(
        max_length=12, unique=True, help_text=gettext_lazy("The meeting’s own permanent reference")
    )
    body_ref = models.CharField(max_length=12)
    body_name = models.CharField(max_length=200)
    accent_colour = models.CharField(max_length=7, default="#4b2549")
    name = models.CharField(max_length=200, help_text=gettext_lazy("Ordinary meeting"))
    starts_at = models.DateTimeField()
    start_condition = models.CharField(max_length=160, blank=True)
    venue = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=20, default="scheduled")
    state_sentence = models.CharField(
        max_length=800, blank=True, help_text=gettext_lazy("Cancelled because ...")
    )
    how_to_attend = models.TextField(blank=True)
    contact = models.JSONField(default=dict, help_text=gettext_lazy("name, phone, email"))
    footer = models.TextField(blank=True)
    late_notice = models.CharField(max_length=600, blank=True)
    questions = models.JSONField(
        default=dict,
        blank=True,
        help_text=gettext_lazy("until (ISO), sentence, rules, kinds, addressees, address, words"),
    )
    told = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy("What changed after it was announced: at (ISO), sentence"),
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = PublicMeetingQuerySet.as_manager()

    class Meta:
        ordering = ["-starts_at"]

    def __str__(self) -> str:
        return f"{self.body_name}, {timezone.localdate(self.starts_at):%-d %B %Y}"

    @property
    def is_called_off(self) -> bool:
        """True when it does not take place."""
        return self.state in self.CALLED_OFF

    @property
    def state_word(self) -> str:
        """The state in a word where a visitor must know it, else nothing."""
        return _(STATE_WORDS.get(self.state, ""))

    def takes_questions(self, now: datetime) -> bool:
        """True while the public can still put something to it."""
        until = self.questions.get("until")
        return bool(until) and now <= datetime.fromisoformat(until) and self.state not in self.CALLED_OFF

    @property
    def late_notice_head(self) -> str:
        """What stands in bold before the reason, unless the reason itself says it."""
        is_short = self.late_notice.startswith((SHORT_NOTICE, ONCE_SHORT_NOTICE))
        return "" if is_short else _("Published with less than the statutory notice.")

    @property
    def live_heading(self) -> str:
        """What is on now, while the public can watch it; read with `select_related("live")`."""
        live = getattr(self, "live", None)
        return live.heading if live is not None and live.is_on else ""

    def is_in_progress(self, now: datetime) -> bool:
        """True on its day from the time it begins, until it ended; read with `select_related("live")`."""
        live = getattr(self, "live", None)
        is_today = timezone.localdate(self.starts_at) == timezone.localdate(now)
        has_ended = live is not None and live.state == LivePage.State.ENDED
        return is_today and self.starts_at < now and self.state in self.TAKES_PLACE and not has_ended

    def is_over(self, now: datetime) -> bool:
        """True once it was held, and for a day that has gone by."""
        is_past = self.starts_at < now and not self.is_in_progress(now)
        return is_past or self.state in ("held", "inquorate")


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Ways to ask for publications."""

    def standing(self) -> "PublicationQuerySet":
        """Publications that were neither withdrawn nor replaced."""
        return self.filter(withdrawn_at__isnull=True, replaced_by__isnull=True)

    def of_kinds(self, *kinds: str) -> "PublicationQuerySet":
        """Publications of these kinds."""
        return self.filter(kind__in=kinds)

    def in_short(self) -> "PublicationQuerySet":
        """Without the frozen data and page, which can be long: for lists."""
        untold = Q(data__is_accessible=False) | Q(data__is_accessible__isnull=True)
        return self.defer("data", "html").annotate(
            has_page=~Q(html=""), needs_other_format=Q(data__kind="uploaded") & untold
        )

    def digest_of(self, ref: str, file_name: str) -> str | None:
        """The SHA-256 of a publication's bytes; None when it was withdrawn or has no such file."""
        found = self.filter(ref=ref, file_name=file_name, withdrawn_at=None)
        return found.values_list("file__hash", flat=True).first()

    def statements(self, word: str) -> "PublicationQuerySet":
        """What stands of the statements of one kind, "accessibility" or "privacy", of every body."""
        found = self.in_short().standing().filter(kind=Publication.Kind.STATEMENT)
        return found.filter(source_ref__startswith=f"{word}-").order_by("title", "pk")

    def supplement(self, number: int) -> "PublicationQuerySet":
        """One supplement among the publications of a meeting, in every version."""
        return self.filter(kind=Publication.Kind.SUPPLEMENT, source_ref__endswith=f"-s{number}")

    def versions_of(self, publication: "Publication") -> "PublicationQuerySet":
        """Every version of the same thing."""
        return self.filter(source_ref=publication.source_ref, kind=publication.kind)

    def of_sources(self, sources: Iterable[tuple[str, str]]) -> "PublicationQuerySet":
        """Every version of several things, each given by its source and kind."""
        wanted = Q(pk__in=[])
        for source_ref, kind in set(sources):
            wanted |= Q(source_ref=source_ref, kind=kind)
        return self.filter(wanted)

    def with_place(self) -> "PublicationQuerySet":
        """With its file and the meeting it belongs to."""
        return self.select_related("file", "screen_file", "meeting")

    def newest_first(self) -> "PublicationQuerySet":
        """In the order in which they became public, the newest first."""
        since = Coalesce("elsewhere_at", "published_at")
        return self.order_by(since.desc(), "-pk")


class Publication(models.Model):
    """The immutable bytes and data of something published; withdrawal keeps the row and its reason."""

    class Kind(models.TextChoices):
        AGENDA = "agenda", gettext_lazy("Agenda")
        PACK = "pack", gettext_lazy("Agenda pack")
        PAPER = "paper", gettext_lazy("Paper")
        MINUTES = "minutes", gettext_lazy("Minutes")
        DOCUMENT = "document", gettext_lazy("Document")
        SUPPLEMENT = "supplement", gettext_lazy("Supplement")
        NOTICE = "notice", gettext_lazy("Notice of the meeting")
        DECISIONS = "decisions", gettext_lazy("Decisions")
        LATER_NOTE = "later_note", gettext_lazy("Later note")
        STATEMENT = "statement", gettext_lazy("Statement")

    HEADLINES = (Kind.AGENDA, Kind.PACK, Kind.DECISIONS, Kind.MINUTES)

    ref = ReferenceField()
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=500)
    status_label = models.CharField(
        max_length=60, blank=True, help_text=gettext_lazy("Draft, or Confirmed on ...")
    )
    source_ref = models.CharField(
        max_length=40, help_text=gettext_lazy("What it is a publication of: its permanent reference")
    )
    version = models.PositiveIntegerField(default=1)
    meeting = models.ForeignKey(
        PublicMeeting, on_delete=models.PROTECT, null=True, blank=True, related_name="publications"
    )
    data = models.JSONField(default=dict, help_text=gettext_lazy("The frozen document"))
    html = models.TextField(blank=True, help_text=gettext_lazy("The frozen body, screen skin"))
    file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    file_name = models.CharField(max_length=120, blank=True)
    screen_file = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The same pages without blank leaves, for reading on a screen"),
    )
    pages = models.PositiveIntegerField(null=True, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)
    hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    elsewhere_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=gettext_lazy("When it was published first, elsewhere: it is entered here later"),
    )
    replaced_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.CharField(max_length=600, blank=True)
    hidden_at = models.DateTimeField(
        null=True,
        blank=True,
        help_text=gettext_lazy("When its very title became restricted, after it was withdrawn"),
    )

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-pk"]
        # The public's first page asks for the newest; it must not sort the whole archive. SQLite reads the
        # first index in order, PostgreSQL the second.
        indexes = [
            models.Index(
                "replaced_by",
                "withdrawn_at",
                Coalesce("elsewhere_at", "published_at").desc(),
                F("id").desc(),
                name="newest_of_standing",
            ),
            models.Index(
                Coalesce("elsewhere_at", "published_at").desc(),
                F("id").desc(),
                condition=Q(replaced_by__isnull=True, withdrawn_at__isnull=True),
                name="newest_standing",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source_ref", "kind", "version"], name="one_publication_per_version"
            ),
            at_and_by("withdrawn", "withdrawn_reason", name="withdrawn_at_by_and_why_together"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def public_since(self) -> datetime:
        """When the public could read it first, here or elsewhere."""
        return self.elsewhere_at or self.published_at

    @property
    def published_words(self) -> str:
        """ "Published Friday 4 December 2026"; of what was published elsewhere first, both days."""
        if self.elsewhere_at is None:
            return _("Published {day}").format(day=long_day(self.published_at))
        return _("Published elsewhere {day}, here {published_at}").format(
            day=long_day(self.elsewhere_at), published_at=long_day(self.published_at)
        )

    @property
    def is_withheld(self) -> bool:
        """True when it was taken back because it is restricted: then not even its title is public."""
        is_taken_back = self.withdrawn_reason.startswith(WITHHELD) or self.hidden_at is not None
        return self.withdrawn_at is not None and is_taken_back

    @property
    def shown_title(self) -> str:
        """The title as the public reads it."""
        return str(self.get_kind_display()) if self.is_withheld else self.title

    @property
    def is_standing(self) -> bool:
        """True while it was neither withdrawn nor replaced."""
        return self.withdrawn_at is None and self.replaced_by_id is None

    @property
    def status_kind(self) -> str:
        """The status behind the printed label, by which its chip gets its colour."""
        word = self.status_label.lower()
        return "confirmed" if word.startswith("confirmed") else "published_as_draft"

    @property
    def is_hard_to_read(self) -> bool:
        """True for a paper that came as a PDF which a screen reader cannot read well."""
        return self.data.get("kind") == "uploaded" and self.data.get("is_accessible") is not True

    @property
    def contact(self) -> dict[str, str]:
        """Whom to ask about it: name, phone and e-mail address, as far as they are known."""
        return self.meeting.contact if self.meeting else {}

    @property
    def page_url(self) -> str:
        """Where it is read as a page, or where its withdrawal is explained."""
        return reverse("library:publication", args=[self.ref])

    @property
    def file_url(self) -> str:
        """Where its file is, or nothing."""
        if self.file_id is None or self.withdrawn_at is not None:
            return ""
        return reverse("library:file", args=[self.ref, self.file_name])

    @property
    def supplement_number(self) -> int:
        """Which supplement of its meeting this is; 0 for everything else."""
        number = self.source_ref.rpartition("-s")[2]
        return int(number) if self.kind == self.Kind.SUPPLEMENT and number.isdecimal() else 0

    @property
    def name(self) -> str:
        """What it is called in a list: "Agenda pack", "Supplement 1"; a later note by its title."""
        if self.kind == self.Kind.LATER_NOTE:
            return self.shown_title
        number = self.supplement_number
        return f"{self.get_kind_display()} {number}" if number else self.get_kind_display()

    @property
    def screen_url(self) -> str:
        """Where the version without blank leaves is; nothing where there is none, or when it was replaced."""
        if self.screen_file_id is None or self.meeting is None or not self.is_standing:
            return ""
        if number := self.supplement_number:
            return reverse("library:supplement_screen", args=[self.meeting.ref, number])
        return reverse("library:pack_screen", args=[self.meeting.ref])

    def newest_version(self) -> "Publication | None":
        """The newest version of the same thing, standing or withdrawn."""
        newest = Publication.objects.versions_of(self).in_short().order_by("-version").first()
        if newest is not None and newest.pk == self.pk and self.replaced_by is not None:
            # Decisions are replaced by the minutes that say them in full.
            return self.replaced_by.newest_version()
        return newest


class Fetch(models.Model):
    """Somebody fetched a published file: who, when known, else a daily mark that is not an address."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="fetches")
    fetched_at = models.DateTimeField()
    who = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("The printed name of someone signed in")
    )
    visitor = models.CharField(
        max_length=32,
        blank=True,
        help_text=gettext_lazy("A keyed digest of the address, another one every day"),
    )

    class Meta:
        ordering = ["publication", "fetched_at"]
        verbose_name_plural = "fetches"

    def __str__(self) -> str:
        return f"{self.publication}, {self.fetched_at:%-d %B %Y}"
