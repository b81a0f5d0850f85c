"""Packs and their entries; the entries are the one truth behind page ranges."""

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from meetings.models.meeting import Meeting


class PackQuerySet(models.QuerySet["Pack"]):
    """Ways to ask for packs."""

    def issued_for(self, meetings: "Iterable[Meeting]") -> "models.QuerySet[Pack, int]":
        """The numbers of those of these meetings whose agenda pack was published."""
        issued = self.filter(meeting__in=meetings, kind=Pack.Kind.AGENDA, issued_at__isnull=False)
        return issued.values_list("meeting_id", flat=True)

    def replaced_before(self, moment: datetime) -> "PackQuerySet":
        """Whole builds from before a moment that a newer one replaced, never issued nor set to be.

        Restricted packs are no part of it: their pages are looked for in everything that goes out.
        """
        whole = self.filter(status=Pack.Status.WHOLE)
        newer = Pack.objects.filter(
            meeting=OuterRef("meeting"),
            kind=OuterRef("kind"),
            number__gt=OuterRef("number"),
            status=Pack.Status.WHOLE,
        )
        own = whole.filter(kind__in=Pack.UNRESTRICTED, issued_at__isnull=True, built_at__lt=moment)
        return own.filter(Exists(newer), scheduled__isnull=True)


class Pack(models.Model):
    """One build of a meeting's papers as one PDF; it replaces the last good one only when it is whole."""

    class Kind(models.TextChoices):
        DRAFT = "draft", gettext_lazy("Draft pack for agreement")
        AGENDA = "agenda", gettext_lazy("Agenda pack")
        RESTRICTED = "restricted", gettext_lazy("Restricted pack")
        SUPPLEMENT = "supplement", gettext_lazy("Supplement")

    class Status(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        BUILDING = "building", gettext_lazy("Being built")
        WHOLE = "whole", gettext_lazy("Built")
        FAILED = "failed", gettext_lazy("Stopped")

    # A restricted pack is handed out copy by copy; these are opened as they are by whoever reads drafts.
    UNRESTRICTED = (Kind.DRAFT, Kind.AGENDA, Kind.SUPPLEMENT)

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.CASCADE, related_name="packs")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.DRAFT)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    number = models.PositiveIntegerField(help_text=gettext_lazy("Counts the builds of one meeting"))
    inputs_hash = models.CharField(
        max_length=64, blank=True, help_text=gettext_lazy("What it was built from; differs when stale")
    )
    file = models.ForeignKey(
        "documents.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    screen_file = models.ForeignKey(
        "documents.StoredFile",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The same pages without blank leaves, for reading on a screen"),
    )
    page_count = models.PositiveIntegerField(default=0)
    first_page = models.PositiveIntegerField(
        default=1, help_text=gettext_lazy("The number printed on its first page")
    )
    page_prefix = models.CharField(
        max_length=8, blank=True, help_text=gettext_lazy("S1- before every page number")
    )
    supplement_number = models.PositiveSmallIntegerField(null=True, blank=True)
    failure = models.TextField(blank=True)
    failed_placement = models.ForeignKey(
        "meetings.Placement", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    asked_at = models.DateTimeField()
    asked_by = models.CharField(max_length=200)
    built_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    objects = PackQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_pack_per_number"),
            models.CheckConstraint(
                condition=Q(kind="supplement") | Q(supplement_number__isnull=True),
                name="only_supplements_are_numbered_so",
            ),
            models.CheckConstraint(
                condition=~Q(status="whole") | Q(file__isnull=False, built_at__isnull=False),
                name="whole_pack_has_its_file",
            ),
            models.CheckConstraint(
                condition=Q(issued_at__isnull=True) | (Q(status="whole") & ~Q(kind="draft")),
                name="only_a_whole_pack_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class PackEntry(models.Model):
    """What stands on which pages of a pack; pages count from 1."""

    class Kind(models.TextChoices):
        FRONT = "front", gettext_lazy("Front sheet and agenda")
        PAPER = "paper", gettext_lazy("Paper")
        LEAF = "leaf", gettext_lazy("Blank page")

    class Change(models.TextChoices):
        """What a supplement does to the papers issued before it."""

        ADDED = "added", gettext_lazy("Added")
        REPLACED = "replaced", gettext_lazy("Replaced")
        WITHDRAWN = "withdrawn", gettext_lazy("Withdrawn")

    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind)
    placement = models.ForeignKey(
        "meetings.Placement", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    paper_version = models.ForeignKey(
        "meetings.PaperVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    change = models.CharField(max_length=10, choices=Change, blank=True)
    replaces = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=gettext_lazy("The entry of an earlier pack that this one replaces or withdraws"),
    )
    first_page = models.PositiveIntegerField(
        null=True, blank=True, help_text=gettext_lazy("Empty for a withdrawal")
    )
    last_page = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["pack", "first_page"]
        verbose_name_plural = gettext_lazy("pack entries")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_page__gte=F("first_page")), name="entry_pages_run_forward"
            ),
            models.CheckConstraint(
                condition=~Q(kind="paper") | Q(placement__isnull=False), name="paper_entry_has_its_placement"
            ),
            models.UniqueConstraint(fields=["pack", "first_page"], name="one_entry_per_first_page"),
            models.CheckConstraint(
                condition=Q(first_page__isnull=False, last_page__isnull=False)
                | Q(first_page__isnull=True, last_page__isnull=True, change="withdrawn"),
                name="only_a_withdrawal_has_no_pages",
            ),
        ]

    def __str__(self) -> str:
        return f"pages {self.first_page} to {self.last_page}" if self.first_page else "withdrawn"

    @property
    def span(self) -> tuple[int, int]:
        """First and last page. Raises ValueError for a withdrawal, which stands on no page."""
        if self.first_page is None or self.last_page is None:
            raise ValueError("A withdrawn paper is on no page")
        return self.first_page, self.last_page
