"""What the buttons of the meeting day do: one word each, as a page or a queue of acts sends it."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.history.findings import refuse
from meetings.attendance.actions import live
from meetings.day.actions import adjourning, marking, recording, writing
from meetings.models import Attendance

Verb = Callable[..., object]
_Mark, _Mode = Attendance.Mark, Attendance.Mode
_NEAR, _AFAR = _Mode.IN_PERSON.value, _Mode.REMOTE.value

# Each takes meeting, by, key, at and the thing it is about.
_OF_MEETING: dict[str, Verb] = {
    "start": recording.start_meeting,
    "end": recording.end_meeting,
    "public_in": recording.readmit_public,
    "resume": recording.resume_meeting,
    "inquorate": adjourning.end_inquorate,
}
_OF_ITEM: dict[str, Verb] = {
    "begin": writing.take_item,
    "finish": recording.end_item,
    "defer": recording.defer_item,
}
_MARKS = {
    "present": (_Mark.PRESENT.value, _NEAR),
    "remote": (_Mark.PRESENT.value, _AFAR),
    "apologies": (_Mark.APOLOGIES.value, ""),
    "not_required": (_Mark.NOT_REQUIRED.value, ""),
}
_MOVES = {
    "came": ("came", _NEAR),
    "came_remote": ("came", _AFAR),
    "left": ("left", ""),
    "returned": ("returned", ""),
    "lost": ("lost", ""),
    "rejoined": ("rejoined", ""),
}
# Opens a place to write in, at no time of the meeting.
_WRITE = "write"
_LIVE = {"live_on": True, "live_off": False}
_WITHOUT_TIME: dict[str, Verb] = {
    "everyone": marking.mark_everyone,
    "reopen": recording.reopen_meeting,
}
# What happens at a time: of another day the time is asked for, under these words.
TIMED = {
    "start": gettext_noop("Start the meeting"),
    "end": gettext_noop("End the meeting"),
    "public_in": gettext_noop("Readmit the public"),
    "resume": gettext_noop("Resume the meeting"),
    "inquorate": gettext_noop("End the meeting: inquorate"),
    "begin": gettext_noop("Begin the item"),
    "finish": gettext_noop("Close the item"),
    "defer": gettext_noop("Defer the item"),
    "came": gettext_noop("Arrived"),
    "came_remote": gettext_noop("Joined remotely"),
    "left": gettext_noop("Left"),
    "returned": gettext_noop("Returned"),
    "lost": gettext_noop("Lost the connection"),
    "rejoined": gettext_noop("Rejoined"),
}
VERBS = (*_OF_MEETING, *_OF_ITEM, *_MARKS, *_MOVES, *_WITHOUT_TIME, *_LIVE, _WRITE, "repeat")


def carry_out(verb: str, *, by: User, at: Any, person: Any, item: Any, interest: Any, **common: Any) -> None:
    """Do what one button says. Raises `Refused`."""
    if verb in _LIVE:
        live.switch_live(meeting=common["meeting"], is_on=_LIVE[verb], by=by)
    elif verb in _WITHOUT_TIME:
        _WITHOUT_TIME[verb](by=by, **common)
    elif verb in _OF_MEETING:
        _OF_MEETING[verb](by=by, at=at, **common)
    elif verb in _OF_ITEM:
        _OF_ITEM[verb](by=by, at=at, item=_given(item, "item"), **common)
    elif verb == _WRITE:
        writing.open_minute(by=by, item=_given(item, "item"), **common)
    elif verb == "repeat":
        adjourning.repeat_declaration(by=by, declared=_given(interest, "declaration"), **common)
    elif verb in _MARKS:
        mark, mode = _MARKS[verb]
        marking.mark_attendance(by=by, person=_given(person, "person"), mark=mark, mode=mode, **common)
    else:
        kind, mode = _MOVES[verb]
        who = _given(person, "person")
        marking.come_or_go(by=by, person=who, kind=kind, mode=mode, at=at, interest=interest, **common)


def _given(thing: Any, what: str) -> Any:
    if thing is None:
        refuse(_("This {what} does not belong to the meeting. Reload the page.").format(what=what))
    return thing
