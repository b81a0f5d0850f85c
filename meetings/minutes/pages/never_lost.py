"""What the pages that keep words safe show: both texts of a conflict, the history of a minute."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.saving import merging_texts
from foundation.documents.saving.merging_texts import Stretch
from foundation.ui import versus
from foundation.ui.versus import Row, Section, shortened
from meetings.minutes import content as minute_content
from meetings.minutes.content import NAMES, Content, merge
from meetings.models import AgendaItem, Minute, SetAside, TextVersion

CHOICES = {
    "both": gettext_noop("Keep both"),
    "theirs": gettext_noop("Keep the saved text"),
    "yours": gettext_noop("Keep the text set aside"),
}


@dataclass(frozen=True)
class AsidePage:
    """A text set aside, beside the minute as it stands."""

    aside: SetAside
    minute: Minute
    latest: TextVersion | None
    sections: Sequence[Section]
    open: int

    @property
    def is_same(self) -> bool:
        """True when nothing that was set aside is missing from the minute."""
        return not self.sections


def aside_page(aside: SetAside) -> AsidePage:
    """What is set aside, field by field, beside what is saved."""
    minute = aside.minute
    current = minute_content.content_of(minute)
    yours = minute_content.with_rows_known(aside.content, current)
    titles = _titles(minute, current, yours, aside.base)
    sections = []
    for name, label in NAMES.items():
        if minute_content.is_same_in(name, yours[name], current[name]):
            continue
        found = minute_content.stretches(name, aside.base, current, yours)
        rows = [_row(name, place, stretch, titles) for place, stretch in enumerate(found)]
        sections.append(Section(name, label, shortened(rows)))
    waiting = len(merge(aside.base, current, yours).open)
    return AsidePage(aside, minute, minute.text_versions.first(), sections, waiting)


@dataclass(frozen=True)
class HistoryPage:
    """All versions of a minute, the newest first, and two of them beside each other."""

    versions: Sequence[TextVersion]
    asides: Sequence[SetAside]
    earlier: TextVersion | None
    later: TextVersion | None
    is_typed: bool
    sections: Sequence[Section]

    @property
    def restore_label(self) -> str:
        """What the button says that takes the earlier version back."""
        return (
            _("Restore version {earlier_number}").format(earlier_number=self.earlier.number)
            if self.earlier
            else ""
        )


def history_page(minute: Minute, earlier: str, later: str) -> HistoryPage:
    """The history, with what changed between two versions by their numbers; the two newest if none are said.

    An earlier number that ends in "t" stands for what was typed before it was brought together.
    """
    versions = list(minute.text_versions.all())
    by_number = {str(each.number): each for each in versions}
    to = by_number.get(later) or (versions[0] if versions else None)
    before = next((each for each in versions if to and each.number < to.number), None)
    begin = by_number.get(earlier.removesuffix("t")) or before
    is_typed = bool(begin and begin.typed and earlier.endswith("t"))
    sections: list[Section] = []
    if begin and to:
        was = begin.typed if is_typed and begin.typed else minute_content.content_kept(begin)
        sections = differences(was, minute_content.content_kept(to), minute)
    return HistoryPage(versions, list(minute.set_aside.all()), begin, to, is_typed, sections)


def differences(earlier: Content, later: Content, minute: Minute) -> list[Section]:
    """Two states of a minute beside each other, paragraph by paragraph."""
    titles = _titles(minute, earlier, later)
    sections = []
    for name, label in NAMES.items():
        if minute_content.is_same_in(name, earlier[name], later[name]):
            continue
        was = minute_content.pieces(name, earlier)
        pairs = merging_texts.two_ways(was, minute_content.pieces(name, later, was))
        rows = [_pair(name, before, after, titles) for before, after in pairs]
        sections.append(Section(name, label, shortened(rows)))
    return sections


def _row(name: str, place: int, stretch: Stretch[Any], titles: dict[int, str]) -> Row:
    """A stretch in words; where somebody must choose, with the choices, the safest one first taken."""
    base, theirs, yours = (
        _words(name, parts, titles) for parts in (stretch.base, stretch.theirs, stretch.yours)
    )
    if stretch.settled is None:
        offered = [key for key in CHOICES if key != "both" or name != "title"]
        taken = "yours" if name == "title" else "both"
        choices = [(key, _(CHOICES[key]), key == taken) for key in offered]
        return versus.open_row(f"{name}-{place}", base, theirs, yours, choices)
    if theirs == yours:
        return versus.row("same", base, theirs, yours)
    return versus.row("yours" if stretch.settled == stretch.yours else "theirs", base, theirs, yours)


def _pair(name: str, before: Any, after: Any, titles: dict[int, str]) -> Row:
    was, now = (_words(name, [part] if part else [], titles) for part in (before, after))
    is_same = before is not None and after is not None and before.content == after.content
    return versus.row("same" if is_same else "changed", "", was, now)


def _words(name: str, parts: Sequence[Any], titles: dict[int, str]) -> str:
    return "\n".join(minute_content.words(name, part, titles) for part in parts)


def _titles(minute: Minute, *contents: Content) -> dict[int, str]:
    """The titles of the agenda items in these contents."""
    wanted = {pk for content in contents for pk in content["items"]}
    if not wanted:
        return {}
    items = AgendaItem.objects.filter(meeting=minute.minutes.meeting_id, pk__in=wanted)
    return dict(items.values_list("pk", "title"))
