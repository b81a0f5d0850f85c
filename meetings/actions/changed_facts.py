"""Deciding about facts that changed after publication: the published words stay, or new ones come."""

from django.db import transaction

from foundation.accounts.models import User
from foundation.history.events import record
from foundation.history.findings import refuse, require
from meetings import policies
from meetings.documents.minutes_published import Difference, working_of
from meetings.documents.minutes_record import Record, record_of
from meetings.models import Minute, Minutes
from meetings.policies import hands_off


@transaction.atomic
def keep_published_words(*, minutes: Minutes, change: str, by: User) -> None:
    """The published words stay, whatever the facts say now. Raises `Refused` where the facts moved on."""
    locked, _, found = _open(minutes, change, by)
    if found.minute:
        Minute.objects.filter(pk=found.minute.pk).update(facts_kept=found.fingerprint)
    else:
        Minutes.objects.filter(pk=locked.pk).update(facts_kept=found.fingerprint)
    _recorded("published words kept", locked, found, by)


@transaction.atomic
def take_new_words(*, minutes: Minutes, change: str, by: User) -> None:
    """The new words come into the minutes, which are then published again. Raises `Refused`."""
    locked, gathered, found = _open(minutes, change, by)
    if found.minute:
        live = next(each for each in gathered.live if each.minute.pk == found.minute.pk)
        words = {"opening": live.written.opening, "resolved": live.written.resolved}
        Minute.objects.filter(pk=found.minute.pk).update(published_words=words, published_version=None)
    else:
        Minutes.objects.filter(pk=locked.pk).update(head_follows=True)
    _recorded("new words taken", locked, found, by)


def _open(minutes: Minutes, change: str, by: User) -> tuple[Minutes, Record, Difference]:
    """The change that was shown, if it is still the one that stands."""
    locked = Minutes.objects.select_for_update().get(pk=minutes.pk)
    require(policies.may_write_minutes(by, locked.meeting))
    gathered = record_of(locked)
    found = next((each for each in working_of(gathered).differences if each.fingerprint == change), None)
    if found is None:
        refuse(
            "The facts have changed again, or this has been decided.",
            remedy="Check the minutes as they are now.",
            code="change",
        )
    hands_off.require_open(by, *filter(None, [found.minute]))
    return locked, gathered, found


def _recorded(verb: str, minutes: Minutes, found: Difference, by: User) -> None:
    data = {
        "where": found.minute.ref if found.minute else "",
        "published": list(found.published),
        "now": list(found.now),
    }
    record(verb, minutes, by=by, scope=minutes.scope, note=found.name, data=data)
