"""Anchors: the end of the chain written down outside the database, sealed, so that a cut end is found.

A line a time in a file beside the data and, where an address is set, a mail a day. Whoever controls the
whole database can take its newest events away or write it anew; what was written here before does not change.
"""

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from foundation.history import keys
from foundation.history.models import ChainHead, Event


@dataclass(frozen=True, slots=True)
class Anchor:
    """The number and hash of the last event at a time, and the seal over both."""

    at: str
    number: int
    hash: str
    key_name: str
    seal: str

    @property
    def line(self) -> str:
        """The anchor as it is written down."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @property
    def is_forged(self) -> bool:
        """True when it names a key that is here, and was not sealed with it."""
        key = keys.by_name().get(self.key_name)
        return key is not None and self.seal != key.seal_of_anchor(self.at, self.number, self.hash)


def now_at(moment: datetime) -> Anchor | None:
    """An anchor of the chain as it ends now; None while nothing has happened."""
    head = ChainHead.objects.filter(pk=1).first()
    if head is None or not head.number:
        return None
    key, at = keys.in_use(), moment.isoformat(timespec="seconds")
    return Anchor(at, head.number, head.hash, key.name, key.seal_of_anchor(at, head.number, head.hash))


def place() -> Path:
    """The file the anchors stand in."""
    return Path(settings.HISTORY_ANCHORS)


def write_down(moment: datetime) -> Anchor | None:
    """Add an anchor to the file if anything happened since the last one; returns what was added."""
    anchor, kept = now_at(moment), written_down()
    if anchor is None or (kept and (kept[-1].number, kept[-1].hash) == (anchor.number, anchor.hash)):
        return None
    place().parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(place(), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as out:
        out.write(anchor.line + "\n")
        out.flush()
        os.fsync(out.fileno())
    return anchor


def written_down() -> list[Anchor]:
    """The anchors in the file, the oldest first."""
    return list(read(place().read_text())) if place().exists() else []


def read(text: str) -> Iterator[Anchor]:
    """Every anchor in a text: the file itself, or mails that were kept, whatever broke their lines."""
    for found in re.findall(r'\{"at":"[^{}]*\}', re.sub(r"[\s>]+", "", text)):
        try:
            yield Anchor(**json.loads(found))
        except (ValueError, TypeError):
            # Half a line, from a crash while it was written.
            continue


def faults_of(anchors: Iterable[Anchor]) -> Iterator[str]:
    """Where the chain as it is now is not the one that was anchored, a sentence each."""
    for anchor in anchors:
        if anchor.is_forged:
            yield _("The anchor of {at} was not sealed with the key of this installation.").format(
                at=anchor.at
            )
            continue
        event = Event.objects.filter(number=anchor.number).only("hash").first()
        if event is None:
            yield _("The anchor of {at} knows event {anchor_number}, which is gone.").format(
                at=anchor.at, anchor_number=anchor.number
            )
        elif event.hash != anchor.hash:
            yield _("Event {anchor_number} is not the one that the anchor of {at} knows.").format(
                anchor_number=anchor.number, at=anchor.at
            )
