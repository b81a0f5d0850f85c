"""The order of an agenda, how typed lines are read, and the sentences written from the record. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, met, stopped

TITLE_LIMIT, PRESENTER_LIMIT = 500, 200
_SUB = re.compile(r"^\(?[a-z]{1,2}\)\s+|^[-–•]\s+")
# A number that its own stop or bracket marks as one: "13.", "(4)", "7A.", "3.1."
_MARKED = re.compile(r"^(?:\(\d{1,3}[A-Za-z]?\)|\d{1,3}(?:\.\d{1,2})*[A-Za-z]?[.)])\s+")
# The number of a sub-item: "5(a)", "13 a)"
_LETTERED = re.compile(r"^(\d{1,3})\s?\(?[a-z]{1,2}\)\s+")
# A figure that may be the number of its line, or the first word of its title.
_FIGURE = re.compile(r"^\(?(\d{1,3}(?:\.\d{1,2})*)[.)]?\s+")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line stands: its key, what it stands under, and whether other lines may stand under it."""

    pk: int
    parent: int | None = None
    is_item: bool = True


@dataclass(frozen=True, slots=True)
class TypedLine:
    """One line as it was typed: a heading, an item, or a sub-item of the item above."""

    title: str
    kind: str = "item"
    presenter: str = ""
    is_sub: bool = False
    business: str = "report"
    standing: str = ""
    problem: str = ""


# What a title says by itself: all of the words must stand in it; the first row that fits counts.
_KNOWN: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("election", "deputy"), "standing", "election_deputy"),
    (("election", "vice-chair"), "standing", "election_deputy"),
    (("election", "vice chair"), "standing", "election_deputy"),
    (("election", "vicechair"), "standing", "election_deputy"),
    (("election", "{deputy}"), "standing", "election_deputy"),
    (("election", "chair"), "standing", "election_chair"),
    (("election", "{chair}"), "standing", "election_chair"),
    (("apologies",), "standing", "apologies"),
    (("public question",), "standing", "public_questions"),
    (("questions from the public",), "standing", "public_questions"),
    (("declaration", "interest"), "standing", "interests"),
    (("declarations of interest",), "standing", "interests"),
    (("date", "next meeting"), "standing", "next_meeting"),
    (("urgent", "elsewhere"), "standing", "urgent_elsewhere"),
    (("urgent", "another item"), "standing", "urgent_elsewhere"),
    (("urgent",), "standing", "urgent_end"),
    (("minutes of",), "minutes", ""),
)
_BUSINESS_WORDS = {"oral": "oral", "report": "report", "presentation": "presentation", "standing": "standing"}


def recognise(title: str) -> tuple[str, str]:
    """What kind of business a title names, and which standing item; a report when it says nothing."""
    words = title.lower()
    for needed, business, standing in _KNOWN:
        if all(word in words for word in needed):
            return business, standing
    return "report", ""


def read_lines(text: str) -> list[TypedLine]:
    """Read typed lines: "# heading", "a) sub-item", "Title | Presenter | oral"; empty lines are passed over.

    A line that cannot be used carries its problem in a sentence, so that the preview can show it.
    """
    found: list[TypedLine] = []
    can_hold_subs = False
    lines = [line for raw in text.splitlines() if (line := " ".join(raw.split()))]
    for line in without_numbers(lines):
        typed = _read_line(line)
        if typed.is_sub and not can_hold_subs:
            typed = replace(typed, is_sub=False)
        if not typed.is_sub:
            can_hold_subs = typed.kind == "item"
        found.append(typed)
    return found


def without_numbers(lines: Sequence[str]) -> list[str]:
    """The lines without the numbers of the list they were copied from; figures of a title stay.

    A number that is marked as one goes ("13.", "5(a)"; the latter makes a sub-item of its line). A bare
    figure goes only where the lines beside it count on: "999 and 101 call handling" is a title.
    """
    figures = [_figures(line) for line in lines]
    counted = [figure for figure in figures if figure]
    found: list[str] = []
    place = -1
    for line, figure in zip(lines, figures, strict=True):
        rest, place = line, place + bool(figure)
        if figure and not _MARKED.match(line) and not _LETTERED.match(line) and _counts_on(counted, place):
            rest = _FIGURE.sub("", line, count=1)
        is_sub = bool(_LETTERED.match(rest)) and bool(found)
        while (shorter := _LETTERED.sub("", _MARKED.sub("", rest))) != rest and shorter:
            rest = shorter
        found.append(f"a) {rest}" if is_sub else rest)
    return found


def _figures(line: str) -> tuple[int, ...]:
    """The figures a line begins with: (5,), (3, 1); nothing for a sub-item or where it begins with none."""
    match = _FIGURE.match(line)
    return tuple(map(int, match[1].split("."))) if match and not _LETTERED.match(line) else ()


def _counts_on(figures: Sequence[tuple[int, ...]], place: int) -> bool:
    """True when it goes on from the line before, or the line after from it: 4, 5 or 3, 3.1."""
    own = figures[place]
    before = place > 0 and _follows(figures[place - 1], own)
    return before or (place + 1 < len(figures) and _follows(own, figures[place + 1]))


def _follows(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    ends = [(*one[:depth], one[depth] + 1) for depth in range(len(one))]
    return other in [*ends, (*one, 1)]


def _read_line(line: str) -> TypedLine:
    if line.startswith("#"):
        return _checked(TypedLine(line.lstrip("# ").strip(), kind="heading", business="standing"))
    is_sub = bool(_SUB.match(line))
    words = _SUB.sub("", line) if is_sub else line
    title, *rest = [part.strip() for part in words.split("|")]
    business, standing = recognise(title)
    if rest and rest[-1].lower() in _BUSINESS_WORDS:
        business, standing = _BUSINESS_WORDS[rest.pop().lower()], ""
    presenter = " ".join(rest)
    return _checked(TypedLine(title, "item", presenter, is_sub, business, standing))


def _checked(line: TypedLine) -> TypedLine:
    if not line.title:
        return replace(line, problem=_("A line has no title"))
    if len(line.title) > TITLE_LIMIT:
        return replace(
            line,
            problem=_("A title has {number} characters; {title_limit} is the most").format(
                number=len(line.title), title_limit=TITLE_LIMIT
            ),
        )
    if len(line.presenter) > PRESENTER_LIMIT:
        return replace(
            line,
            problem=_("The name of the presenter is longer than {presenter_limit} characters").format(
                presenter_limit=PRESENTER_LIMIT
            ),
        )
    return line


def moved(places: Sequence[Place], pk: int, where: str) -> list[Place]:
    """The agenda order after one line moved; the same lines, each once.

    `where` is "up", "down", "first", "after-<key>" or "under-<key>". An item takes its sub-items along. A
    move that makes no sense (up from the top, an item with sub-items under another) changes nothing.
    """
    moving = next((place for place in places if place.pk == pk), None)
    if moving is None:
        return list(places)
    if where in ("up", "down"):
        return _stepped(places, moving, where)
    block = [moving] + [place for place in places if place.parent == pk]
    rest = [place for place in places if place not in block]
    if where == "first":
        return [replace(moving, parent=None), *block[1:], *rest]
    verb, __, key = where.partition("-")
    target = next((place for place in rest if str(place.pk) == key), None)
    if target is None or verb not in ("after", "under"):
        return list(places)
    parent = target.pk if verb == "under" else target.parent
    if parent is not None and not _may_stand_under(places, moving, parent):
        return list(places)
    last = max(i for i, place in enumerate(rest) if place.pk == target.pk or place.parent == target.pk)
    return [*rest[: last + 1], replace(moving, parent=parent), *block[1:], *rest[last + 1 :]]


def _stepped(places: Sequence[Place], moving: Place, where: str) -> list[Place]:
    siblings = [place for place in places if place.parent == moving.parent]
    at = siblings.index(moving)
    other = at - 1 if where == "up" else at + 1
    if not 0 <= other < len(siblings):
        return list(places)
    siblings[at], siblings[other] = siblings[other], siblings[at]
    if moving.parent is None:
        return [p for top in siblings for p in [top, *(s for s in places if s.parent == top.pk)]]
    order = iter(siblings)
    return [next(order) if place.parent == moving.parent else place for place in places]


def _may_stand_under(places: Sequence[Place], moving: Place, parent: int) -> bool:
    above = next(place for place in places if place.pk == parent)
    has_subs = any(place.parent == moving.pk for place in places)
    return moving.is_item and not has_subs and above.is_item and above.parent is None


def destinations(places: Sequence[Place], pk: int) -> list[str]:
    """Every `where` that would truly move this line, in agenda order, without up and down."""
    now = list(places)
    wheres = ["first"]
    for place in places:
        wheres += [f"after-{place.pk}", f"under-{place.pk}"]
    return [where for where in wheres if moved(places, pk, where) != now]


def with_words(title: str, *, chair: str, deputy: str) -> str:
    """A template's title with the panel's own words for its chair: "Election of {chair}"."""
    return title.replace("{chair}", chair).replace("{deputy}", deputy)


def title_finding(title: str) -> Finding:
    """Has a line a title, and is it short enough?"""
    if not title.strip():
        return stopped(_("Enter a title."), code="title")
    if len(title) > TITLE_LIMIT:
        return stopped(
            _("The title is longer than {title_limit} characters.").format(title_limit=TITLE_LIMIT),
            code="title",
        )
    return met()


def presenter_finding(presenter: str) -> Finding:
    """Is the name of who presents short enough?"""
    if len(presenter) > PRESENTER_LIMIT:
        return stopped(
            _("The name is longer than {presenter_limit} characters.").format(
                presenter_limit=PRESENTER_LIMIT
            ),
            code="presenter",
        )
    return met()
