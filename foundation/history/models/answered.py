"""Forms that were answered, so that one sent twice counts once."""

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy


class AnsweredFormQuerySet(models.QuerySet["AnsweredForm"]):
    """Ways to ask for forms that were answered."""

    def older_than(self, moment: datetime) -> "AnsweredFormQuerySet":
        """Those sent before a moment."""
        return self.filter(sent_at__lt=moment)

    def done_by_another(self, key: str, request: str) -> "AnsweredFormQuerySet":
        """The form of this key, where another request did it."""
        return self.filter(key=key).exclude(request=request)


class AnsweredForm(models.Model):
    """One form as it was sent once; written in the transaction of what it did, the answer added after it."""

    key = models.CharField(
        max_length=64, unique=True, help_text=gettext_lazy("A hash of the form's key and its words")
    )
    request = models.CharField(max_length=32, help_text=gettext_lazy("Which request did it"))
    answer = models.CharField(
        max_length=2000, blank=True, help_text=gettext_lazy("Where it led; empty until the view is done")
    )
    sent_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = AnsweredFormQuerySet.as_manager()

    def __str__(self) -> str:
        return self.answer or "in work"

    def is_in_work(self, patience: timedelta) -> bool:
        """True while the request that did it may still be at it."""
        return not self.answer and timezone.now() - self.sent_at < patience
