"""Papers, their versions, and where a paper is placed on an agenda."""

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from foundation.history.constraints import at_and_by
from foundation.history.references import ReferenceField
from meetings.models.authors import own_papers
from meetings.models.restricted_business import kept_from, kept_items
from panels.policies import bodies_overseen, bodies_served

if TYPE_CHECKING:
    from foundation.accounts.models import PersonalLink, User


class PaperQuerySet(models.QuerySet["Paper"]):
    """Ways to ask for papers."""

    def visible_to(self, user: "User") -> "PaperQuerySet":
        """The papers whose body's secretariat this user serves in, and the papers they write themselves."""
        today = timezone.localdate()
        own = self.filter(Q(body_id__in=bodies_served(user, today)) | own_papers(user, today))
        return own.exclude(pk__in=kept_from(user, today).values("paper"))

    def vetted_by(self, user: "User") -> "PaperQuerySet":
        """The papers whose files this user may look into: those they see, and a monitoring officer's."""
        today = timezone.localdate()
        overseen = Q(body_id__in=bodies_overseen(user, today))
        overseen &= ~Q(pk__in=kept_from(user, today).values("paper"))
        return self.filter(Q(pk__in=self.visible_to(user).values("pk")) | overseen)

    def with_has_come(self) -> "PaperQuerySet":
        """Each with whether there is anything to read: what was only asked for has not come."""
        return self.annotate(has_come=Exists(PaperVersion.objects.filter(paper=OuterRef("pk"))))

    def opened_by(self, link: "PersonalLink") -> "PaperQuerySet":
        """The one paper a personal link was made for."""
        return self.filter(ref=link.target)

    def not_in(self) -> "PaperQuerySet":
        """Papers that were asked for, or sent back, and are not handed in."""
        return self.filter(preparation__in=Paper.NOT_IN)


class Paper(models.Model):
    """A report or other paper; it can be placed on the agendas of several bodies."""

    class Origin(models.TextChoices):
        WRITTEN = "written", gettext_lazy("Written here")
        UPLOADED = "uploaded", gettext_lazy("Uploaded as a PDF")
        DOCUMENT = "document", gettext_lazy("Created from what is recorded here")

    class Preparation(models.TextChoices):
        ASKED = "asked", gettext_lazy("Asked")
        DRAFT = "draft", gettext_lazy("Being written")
        RECEIVED = "received", gettext_lazy("Received")
        RETURNED = "returned", gettext_lazy("Returned")
        CLEARED = "cleared", gettext_lazy("Cleared")

    NOT_IN = (Preparation.ASKED, Preparation.DRAFT, Preparation.RETURNED)

    ref = ReferenceField()
    body = models.ForeignKey("panels.Body", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.WRITTEN)
    preparation = models.CharField(max_length=10, choices=Preparation, default=Preparation.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    author_until = models.DateField(
        null=True,
        blank=True,
        help_text=gettext_lazy("The last day of an author who has no role for the body"),
    )
    due_on = models.DateField(null=True, blank=True)
    wanted = models.TextField(
        blank=True, help_text=gettext_lazy("What is asked for, in the words of the secretariat")
    )
    asked_name = models.CharField(
        max_length=200, blank=True, help_text=gettext_lazy("An author without an account")
    )
    asked_email = models.EmailField(blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    asked_by = models.CharField(max_length=200, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    received_by = models.CharField(max_length=200, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    cleared_by = models.CharField(max_length=200, blank=True)
    return_comment = models.TextField(blank=True, help_text=gettext_lazy("What the author should change"))
    source_ref = models.CharField(
        max_length=40, blank=True, help_text=gettext_lazy("What it was made from, in another room")
    )

    objects = PaperQuerySet.as_manager()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [
            at_and_by(act, name=f"paper_{act}_at_and_by_together") for act in ("asked", "received", "cleared")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def preparation_words(self) -> str:
        """How far it is, in words; nobody is writing what came as a file."""
        if self.origin == self.Origin.UPLOADED and self.preparation == self.Preparation.DRAFT:
            return "Uploaded"
        return self.get_preparation_display()

    @property
    def author_name(self) -> str:
        """Who writes it: someone who signs in, or whoever was asked by e-mail; empty for nobody."""
        return self.author.printed_name if self.author else self.asked_name

    @property
    def asked_on(self) -> date | None:
        """The day it was asked for, in London."""
        return timezone.localtime(self.asked_at).date() if self.asked_at else None

    @property
    def first_in_on(self) -> date | None:
        """The day it first came in, in London."""
        return timezone.localtime(self.received_at).date() if self.received_at else None

    @property
    def scope(self) -> str:
        """The scope of this paper's events: the latest meeting it is placed on, or else its body."""
        placement = (
            self.placements.select_related("item__meeting").order_by("-item__meeting__starts_at").first()
        )
        return placement.item.meeting.scope if placement else self.body.scope

    @property
    def latest(self) -> "PaperVersion | None":
        """The newest version; reads prefetched `versions` without a query."""
        return max(self.versions.all(), key=lambda version: version.number, default=None)


class PaperVersion(models.Model):
    """One saved state of a paper, whole: the data of its document, or an uploaded file, or both."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    document = models.JSONField(
        null=True, blank=True, help_text=gettext_lazy("foundation.documents.to_data() of the document")
    )
    file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    pages = models.PositiveIntegerField(null=True, blank=True)
    source = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The Word file it was made from"),
    )
    report = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy("What vetting found: foundation.documents findings as data"),
    )
    vetting = models.JSONField(
        default=list, blank=True, help_text=gettext_lazy("What was corrected or removed, in sentences")
    )
    hash = models.CharField(max_length=64)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=200)
    read_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("When it was first shown to anyone as it was saved")
    )

    class Meta:
        ordering = ["paper", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "number"], name="one_paper_version_per_number"),
            models.CheckConstraint(
                condition=Q(document__isnull=False) | Q(file__isnull=False), name="paper_version_is_not_empty"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.paper}, version {self.number}"


class WordDraft(models.Model):
    """A Word file that was read and waits for a yes: what was understood, and the original pages."""

    paper = models.OneToOneField(Paper, on_delete=models.CASCADE, related_name="word_draft")
    source = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    pages_file = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The original as a PDF, where the tool that makes it is installed"),
    )
    document = models.JSONField(
        help_text=gettext_lazy("foundation.documents.to_data() of the report as it was understood")
    )
    notes = models.JSONField(
        default=list, blank=True, help_text=gettext_lazy("What could not be kept, in sentences")
    )
    report = models.JSONField(default=list, blank=True, help_text=gettext_lazy("What vetting found"))
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["paper"]

    def __str__(self) -> str:
        return f"Word file for {self.paper}"


class DisclosureDecision(models.Model):
    """Somebody decided, with a reason, that what vetting found in a version may stand."""

    version = models.ForeignKey(PaperVersion, on_delete=models.CASCADE, related_name="decisions")
    code = models.CharField(max_length=60, help_text=gettext_lazy("Which finding"))
    reason = models.TextField()
    decided_at = models.DateTimeField()
    decided_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["version", "code"]
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="one_decision_per_finding"),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(decided_by=""), name="decision_says_why_and_who"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} in {self.version}"


class PlacementQuerySet(models.QuerySet["Placement"]):
    """Ways to ask for papers on agendas."""

    def not_kept_from(self, user: "User") -> "PlacementQuerySet":
        """Those on lines whose words this user may read."""
        return self.exclude(item__in=kept_items(user))

    def visible_to(self, user: "User") -> "PlacementQuerySet":
        """The placements on agendas of the bodies this user serves, but what is kept from them."""
        today = timezone.localdate()
        found = self.filter(item__meeting__body_id__in=bodies_served(user, today))
        return found.exclude(pk__in=kept_from(user, today).values("pk"))


class Placement(models.Model):
    """A paper on an item of one agenda: in which order, with which mark, delivered how."""

    class Delivery(models.TextChoices):
        WITH_AGENDA = "with_agenda", gettext_lazy("With the agenda")
        TO_FOLLOW = "to_follow", gettext_lazy("To follow")
        SUPPLEMENT = "supplement", gettext_lazy("In a supplement")
        TABLED = "tabled", gettext_lazy("Tabled")
        FILED_AFTERWARDS = "filed_afterwards", gettext_lazy("Filed afterwards")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    ref = ReferenceField()
    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.CASCADE, related_name="placements")
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="placements")
    position = models.PositiveIntegerField(default=0)
    mark = models.CharField(
        max_length=80, blank=True, help_text=gettext_lazy("Blank: the body’s usual words, Agenda Item 9")
    )
    delivery = models.CharField(max_length=16, choices=Delivery, default=Delivery.WITH_AGENDA)
    late_reason = models.CharField(
        max_length=600,
        blank=True,
        help_text=gettext_lazy("Why it is late or what was corrected, as the supplement says it"),
    )

    objects = PlacementQuerySet.as_manager()

    class Meta:
        ordering = ["item", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "paper"], name="paper_once_per_item")]

    def __str__(self) -> str:
        return f"{self.paper} on {self.item}"
