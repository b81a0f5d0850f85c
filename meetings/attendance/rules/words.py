"""The sentences of minutes that follow from how the meeting went: who came, left, presided. Pure.

They stand in the order in which things happened, under the item that was on.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from foundation.ui.dates import long_day
from foundation.ui.words import NO_BREAK, joined, lower_first
from meetings.attendance.rules.day import (
    ADJOURNED,
    BEGAN,
    CAME,
    DEFERRED,
    LEFT,
    LOST,
    PRESIDES,
    PUBLIC_IN,
    PUBLIC_OUT,
    REJOINED,
    RESUMED,
    RETURNED,
    Moment,
    QuorumChange,
)
from meetings.attendance.rules.roll import IN_PERSON, REMOTE
from meetings.wording.meeting import time_words

LONDON = ZoneInfo("Europe/London")
# How minutes say that somebody took part; nothing of who was in the room.
JOINED_BY = {IN_PERSON: "", REMOTE: "by remote link"}


def day_words(
    moments: Iterable[Moment],
    changes: Sequence[QuorumChange] = (),
    *,
    noun: str = "Panel",
    private_items: frozenset[int] = frozenset(),
) -> dict[int, tuple[str, ...]]:
    """Every sentence of the day by the key of the item under which it stands, 0 where none was taken.

    What happened between two items stands under the one before, what happened before the first under that.
    `private_items` are those of which the public may read no words that were typed.
    """
    rows = _in_order(moments, changes)
    current = next((what.item for __, what in rows if isinstance(what, Moment) and what.kind == BEGAN), 0)
    found: dict[int, list[str]] = {}
    for at, what in rows:
        if isinstance(what, QuorumChange):
            found.setdefault(current, []).append(quorum_sentence(what, noun))
            continue
        current = what.item if what.kind == BEGAN else current
        place = what.item if what.kind == DEFERRED else current
        said = sentence(what, at, noun, is_private=place in private_items)
        if said:
            found.setdefault(place, []).append(said)
    return {item: tuple(sentences) for item, sentences in found.items()}


def _in_order(
    moments: Iterable[Moment], changes: Sequence[QuorumChange]
) -> list[tuple[datetime, Moment | QuorumChange]]:
    """What happened and what followed for the quorum; the cause stands before what it led to."""
    rows: list[tuple[datetime, int, Moment | QuorumChange]] = [(moment.at, 0, moment) for moment in moments]
    rows += [(change.at, 1, change) for change in changes]
    return [(at, what) for at, __, what in sorted(rows, key=lambda row: row[:2])]


def time_of_day(at: datetime) -> str:
    """The time as minutes print it: "2.31 pm", kept on one line."""
    return time_words(at.astimezone(LONDON).time())


def sentence(moment: Moment, at: datetime, noun: str, *, is_private: bool = False) -> str:
    """What the minutes say of one moment; nothing of an item that merely began or ended."""
    when, name = time_of_day(at), moment.name
    why = _why(moment, is_private=is_private)
    if moment.kind == LEFT and moment.interest:
        return _(
            "{name}, having declared an interest, left the meeting at {when} and took no part in this item."
        ).format(name=name, when=when)
    said = {
        CAME: _("{name} joined the meeting at {when}.").format(name=name, when=when),
        LEFT: _("{name} left the meeting at {when}.").format(name=name, when=when),
        RETURNED: _("{name} returned to the meeting at {when}.").format(name=name, when=when),
        LOST: _("{name} lost the connection at {when}.").format(name=name, when=when),
        REJOINED: _("{name} joined the meeting again at {when}.").format(name=name, when=when),
        PRESIDES: _("{name} took the Chair at {when}{why}.").format(name=name, when=when, why=why),
        PUBLIC_OUT: _("The public was excluded from the meeting at {when}.").format(when=when),
        PUBLIC_IN: _("The public was readmitted to the meeting at {when}.").format(when=when),
        ADJOURNED: _("The meeting was adjourned at {when}{why}.").format(when=when, why=why),
        RESUMED: _("The meeting resumed at {when}.").format(when=when),
        DEFERRED: _("The {noun} deferred this item to a later meeting{why}.").format(noun=noun, why=why),
    }
    return said.get(moment.kind, "")


def _why(moment: Moment, *, is_private: bool) -> str:
    """The words typed with it, going on the sentence; nothing of them where the item is private."""
    words = "" if is_private else " ".join(moment.words.split()).rstrip(".")
    if not words:
        return ""
    if moment.kind == PRESIDES:
        return f" {words}" if words.startswith("for ") else f" ({words})"
    return f": {lower_first(words)}" if words[:2].istitle() else f": {words}"


def quorum_sentence(change: QuorumChange, noun: str) -> str:
    """That the quorum was lost or was back, with the figures."""
    when = time_of_day(change.at)
    if change.is_quorate:
        return _("The {noun} was quorate again at {when}.").format(noun=noun, when=when)
    return _(
        "The {noun} was not quorate from {when}: {here} of the {needed} members needed were present."
    ).format(noun=noun, when=when, here=change.here, needed=change.needed)


def remote_sentence(names: Sequence[str], *, counts: bool) -> str:
    """Who took part from afar, and whether they could vote."""
    if not names:
        return ""
    vote = "" if counts else _(", without a vote,")
    return _("{names} took part{vote} {joined_by}.").format(
        names=joined(names), vote=vote, joined_by=JOINED_BY[REMOTE]
    )


def order_sentence(taken: Sequence[str], agenda: Sequence[str]) -> str:
    """That the order of the agenda was varied, and how; nothing where it was kept."""
    known = [label for label in agenda if label in set(taken)]
    if list(taken) == known:
        return ""
    return _("The order of the agenda was varied: items{no_break}{taken} were taken in that order.").format(
        no_break=NO_BREAK, taken=joined(taken)
    )


def goes_on_sentence(day: date | None) -> str:
    """When a meeting that was adjourned to another day goes on."""
    if day is None:
        return _("The meeting stands adjourned to a day to be fixed.")
    return _("The meeting stands adjourned to {day}.").format(day=long_day(day))
