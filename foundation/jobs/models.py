"""Jobs and outgoing mail as rows."""

from collections.abc import Collection
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy


class JobQuerySet(models.QuerySet["Job"]):
    """Ways to ask for work."""

    def unfinished(self) -> "JobQuerySet":
        """Work that is waiting or running."""
        return self.filter(status__in=[Job.Status.WAITING, Job.Status.RUNNING])

    def due(self, now: datetime) -> "JobQuerySet":
        """Work that may start now, the longest due first."""
        return self.filter(status=Job.Status.WAITING, run_after__lte=now).order_by("run_after", "pk")

    def lost(self, now: datetime) -> "JobQuerySet":
        """Work whose lease ran out: its worker gave no sign of life."""
        return self.filter(status=Job.Status.RUNNING, lease_until__lt=now).order_by("pk")

    def held_by(self, claimed: "Job") -> "JobQuerySet":
        """The row of this claim, as long as the same attempt of the same worker holds it."""
        return self.filter(
            pk=claimed.pk, status=Job.Status.RUNNING, worker=claimed.worker, attempts=claimed.attempts
        )

    def ahead_of(self, job: "Job", kinds: Collection[str]) -> int:
        """How much unfinished work of these kinds was asked for before this."""
        return self.unfinished().filter(kind__in=kinds, pk__lt=job.pk).count()

    def done_before(self, moment: datetime) -> "JobQuerySet":
        """Work that was done before a moment."""
        return self.filter(status=Job.Status.DONE, finished_at__lt=moment)

    def stopped_before(self, moment: datetime) -> "JobQuerySet":
        """Work that stopped for good before a moment."""
        return self.filter(status=Job.Status.FAILED, finished_at__lt=moment)

    def latest_for(self, key: str) -> "Job | None":
        """The newest work asked for under this key, in whatever state, or None."""
        return self.filter(key=key).order_by("-pk").first()


class Job(models.Model):
    """One piece of work: asked once per key, leased by one worker at a time, tried three times at most."""

    class Status(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Waiting")
        RUNNING = "running", gettext_lazy("Running")
        DONE = "done", gettext_lazy("Done")
        FAILED = "failed", gettext_lazy("Stopped")

    kind = models.CharField(max_length=80)
    key = models.CharField(
        max_length=120, help_text=gettext_lazy("One unfinished job per key: asking again joins it")
    )
    arguments = models.JSONField(default=dict)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    step = models.CharField(max_length=200, blank=True)
    done_count = models.PositiveIntegerField(default=0)
    total_count = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField()
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=80, blank=True)
    error = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["key"], condition=Q(status__in=["waiting", "running"]), name="one_open_job_per_key"
            )
        ]
        indexes = [models.Index(fields=["status", "run_after"], name="job_queue")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Ways to ask for outgoing mail."""

    def due(self, now: datetime) -> "OutgoingMailQuerySet":
        """Messages to hand to the mail server now, the oldest first."""
        return self.filter(sent_at__isnull=True, try_after__lte=now).order_by("pk")

    def waiting(self) -> "OutgoingMailQuerySet":
        """Messages that the mail server has not taken yet and that are still tried."""
        return self.filter(sent_at__isnull=True, try_after__isnull=False)

    def settled(self) -> "OutgoingMailQuerySet":
        """Messages that are not waiting any more: taken by the mail server, or given up."""
        return self.filter(models.Q(sent_at__isnull=False) | models.Q(try_after__isnull=True))


class OutgoingMail(models.Model):
    """One message to one recipient, kept until the mail server took it; its Message-ID never changes."""

    message_id = models.CharField(max_length=120, unique=True)
    recipient = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    written_at = models.DateTimeField()
    try_after = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("Empty when sent or given up")
    )
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.TextField(blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.subject
