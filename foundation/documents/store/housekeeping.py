"""What was made and is used nowhere any more goes: laid-out drafts of old words, files of replaced builds.

A draft is laid out once for each state of its words, so that every look at it in between stays on the disk
for good. Nothing is lost with it: it is laid out again when somebody asks. What a row of any model points to
stays, and so does whatever the history names.
"""

import hashlib
import re
from collections.abc import Collection, Iterator
from datetime import datetime, timedelta

from django.db import models, transaction

from foundation.documents.models import RenderedComponent, StoredFile
from foundation.documents.store import files
from foundation.history.models import Event
from foundation.jobs import queue

SWEEP = "documents.sweep_files"
KEPT = timedelta(days=30)
# A backup copies files after its snapshot of the rows.
SWEPT_AFTER = timedelta(days=1)
# So many at once: nobody else writes to SQLite meanwhile.
AT_ONCE = 100
_HASH = re.compile(r"[0-9a-f]{64}")


def tidy(now: datetime) -> int:
    """Let go of what was laid out before the set time and is used nowhere; says how many files that is."""
    old = StoredFile.objects.laid_out_before(now - KEPT)
    return let_go(list(_unused(old).values_list("pk", flat=True)), now)


def let_go(numbers: Collection[int], now: datetime) -> int:
    """Remove the rows of these files, and a day later their bytes, but of none that is used or named."""
    named, count, left = named_in_history(), 0, list(numbers)
    while left:
        some, left = left[:AT_ONCE], left[AT_ONCE:]
        with transaction.atomic():
            # Asked again under the lock: somebody may have begun to use one a moment ago.
            locked = StoredFile.objects.select_for_update().filter(pk__in=some)
            going = {each.pk: each.hash for each in _unused(locked) if each.hash not in named}
            StoredFile.objects.filter(pk__in=going).delete()
            if going:
                _sweep_later(sorted(going.values()), now)
        count += len(going)
    return count


def sweep(digests: Collection[str], now: datetime) -> None:
    """Remove the bytes of files that were let go, unless somebody stored the same again."""
    for digest in digests:
        files.sweep(digest, now - SWEPT_AFTER)


def named_in_history() -> set[str]:
    """Every hash that an event names, whatever it is the hash of."""
    told = Event.objects.exclude(data={}).values_list("data", flat=True).iterator(chunk_size=500)
    return {digest for data in told for digest in _HASH.findall(str(data))}


def _sweep_later(digests: list[str], now: datetime) -> None:
    which = hashlib.sha256(" ".join(digests).encode()).hexdigest()
    queue.enqueue(SWEEP, key=f"sweep:{which}", arguments={"digests": digests}, run_after=now + SWEPT_AFTER)


def _unused(found: "models.QuerySet[StoredFile]") -> "models.QuerySet[StoredFile]":
    """Those that no row points to, of whatever model; a laid-out draft goes with its file."""
    for model, name in _uses():
        found = found.exclude(models.Exists(model._base_manager.filter(**{name: models.OuterRef("pk")})))
    return found


def _uses() -> Iterator[tuple[type[models.Model], str]]:
    """Every foreign key to a stored file, also of models that are still to be written."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel) and relation.related_model is not RenderedComponent:
            yield relation.related_model, relation.field.name
