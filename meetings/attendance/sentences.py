"""What was recorded of a meeting, as its screen and its record say it: one sentence an entry."""

from collections.abc import Callable, Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from meetings.attendance.record import DayRecord
from meetings.attendance.rules.words import day_words, goes_on_sentence, order_sentence, remote_sentence
from meetings.common.day_entries import standing_entries
from meetings.models import AgendaItem, Attendance, DayEntry, Meeting
from meetings.models.agenda import Standing
from meetings.restricted.business import Restricted
from meetings.wording.facts import Words

_Kind = DayEntry.Kind
_PEOPLE = {
    _Kind.CAME: "came",
    _Kind.LEFT: "left",
    _Kind.RETURNED: "came back",
    _Kind.LOST: "lost the connection",
    _Kind.REJOINED: "rejoined",
}
_ITEMS = {_Kind.BEGAN: "began", _Kind.ENDED: "ended", _Kind.DEFERRED: "was deferred"}
_MEETING = {
    _Kind.PUBLIC_OUT: gettext_noop("The public was excluded"),
    _Kind.PUBLIC_IN: gettext_noop("The public was readmitted"),
    _Kind.ADJOURNED: gettext_noop("The meeting was adjourned"),
    _Kind.RESUMED: gettext_noop("The meeting resumed"),
}


def entry_sentence(entry: DayEntry, label: str) -> str:
    """One entry as a sentence; `label` is the number of the item it is about."""
    kind, words = DayEntry.Kind(entry.kind), entry.words.strip().rstrip(".")
    if kind in _PEOPLE:
        why = _(" for an interest") if entry.interest_id and kind == _Kind.LEFT else ""
        return f"{entry.printed_name} {_PEOPLE[kind]}{why}."
    if kind == _Kind.PRESIDES:
        return _("{entry} took the chair{rest}.").format(
            entry=entry.printed_name, rest=f" {words}" if words else ""
        )
    if kind in _ITEMS:
        name = (
            _("Item {label}").format(label=label) if label else f"“{entry.item.title if entry.item else ''}”"
        )
        return f"{name} {_ITEMS[kind]}{f': {words}' if words else ''}."
    return f"{_(_MEETING[kind])}{f': {words}' if words else ''}."


DaySentences = dict[int, tuple[str, ...]]


def day_sentences(
    meeting: Meeting, words: Words, restricted: Restricted, day: Callable[[], DayRecord]
) -> DaySentences:
    """Sentences by the key of their item; nothing for a meeting of which no day was recorded."""
    if not standing_entries(meeting) and not _from_afar(meeting.attendances.all()):
        return {}
    record = day()
    private = frozenset(item.pk for item in record.items if restricted.on_item(item))
    found = day_words(record.moments, record.quorum_changes, noun=words.noun, private_items=private)
    items = [item for item in record.items if item.is_item]
    if not items:
        return found
    apologies = next((item for item in items if item.standing == Standing.APOLOGIES), items[0])
    _put(found, apologies, remote_sentence(_from_afar(record.rows), counts=record.settings.remote_counts))
    labels = record.item_labels
    taken = [labels[pk] for pk in record.now.order if labels.get(pk)]
    _put(found, items[0], order_sentence(taken, [labels[item.pk] for item in items if labels.get(item.pk)]))
    _put(found, items[0], " ".join(found.pop(0, ())))
    if meeting.status == Meeting.Status.ADJOURNED:
        last = next(
            (item for item in items if record.now.order and item.pk == record.now.order[-1]), items[0]
        )
        following = Meeting.objects.filter(reconvenes=meeting).order_by("starts_at").first()
        found[last.pk] = (*found.get(last.pk, ()), goes_on_sentence(following.day if following else None))
    return found


def taken_items(meeting: Meeting) -> frozenset[int] | None:
    """The items that were taken; None where nobody recorded when any was."""
    began = (each for each in standing_entries(meeting) if each.kind == DayEntry.Kind.BEGAN)
    return frozenset(each.item_id for each in began if each.item_id) or None


def _put(found: DaySentences, item: AgendaItem, sentence: str) -> None:
    """A sentence of the whole meeting stands first under its item."""
    if sentence:
        found[item.pk] = (sentence, *found.get(item.pk, ()))


def _from_afar(rows: Iterable[Attendance]) -> list[str]:
    """The members who took part by remote link."""
    return [
        row.printed_name
        for row in rows
        if row.mode == Attendance.Mode.REMOTE
        and row.mark == Attendance.Mark.PRESENT
        and row.capacity in (Attendance.Capacity.MEMBER, Attendance.Capacity.SUBSTITUTE)
    ]
