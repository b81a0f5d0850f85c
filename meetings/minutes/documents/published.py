"""Published minutes keep the words they were published with; facts that changed since are told apart.

What a person changes in a minute is a change of that minute. What changes by itself, because a fact behind
a sentence did, is a difference: the published words stand until somebody decides to take the new ones.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from foundation.documents.layout.document import from_data, to_data
from foundation.library.models import Publication
from meetings.minutes.documents.corrected import lines_of
from meetings.minutes.documents.entry import MinuteEntry, entry_of
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import Entry, Record
from meetings.minutes.reworded import as_printed_now
from meetings.models import Minute, Minutes

# What is printed above the minutes and at their foot, and follows the facts of the meeting.
HEAD = ("title", "letterhead", "sentence", "chair", "members", "in_attendance", "apologies", "attendance")
FOOT = ("duration", "day", "signature")


@dataclass(frozen=True)
class Difference:
    """Words that the record would write otherwise than they were published, in one minute or above all."""

    minute: Minute | None
    name: str
    published: Sequence[str]
    now: Sequence[str]

    @property
    def fingerprint(self) -> str:
        """What a decision about this very difference is bound to."""
        return sha256(json.dumps([list(self.published), list(self.now)]).encode()).hexdigest()


@dataclass(frozen=True)
class Working:
    """Minutes as they would be published now, and what the facts say otherwise."""

    document: MinutesDocument
    differences: Sequence[Difference] = ()


def published_minutes(minutes: Minutes, standing: Publication | None = None) -> MinutesDocument | None:
    """The minutes as they were published last, or nothing; `standing`: what was read of it already."""
    rows = Publication.objects.standing().filter(source_ref=minutes.ref, kind=Publication.Kind.MINUTES)
    is_known = standing is not None and standing.kind == Publication.Kind.MINUTES
    data = (
        standing.data
        if standing and is_known
        else rows.order_by("-version").values_list("data", flat=True).first()
    )
    found = from_data(data) if data else None
    assert found is None or isinstance(found, MinutesDocument)
    return found


def working_of(record: Record, standing: Publication | None = None) -> Working:
    """The minutes as they stand: a draft as the record has it, published ones as published and edited."""
    live = MinutesDocument.from_record(replace(record, entries=record.live))
    is_out = record.minutes.status == Minutes.Status.PUBLISHED
    before = published_minutes(record.minutes, standing) if is_out else None
    if before is None:
        return Working(live)
    known = {each.ref: each for each in before.minutes}
    entries, differences = [], []
    for now, held, written in zip(live.minutes, record.entries, record.live, strict=True):
        stands = _stands(held, known, record)
        if written.is_restricted:
            stands = now
        entries.append(stands)
        differences += _difference(asdict(stands), asdict(now), held.name, held.minute)
    head, found = _head(live, before, record.minutes)
    document = replace(head, minutes=entries)
    if replace(document, status_note=before.status_note) == before:
        document = before
    return Working(document, [*found, *differences])


def _stands(held: Entry, known: dict[str, MinuteEntry], record: Record) -> MinuteEntry:
    """One minute: as it was published, or with what a person changed in it since."""
    before = known.get(held.minute.ref)
    if before is None or held.minute.version != held.minute.published_version:
        return entry_of(held, record.settings)
    # The second language is a text of its own, which follows later and is a person's.
    return replace(before, second=entry_of(held, record.settings).second)


def _head(
    live: MinutesDocument, before: MinutesDocument, minutes: Minutes
) -> tuple[MinutesDocument, list[Difference]]:
    """Title and attendance as they were published, unless somebody let them follow the facts."""
    if minutes.head_follows:
        return live, []
    held = replace(live, **{name: getattr(before, name) for name in (*HEAD, *FOOT)})
    stands, now = ({name: data[name] for name in (*HEAD, *FOOT)} for data in (to_data(held), to_data(live)))
    return held, _difference(stands, now, _("Title and attendance"), None, minutes.facts_kept)


def _difference(
    stands: dict[str, Any], now: dict[str, Any], name: str, minute: Minute | None, kept: str = ""
) -> list[Difference]:
    """What the facts say otherwise, unless it was decided that the published words stay."""
    published_lines, live_lines = (
        [as_printed_now(line) for line in lines_of(each)] for each in (stands, now)
    )
    gone, come = [], []
    for tag, a, b, c, d in SequenceMatcher(None, published_lines, live_lines, autojunk=False).get_opcodes():
        if tag != "equal":
            gone += published_lines[a:b]
            come += live_lines[c:d]
    if not gone and not come:
        return []
    found = Difference(minute, name, gone, come)
    return [] if found.fingerprint == (minute.facts_kept if minute else kept) else [found]
