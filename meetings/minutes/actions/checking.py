"""Overruling a point of the check before minutes go out, with a reason that is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings.common import policies
from meetings.minutes.check import check
from meetings.minutes.documents.record import record_of
from meetings.models import Minutes, PassedPoint


@transaction.atomic
def pass_point(*, minutes: Minutes, code: str, sentence: str, reason: str, by: User) -> PassedPoint:
    """Say why a point may stand. It counts for this sentence only: other facts make another point."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(policies.may_write_minutes(by, locked.meeting))
    if not reason.strip():
        refuse(_("Enter the reason for accepting this point."), code="reason")
    here = {(each.finding.code, each.finding.sentence) for each in check(record_of(locked))}
    if (code, sentence) not in here:
        sentence = _("Someone else has dealt with this point, or the minutes have changed.")
        refuse(sentence, remedy=_("Open the minutes again."), code="reason")
    passed, is_new = PassedPoint.objects.update_or_create(
        minutes=locked,
        code=code,
        sentence=sentence,
        defaults={
            "reason": reason.strip(),
            "passed_at": timezone.now(),
            "passed_by": by.printed_name,
        },
    )
    data = {"code": code, "again": not is_new}
    record("point overruled", locked, by=by, scope=locked.scope, data=data, note=reason.strip())
    return passed
