"""What was issued, what changed since, and how a supplement numbers its pages. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

ADDED, REPLACED, WITHDRAWN = "added", "replaced", "withdrawn"
CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper as it was issued: in the agenda pack (supplement 0) or in a supplement, on which pages.

    `key` is that of its placement, `entry` that of its row in the pack. Without pages it is a withdrawal.
    """

    key: int
    entry: int
    version: str
    first: int | None
    last: int | None
    supplement: int = 0
    prefix: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as it stands now: on which item, and whether it is to be in the public's hands."""

    key: int
    label: str
    title: str
    version: str
    is_out: bool = True


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what was issued and what stands now; `was` is what it replaces or withdraws."""

    kind: str
    key: int
    label: str
    title: str
    version: str
    was: IssuedPaper | None = None


def issued_state(entries: Iterable[IssuedPaper]) -> dict[int, IssuedPaper]:
    """Where every paper stands after all issued packs, given in the order in which they were issued."""
    state: dict[int, IssuedPaper] = {}
    for entry in entries:
        if entry.change == WITHDRAWN:
            state.pop(entry.key, None)
        else:
            state[entry.key] = entry
    return state


def changes(issued: dict[int, IssuedPaper], now: Sequence[Paper]) -> list[Change]:
    """What a supplement has to bring: the papers in agenda order, each at most once.

    A paper that is not among those of now at all counts as withdrawn, and stands at the end.
    """
    found = []
    for paper in now:
        was = issued.get(paper.key)
        if paper.is_out and was is None:
            found.append(Change(ADDED, paper.key, paper.label, paper.title, paper.version))
        elif paper.is_out and was is not None and was.version != paper.version:
            found.append(Change(REPLACED, paper.key, paper.label, paper.title, paper.version, was))
        elif not paper.is_out and was is not None:
            found.append(Change(WITHDRAWN, paper.key, paper.label, paper.title, was.version, was))
    known = {paper.key for paper in now}
    gone = [was for key, was in issued.items() if key not in known]
    return found + [Change(WITHDRAWN, was.key, "", "", was.version, was) for was in gone]


def next_first_page(last_page: int, *, paging: str, number: int, has_leaves: bool) -> tuple[int, str]:
    """The number of a supplement's first page and what stands before it.

    Going on, it comes after the last page issued so far; where papers begin on the right, on an odd number.
    """
    if paging != CONTINUE:
        return 1, f"S{number}-"
    first = last_page + 1
    return (first + 1 if has_leaves and first % 2 == 0 else first), ""


def printed_pages(first: int, last: int, prefix: str = "") -> str:
    """The pages of an entry as they are printed: "101 – 108", "S1-3", or "S1-3 – S1-8"."""
    return f"{prefix}{first}" if first == last else f"{prefix}{first}\u00a0–\u00a0{prefix}{last}"


def place_words(issued: IssuedPaper) -> str:
    """Where a paper of a supplement stands: "Supplement 1, pages 101 – 108"; nothing in the agenda pack."""
    if not issued.supplement or issued.first is None or issued.last is None:
        return ""
    noun = "page" if issued.first == issued.last else "pages"
    pages = printed_pages(issued.first, issued.last, issued.prefix)
    return _("Supplement {supplement}, {noun} {pages}").format(
        supplement=issued.supplement, noun=noun, pages=pages
    )


def supplement_name(number: int) -> str:
    """What a supplement is called: "Supplement 1"."""
    return _("Supplement {number}").format(number=number)
