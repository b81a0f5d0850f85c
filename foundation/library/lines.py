"""The agenda as the public reads it: the frozen lines, with papers and decisions beside them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from foundation.library.models import Publication

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision as the minutes print it: words, limbs with their letters, how the vote went."""

    head: str
    limbs: list[tuple[str, str]]
    votes: list[str] = field(default_factory=list)

    @property
    def only(self) -> str:
        """The text of the one limb of a decision without letters, else nothing."""
        return self.limbs[0][1] if len(self.limbs) == 1 else ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper under an item: the words of the agenda, and the newest publication of it if there is one."""

    title: str
    note: str = ""
    publication: Publication | None = None


@dataclass(slots=True)
class AgendaLine:
    """One line of the agenda with everything that was published about it."""

    kind: str
    label: str
    title: str
    ref: str = ""
    presenter: str = ""
    note: str = ""
    # What the agenda prints where page numbers would stand, such as "To follow".
    instead_of_pages: str = ""
    papers: list[PaperLine] = field(default_factory=list)
    # What the record says of motions that no decision stands for, such as those that were lost.
    motions: list[str] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    minutes: list[tuple[str, str]] = field(default_factory=list)
    subs: list["AgendaLine"] = field(default_factory=list)
    level: int = 3

    @property
    def is_decided(self) -> bool:
        """True when something was decided or voted on."""
        return bool(self.decisions or self.motions)

    @property
    def is_heading(self) -> bool:
        """True for a heading that gathers the items below it."""
        return self.kind == "heading"


def agenda_lines(agenda: Data, minutes: Data, newest: Mapping[str, Publication]) -> list[AgendaLine]:
    """The lines of a frozen agenda as a tree; `newest` finds a paper's publication by its reference."""
    lines: list[AgendaLine] = []
    is_under_heading = False
    for values in agenda.get("lines", []):
        line = _line(values, newest)
        if values.get("sub") and lines and not lines[-1].is_heading:
            lines[-1].subs.append(line)
            continue
        is_under_heading = is_under_heading or line.is_heading
        line.level = 4 if is_under_heading and not line.is_heading else 3
        lines.append(line)
    _add_decisions(lines, minutes.get("minutes", []))
    return lines


def paper_references(agenda: Data) -> set[str]:
    """The references of every paper that a frozen agenda names."""
    return {
        paper["publication_ref"]
        for line in agenda.get("lines", [])
        for paper in line.get("papers", [])
        if paper.get("publication_ref")
    }


def _line(values: Data, newest: Mapping[str, Publication]) -> AgendaLine:
    return AgendaLine(
        kind=values.get("kind", "item"),
        label=values.get("label", ""),
        title=values.get("title", ""),
        ref=values.get("ref", ""),
        presenter=values.get("presenter", ""),
        note=values.get("note", ""),
        instead_of_pages=_instead_of_pages(values),
        papers=[
            PaperLine(
                title=paper.get("title", ""),
                note=paper.get("note", ""),
                publication=newest.get(paper.get("publication_ref") or ""),
            )
            for paper in values.get("papers", [])
        ],
    )


def _instead_of_pages(values: Data) -> str:
    """The words that the printed agenda has in place of pages; an oral item says so in its note."""
    printed = str(values.get("pages", ""))
    return "" if values.get("note") or any(letter.isdigit() for letter in printed) else printed


def _add_decisions(lines: Iterable[AgendaLine], minutes: Iterable[Data]) -> None:
    """Put each minute's number and decisions under the first of its items that the agenda has."""
    every = [line for top in lines for line in (top, *top.subs)]
    known = {_plain(line.label): line for line in every if line.label}
    known |= {line.ref: line for line in every if line.ref}
    for minute in minutes:
        named = [*minute.get("item_refs", []), *map(_plain, minute.get("item_labels", []))]
        line = next((known[name] for name in named if name in known), None)
        if line is None:
            continue
        if minute.get("label"):
            line.minutes.append((minute["label"], minute.get("ref", "")))
        line.motions += _said(minute.get("motions", []))
        line.decisions += [_decision(values) for values in _decided(minute)]


def _decided(minute: Data) -> list[Data]:
    """Every decision of a minute: before its text, in the course of it, and after it."""
    inside = [each for part in minute.get("parts", []) for each in part.get("decisions", [])]
    return [*minute.get("first_decisions", []), *inside, *minute.get("decisions", [])]


def _said(votes: Iterable[Data]) -> list[str]:
    """What the record says of votes, each as one text; who voted how is in the minutes."""
    return [" ".join(vote.get("sentences", [])) for vote in votes if vote.get("sentences")]


def _decision(values: Data) -> Decision:
    limbs = [
        (limb.get("label", ""), ", ".join(filter(None, (limb.get("condition"), limb.get("text")))))
        for limb in values.get("limbs", [])
    ]
    return Decision(values.get("head", ""), limbs, _said(values.get("votes", [])))


def _plain(label: str) -> str:
    """ "13 a)" and "13a" are one label."""
    return "".join(each for each in label.lower() if each.isalnum())
