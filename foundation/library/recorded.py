"""What history recorded of each publication, and where what is stored now differs from it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from foundation.history.models import Event, EventNote
from foundation.history.seals import SEALED, is_forged, is_proved
from foundation.library.facts import TOLD, facts_of, withdrawal_of
from foundation.library.models import Publication
from foundation.library.publishing import hash_of

SUBJECT = Publication._meta.label_lower
PUBLISHED, WITHDRAWN = " published", " withdrawn"


@dataclass(slots=True)
class Recorded:
    """The events of one publication, and the digests that history holds of it."""

    published: Event | None = None
    withdrawn: Event | None = None
    facts: dict[str, str] = field(default_factory=dict)
    withdrawal: str = ""


def recorded(of: Iterable[Publication] | None = None) -> dict[str, Recorded]:
    """What history recorded of these publications, or of all of them, by their numbers."""
    events = Event.objects.filter(subject_type=SUBJECT).select_related("note").order_by("number")
    if of is not None:
        events = events.filter(subject_id__in=[str(each.pk) for each in of])
    found: dict[str, Recorded] = {}
    for event in events.iterator(chunk_size=500):
        known = found.setdefault(event.subject_id, Recorded())
        if event.verb.endswith(PUBLISHED) and event.data.get("hash") and known.published is None:
            known.published, known.facts = event, event.data.get("facts", {})
        elif event.verb.endswith(WITHDRAWN):
            known.withdrawn, known.withdrawal = event, event.data.get("withdrawal", "")
    _complete(found.values())
    return found


def event_faults(known: Recorded, publication: Publication) -> Iterator[str]:
    """Whether history holds this publication at all."""
    event = known.published
    if event is None or event.data.get("hash") != publication.hash:
        yield _("The history does not hold the hash of this publication.")
    elif event.hash != event.computed_hash() or is_forged(event):
        yield _("The entry of history about it was changed.")


def entry_faults(known: Recorded, publication: Publication) -> list[str]:
    """The same, and whether it is proved, for whoever looks at one publication: the walk looks at all."""
    found = list(event_faults(known, publication))
    if not found and known.published is not None and not is_proved(known.published):
        found.append(_("The entry of history about it cannot be proved with the key that is here."))
    return found


def word_faults(publication: Publication) -> Iterator[str]:
    """Whether the frozen data, page and names of files give the hash they gave."""
    if hash_of(publication) != publication.hash:
        yield _("What is stored is not what was published: its hash differs.")


def told_faults(known: Recorded, publication: Publication) -> Iterator[str]:
    """Whether title, days, names and numbers are those of the day it was published, and of its withdrawal."""
    now = facts_of(publication)
    for name, digest in known.facts.items():
        if now.get(name) != digest:
            yield _("{told}: not what was published.").format(told=_(TOLD.get(name, name)))
    event = known.published
    if event and not known.facts and event.subject_label != publication.title[:300]:
        yield _("{title}: not what was published.").format(title=_(TOLD["title"]))
    yield from _withdrawal_faults(known, publication)


def _withdrawal_faults(known: Recorded, publication: Publication) -> Iterator[str]:
    """Whether it is withdrawn exactly when history says so, with the same reason."""
    if (known.withdrawn is not None) != (publication.withdrawn_at is not None):
        yield (
            _("History says that it was withdrawn, and it is not.")
            if known.withdrawn
            else _("It is withdrawn, and history does not say so.")
        )
    elif known.withdrawn is not None:
        event = known.withdrawn
        note: EventNote | None = getattr(event, "note", None)
        is_same = known.withdrawal == withdrawal_of(publication) if known.withdrawal else True
        is_same = is_same and event.actor_name == publication.withdrawn_by[:200]
        if not is_same or (note is not None and note.text != publication.withdrawn_reason):
            yield _("When, by whom or why it was withdrawn is not what history says.")
    if publication.hidden_at and not publication.withdrawn_at:
        yield _("Its title is hidden, though it is not withdrawn.")


def _complete(found: Iterable[Recorded]) -> None:
    """Add what the sealing of earlier versions wrote down, where the events themselves hold no digests."""
    lacking = [
        each
        for each in found
        if each.published and (not each.facts or (each.withdrawn and not each.withdrawal))
    ]
    event = Event.objects.filter(verb=SEALED).order_by("number").first() if lacking else None
    if event is None:
        return
    for known in lacking:
        ref = known.published.data.get("ref", "") if known.published else ""
        known.facts = known.facts or event.data["facts"].get(ref, {})
        if known.withdrawn and not known.withdrawal:
            known.withdrawal = event.data["withdrawals"].get(ref, "")
