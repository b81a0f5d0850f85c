"""What the minutes say of the day itself, by the item under which it stands."""

from collections.abc import Callable, Iterable

from meetings.day_record import DayRecord
from meetings.models import AgendaItem, Attendance, DayEntry, Meeting
from meetings.models.agenda import Standing
from meetings.restricted import Restricted
from meetings.rules.day_words import day_words, goes_on_sentence, order_sentence, remote_sentence
from meetings.rules.wording import Words

DaySentences = dict[int, tuple[str, ...]]


def day_sentences(
    meeting: Meeting, words: Words, restricted: Restricted, day: Callable[[], DayRecord]
) -> DaySentences:
    """Sentences by the key of their item; nothing for a meeting of which no day was recorded."""
    if not meeting.day_entries.standing().exists() and not _from_afar(meeting.attendances.all()):
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
    began = meeting.day_entries.standing().filter(kind=DayEntry.Kind.BEGAN)
    return frozenset(began.values_list("item_id", flat=True)) or None


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
