"""Stored bytes, addressed by their content."""

from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.accounts.models import PersonalLink, User
from foundation.history import clock


class StoredFileQuerySet(models.QuerySet["StoredFile"]):
    """Ways to ask for stored files."""

    def laid_out_before(self, moment: datetime) -> "StoredFileQuerySet":
        """Those that were made of a document, each time before a moment."""
        made = RenderedComponent.objects.filter(file=models.OuterRef("pk"))
        lately = made.filter(made_at__gte=moment)
        return self.filter(models.Exists(made), ~models.Exists(lately))


class StoredFile(models.Model):
    """Bytes kept once under their SHA-256 below `settings.FILES_DIR`; the same bytes are one row."""

    hash = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    content_type = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(null=True, blank=True)
    stored_at = models.DateTimeField(auto_now_add=True)

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.content_type}, {self.size} bytes"


class RenderedComponent(models.Model):
    """A document already laid out: the key covers its HTML, its stylesheet and the versions of the tools."""

    key = models.CharField(max_length=64, unique=True)
    file = models.ForeignKey(StoredFile, on_delete=models.CASCADE, related_name="+")
    pages = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.pages} pages"


class SentFileQuerySet(models.QuerySet["SentFile"]):
    """Ways to ask for files that were sent."""

    def of(self, by: User | PersonalLink) -> "SentFileQuerySet":
        """Those of one sender: nobody else sees what becomes of them.

        Every link that went to the same address for the same thing is one sender.
        """
        if isinstance(by, PersonalLink):
            return self.filter(link__purpose=by.purpose, link__target=by.target, link__email__iexact=by.email)
        return self.filter(user=by)

    def of_or_kept(self, user: User) -> "SentFileQuerySet":
        """Those of one user, and those whose bytes are still here: somebody else may have them one day."""
        return self.filter(models.Q(user=user) | models.Q(file__isnull=False))

    def with_ref(self, ref: str) -> "SentFile | None":
        """The one with this name in its address, or None."""
        return self.filter(ref=ref).first()

    def waiting(self) -> "SentFileQuerySet":
        """Those that are still to be checked, the oldest first."""
        return self.filter(state=SentFile.State.WAITING).order_by("pk")

    def aside(self) -> "SentFileQuerySet":
        """Those that were kept aside until their sender says what they are for, the oldest first."""
        kept = self.filter(state=SentFile.State.HELD, findings=[], file__isnull=False)
        return kept.order_by("pk")

    def done_unseen(self) -> "SentFileQuerySet":
        """Those that were used, of which their sender has not heard yet."""
        return self.filter(state=SentFile.State.DONE, seen_at__isnull=True)

    def on_board(self, meeting: int) -> "SentFileQuerySet":
        """Those sent for the papers of a meeting as a whole."""
        return self.filter(arguments__meeting=meeting)

    def of_the_last_day(self) -> "SentFileQuerySet":
        """Those sent within the last 24 hours, whatever became of them."""
        return self.filter(sent_at__gt=clock.now() - timedelta(days=1))

    def not_used(self) -> "SentFileQuerySet":
        """Those that were not used, which their sender has not seen yet."""
        return self.filter(state__in=[SentFile.State.REFUSED, SentFile.State.HELD], seen_at__isnull=True)

    def for_paper(self, pk: int) -> "SentFileQuerySet":
        """Those sent for a paper that is there already."""
        return self.filter(arguments__paper=pk)

    def ended_before(self, moment: datetime) -> "SentFileQuerySet":
        """Those whose check ended before a moment."""
        return self.filter(ended_at__lt=moment)

    def to_sweep(self, moment: datetime) -> "SentFileQuerySet":
        """Those that ended before a moment and whose bytes still lie on the disk."""
        return self.ended_before(moment).exclude(swept="")


class SentFile(models.Model):
    """A file as somebody sent it, until the worker has checked it and done what it was sent for.

    `file` is kept as `foundation.documents.incoming.sent` seals it, so that it is no file anybody could open;
    its row goes with the end of the check, and the bytes (`swept`: their hash) a day later. `typed` is what
    stood in the form, `arguments` what the act is given.
    """

    class State(models.TextChoices):
        WAITING = "waiting", gettext_lazy("Being checked")
        DONE = "done", gettext_lazy("Done")
        REFUSED = "refused", gettext_lazy("Cannot be used")
        HELD = "held", gettext_lazy("With its sender")

    ref = models.CharField(max_length=32, unique=True)
    act = models.CharField(max_length=60)
    user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    link = models.ForeignKey(PersonalLink, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    name = models.CharField(max_length=200, blank=True)
    is_word = models.BooleanField(default=False)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    arguments = models.JSONField(default=dict)
    typed = models.JSONField(
        default=list, help_text=gettext_lazy("Pairs of name and values, as they were sent")
    )
    address = models.CharField(max_length=2000, help_text=gettext_lazy("The page with the form"))
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    findings = models.JSONField(default=list, help_text=gettext_lazy("What stood against it, as data"))
    go_on = models.JSONField(
        default=dict, help_text=gettext_lazy("What the act is given as well if the sender says yes")
    )
    leads_to = models.CharField(max_length=2000, blank=True)
    note = models.TextField(blank=True)
    swept = models.CharField(
        max_length=64, blank=True, help_text=gettext_lazy("The hash of bytes that are to be removed")
    )
    sent_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text=gettext_lazy("When its sender saw what came of it")
    )

    objects = SentFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["state", "sent_at"], name="sent_files_by_state")]

    def __str__(self) -> str:
        return _("A file that was sent")

    @property
    def by(self) -> User | PersonalLink | None:
        """Whoever sent it, in the rights of now; None when the account or the link is gone."""
        return self.user or self.link
