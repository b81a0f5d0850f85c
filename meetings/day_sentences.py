"""What was recorded of a meeting, as its screen and its record say it: one sentence an entry."""

from meetings.models import DayEntry

_Kind = DayEntry.Kind
_PEOPLE = {
    _Kind.CAME: "came",
    _Kind.LEFT: "left",
    _Kind.RETURNED: "came back",
    _Kind.LOST: "lost the connection",
    _Kind.REJOINED: "joined again",
}
_ITEMS = {_Kind.BEGAN: "began", _Kind.ENDED: "ended", _Kind.DEFERRED: "was deferred"}
_MEETING = {
    _Kind.PUBLIC_OUT: "The public was excluded",
    _Kind.PUBLIC_IN: "The public was let in again",
    _Kind.ADJOURNED: "The meeting was adjourned",
    _Kind.RESUMED: "The meeting went on",
}


def entry_sentence(entry: DayEntry, label: str) -> str:
    """One entry as a sentence; `label` is the number of the item it is about."""
    kind, words = DayEntry.Kind(entry.kind), entry.words.strip().rstrip(".")
    if kind in _PEOPLE:
        why = " for an interest" if entry.interest_id and kind == _Kind.LEFT else ""
        return f"{entry.printed_name} {_PEOPLE[kind]}{why}."
    if kind == _Kind.PRESIDES:
        return f"{entry.printed_name} took the chair{f' {words}' if words else ''}."
    if kind in _ITEMS:
        name = f"Item {label}" if label else f"“{entry.item.title if entry.item else ''}”"
        return f"{name} {_ITEMS[kind]}{f': {words}' if words else ''}."
    return f"{_MEETING[kind]}{f': {words}' if words else ''}."
