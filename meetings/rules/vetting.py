"""What a file could disclose stops it until somebody decides with a reason. Pure: plain values in and out."""

from collections.abc import Collection, Iterable, Iterator

from foundation.documents.vetting.inspection import TAGS, Found
from foundation.history.findings import Finding, look, stopped
from foundation.ui.words import on_pages

_ORDER = ("stopped", "look", "met")


def undecided(found: Iterable[Found], decided: Collection[str]) -> list[Found]:
    """What could disclose something and nobody has decided on."""
    return [each for each in found if each.discloses and each.code not in decided]


def disclosure_stops(found: Iterable[Found], decided: Collection[str], name: str = "") -> Iterator[Finding]:
    """A stop for each disclosure that nobody decided on; `name` says of which paper, where needed."""
    for each in undecided(found, decided):
        where = f" ({on_pages(each.pages)})" if each.pages else ""
        yield stopped(
            f"{name or 'This file'} could disclose something{where}: decide first. {each.sentence}",
            remedy="Decide on the page of the paper whether it may stand, or have a new file sent.",
            code="disclosure",
        )


def marking_looks(found: Iterable[Found], name: str) -> Iterator[Finding]:
    """A second look at a paper whose pages bear a protective marking, before it becomes public."""
    for each in found:
        if each.code == "marking":
            yield look(
                f"{name} bears a protective marking ({on_pages(each.pages)}): may it become public?",
                remedy=each.remedy,
                code="marking",
            )


def reading_looks(found: Iterable[Found], name: str) -> Iterator[Finding]:
    """A look at a paper that a screen reader cannot read well: the public page says so and offers another."""
    for each in found:
        if each.code == TAGS and each.level != "met":
            yield look(
                f"{name} is not fully accessible, and the public page says so: have another format ready.",
                remedy=each.remedy,
                code="not_accessible",
            )


def in_order(found: Iterable[Found]) -> list[Found]:
    """What stops first, then what to look at, then what is well."""
    return sorted(found, key=lambda each: _ORDER.index(each.level))
