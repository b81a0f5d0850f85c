"""What keeps the words of minutes safe: texts set aside for choosing, and who is writing now."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.utils import timezone

from foundation.history.constraints import at_and_by

if TYPE_CHECKING:
    from foundation.accounts.models import PersonalLink, User

# A page that was not heard of for so long is closed, or its computer sleeps.
QUIET = timedelta(seconds=50)
# A version that a page was opened with is not folded for so long.
PINNED = timedelta(days=2)


class SetAsideQuerySet(models.QuerySet["SetAside"]):
    """Ways to ask for texts set aside."""

    def visible_to(self, user: "User") -> "SetAsideQuerySet":
        """Those of minutes this user may read before they are published."""
        from meetings.models.minutes import Minute

        return self.filter(minute__in=Minute.objects.visible_to(user))

    def with_minute(self) -> "SetAsideQuerySet":
        """Together with the minute and its meeting."""
        return self.select_related("minute__minutes__meeting__body")

    def waiting(self) -> "SetAsideQuerySet":
        """Those that nobody has brought together with the minute yet, the oldest first."""
        return self.filter(settled_at__isnull=True).order_by("kept_at", "pk")

    def of_minutes(self, minutes: int) -> "SetAsideQuerySet":
        """Those typed for the minutes of one meeting."""
        return self.filter(minute__minutes=minutes).select_related("minute")


class SetAside(models.Model):
    """A text typed over a version that was not the newest: kept whole until somebody chose, and after.

    `base` is what it was typed over, `content` what was typed; both hold the whole minute.
    """

    minute = models.ForeignKey("meetings.Minute", on_delete=models.CASCADE, related_name="set_aside")
    base = models.JSONField()
    content = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=200)
    person = models.ForeignKey(
        "accounts.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    editor = models.CharField(max_length=24, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)

    objects = SetAsideQuerySet.as_manager()

    class Meta:
        ordering = ["-kept_at", "-pk"]
        constraints = [at_and_by("settled", name="set_aside_settled_at_and_by_together")]

    def __str__(self) -> str:
        return f"{self.minute}, as typed by {self.kept_by}"


class EditorQuerySet(models.QuerySet["Editor"]):
    """Ways to ask who writes."""

    def present(self, now: datetime | None = None) -> "EditorQuerySet":
        """Those whose page was heard of lately, the first to come first."""
        heard_after = (now or timezone.now()) - QUIET
        return self.filter(seen_at__gte=heard_after).order_by("since", "pk")

    def beside(self, editor: str) -> "EditorQuerySet":
        """The others than this open page."""
        return self.exclude(editor=editor)

    def pinning(self, number: int, now: datetime) -> "EditorQuerySet":
        """Those whose page was opened with this version and may still save."""
        return self.filter(based_on=number, seen_at__gte=now - PINNED)


class Editor(models.Model):
    """One open page on which somebody writes a minute or a paper; it is forgotten by itself."""

    minute = models.ForeignKey(
        "meetings.Minute", on_delete=models.CASCADE, null=True, blank=True, related_name="editors"
    )
    paper = models.ForeignKey(
        "meetings.Paper", on_delete=models.CASCADE, null=True, blank=True, related_name="editors"
    )
    editor = models.CharField(max_length=24)
    user = models.ForeignKey(
        "accounts.User", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    link = models.ForeignKey(
        "accounts.PersonalLink", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    based_on = models.PositiveIntegerField()
    since = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = EditorQuerySet.as_manager()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["minute", "editor"], name="one_row_per_open_page"),
            models.UniqueConstraint(fields=["paper", "editor"], name="one_row_per_open_paper"),
            models.CheckConstraint(
                condition=Q(minute=None, paper__isnull=False) | Q(minute__isnull=False, paper=None),
                name="editor_is_of_a_minute_or_a_paper",
            ),
            models.CheckConstraint(
                condition=Q(user=None, link__isnull=False) | Q(user__isnull=False, link=None),
                name="editor_is_a_user_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.who} at {self.minute or self.paper}"

    @property
    def who(self) -> "User | PersonalLink":
        """Who writes: somebody signed in, or the author by a personal link."""
        found = self.user or self.link
        assert found is not None
        return found
