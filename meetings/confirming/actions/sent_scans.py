"""What scans of signed minutes are sent for."""

from datetime import date
from typing import Any

from django.urls import reverse

from foundation.accounts.models import User
from foundation.documents.incoming import sent
from foundation.history.findings import Finding
from meetings.confirming.actions.signing import append_copy, sign_minutes
from meetings.confirming.policies import may_sign_minutes
from meetings.models import Minutes

SIGN, COPY = "meetings.sign_minutes", "meetings.signed_copy"


def register() -> None:
    """Make the acts known to whoever checks the files."""
    sent.register(SIGN, may=_may_sign, run=_sign)
    sent.register(COPY, may=_may_sign, run=_copy)


def _may_sign(by: User, *, minutes: int, **_: Any) -> Finding:
    return may_sign_minutes(by, _minutes(minutes))


def _sign(
    by: User, file: sent.Checked, *, minutes: int, signed_by: str, signed_on: str, manner: str
) -> sent.Led:
    assert file.pdf is not None
    found, day = _minutes(minutes), date.fromisoformat(signed_on)
    sign_minutes(minutes=found, signed_by=signed_by, signed_on=day, manner=manner, scan=file.pdf, by=by)
    return sent.Led(reverse("meetings:minutes_confirming", args=[found.meeting_id]))


def _copy(by: User, file: sent.Checked, *, minutes: int) -> sent.Led:
    assert file.pdf is not None
    found = _minutes(minutes)
    append_copy(minutes=found, scan=file.pdf, by=by)
    return sent.Led(reverse("meetings:minutes_confirming", args=[found.meeting_id]))


def _minutes(pk: int) -> Minutes:
    return Minutes.objects.select_related("meeting__body", "confirmed_at_meeting").get(pk=pk)
