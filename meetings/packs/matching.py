"""Which item of an agenda a file belongs to, by what the file is called. Pure.

A guess is only proposed: what speaks for two places names both, and a person chooses.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

# Words that say nothing about which paper it is.
_EMPTY = frozenset(
    ("a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "the", "to", "with", "agenda", "item")
    + ("paper", "papers", "report", "final", "draft", "copy", "version", "pdf", "docx", "new", "latest")
    + ("updated", "revised", "signed", "clean", "amended")
)
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER = r"0*([0-9]{1,2})\s?([a-z]?)"
# "Item 8 ...", "agenda-item-13a ...", anywhere in the name; or "08 ...", "13a) ..." in front.
_NAMED = re.compile(rf"\bitem (?:no |number )?{_NUMBER}\b")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
# A day in front, "4 December ...", is no item.
_IN_FRONT = re.compile(rf"{_NUMBER}(?= |$)(?! {_MONTH})")
_EDITION = re.compile(r"v[0-9]+|[0-9]{4,8}")
# So much of a title has to be in the name.
ENOUGH = 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file can go: a paper that is expected, or an item for a new one; `names` are its titles."""

    key: str
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """What speaks for which places: one is proposed, of several somebody chooses, none is found by hand."""

    keys: tuple[str, ...] = ()
    why: str = ""

    @property
    def proposed(self) -> str:
        """The one place that the name speaks for, else nothing."""
        return self.keys[0] if len(self.keys) == 1 else ""


def match(file: str, places: Sequence[Place]) -> Match:
    """The places that the number or the words in the name of a file speak for."""
    words = _plain(file)
    numbered = _numbered(words, places)
    titled = _titled(words, places)
    both = [place for place in numbered if place in titled]
    if both:
        return _named(both, _("Its number and its title are in the name."))
    if numbered and titled:
        return _named(
            [*numbered, *titled], _("The name has the number of one item and the title of another.")
        )
    if numbered:
        return _named(numbered, _("Its number is in the name."))
    return _named(titled, _("Its title is in the name."))


def title_of(file: str) -> str:
    """What a new paper is called at first: the name of its file without numbers in front and its ending."""
    stem = re.sub(r"[\s_]+", " ", _stem(file)).strip()
    shorter = re.sub(rf"^(?:agenda[ -]*)?(?:item[ -]*)?{_NUMBER}[).:]*[\s-]+", "", stem, flags=re.IGNORECASE)
    title = (shorter or stem).strip(" -.")
    if " " not in title:
        title = title.replace("-", " ")
    return title[:1].upper() + title[1:]


def _named(places: Iterable[Place], why: str) -> Match:
    keys = tuple(place.key for place in places)
    if not keys:
        return Match()
    return Match(keys, why if len(keys) == 1 or "another" in why else _("The name fits more than one paper."))


def _numbered(words: str, places: Sequence[Place]) -> list[Place]:
    """The places whose number the name has: a number alone, or with its letter; the line itself first."""
    found = _NAMED.search(words) or _IN_FRONT.match(words)
    if found is None:
        return []
    number, letter = found[1], found[2]
    exact = [place for place in places if _short(place.label) == f"{number}{letter}"]
    return exact or [place for place in places if letter and _short(place.label) == number]


def _titled(words: str, places: Sequence[Place]) -> list[Place]:
    """The places of whose title most is in the name, the best; several where they are equally good."""
    said = _telling(words)
    scores = {place.key: max((_score(said, name) for name in place.names), default=0.0) for place in places}
    best = max(scores.values(), default=0.0)
    return [place for place in places if scores[place.key] == best] if best >= ENOUGH else []


def _score(said: set[str], name: str) -> float:
    telling = _telling(_plain(name))
    return len(said & telling) / len(telling) if telling else 0.0


def _telling(words: str) -> set[str]:
    return {each for each in _WORD.findall(words) if each not in _EMPTY and not _EDITION.fullmatch(each)}


def _short(label: str) -> str:
    """ "13 a)" as a name would have it: "13a"."""
    return "".join(_WORD.findall(label.lower()))


def _plain(name: str) -> str:
    """A name in small letters, words apart: "08_Knife-Crime (final).pdf" is "08 knife crime final"."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z0-9])", " ", _stem(name))
    return " ".join(_WORD.findall(apart.lower().replace("’", "").replace("'", "")))


def _stem(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    return stem if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending) and ending.lower() in ENDINGS else name


ENDINGS = ("pdf", "docx", "doc")
