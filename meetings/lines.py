"""Around a page of minutes: what it says of itself, what a browser may keep, which lines are new."""

from collections.abc import Mapping

from meetings.actions import Page, versions
from meetings.documents.minutes_record import Record
from meetings.models import Minute
from meetings.policies.never_lost import may_keep_in_browser
from meetings.rules import typed


def said_by(data: Mapping[str, str]) -> Page:
    """What a posted page says of itself."""
    return Page(editor=data.get("editor", "")[:24], seen=data.get("seen", "")[:64])


def kept_in_browser(record: Record) -> set[int]:
    """The minutes of which a browser may keep a draft."""
    return {
        entry.minute.pk
        for entry in record.entries
        if may_keep_in_browser(record.restricted, list(entry.items)).is_met
    }


def text_typed(minute: Minute, lines: str, based_on: int, editor: str = "") -> str | None:
    """The lines as rich text; None where they say what the page was opened with."""
    shown = typed.to_typed(str(versions.base_of(minute, based_on, editor)["text"]))
    if shown is not None and _said(shown) == _said(lines):
        return None
    return typed.to_html(lines)


def _said(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines() if line.strip()]
