"""The running numbers of the follow-ups of each body."""

from django.db import models


class FollowUpLog(models.Model):
    """The running numbers of one body's follow-ups; a number is never given twice."""

    body = models.OneToOneField("panels.Body", on_delete=models.CASCADE, related_name="+")
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["body"]

    def __str__(self) -> str:
        return f"Log of {self.body}"
