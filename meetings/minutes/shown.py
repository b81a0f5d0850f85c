"""Minutes and decisions as somebody reads them from whom lines of the agenda are kept."""

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from meetings.minutes.documents.decisions import DecisionsDocument
from meetings.minutes.documents.entry import MinuteEntry
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.minutes.documents.record import Entry, Record
from meetings.models import AgendaItem
from meetings.restricted.kept import HELD_IN_PRIVATE, Kept

A_MINUTE = gettext_noop("A minute without an agenda item")
_SAID = f"<p>{HELD_IN_PRIVATE}.</p>"


def name_of(entry: Entry, kept: Kept) -> str:
    """What a minute about a kept line, or about none, may be called."""
    assert kept.restricted is not None
    names = dict.fromkeys(kept.restricted.public_title_of(item) for item in entry.items)
    return ", ".join(names) or _(A_MINUTE)


def record_shown(record: Record, kept: Kept) -> Record:
    """The record without the minutes about kept lines; numbers stay as they are."""
    if not kept:
        return record
    entries, live = (
        [each for each in found if not kept.has_minute(each.minute)]
        for found in (record.entries, record.live)
    )
    return replace(record, entries=entries, live=live)


def minutes_shown(document: MinutesDocument, kept: Kept) -> MinutesDocument:
    """Minutes as they stand, of kept lines only number and public heading."""
    if not kept:
        return document
    refs = set(kept.minutes.values())
    return replace(document, minutes=[_bare(each) if each.ref in refs else each for each in document.minutes])


def decisions_shown(document: DecisionsDocument, kept: Kept) -> DecisionsDocument:
    """Decisions before the minutes, without those on kept lines."""
    if not kept:
        return document
    refs = set(AgendaItem.objects.filter(pk__in=kept.items).values_list("ref", flat=True))
    return replace(document, minutes=[each for each in document.minutes if not refs & set(each.item_refs)])


def _bare(entry: MinuteEntry) -> MinuteEntry:
    return MinuteEntry(
        ref=entry.ref,
        label=entry.label,
        title=entry.title if entry.item_refs else _(A_MINUTE),
        item_labels=entry.item_labels,
        html=_SAID,
    )
