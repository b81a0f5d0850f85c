"""What the page of a paper tells of its file: everything that was found, and who decided what about it."""

from dataclasses import dataclass

from foundation.documents.vetting.inspection import Found, from_data
from foundation.history.findings import Finding, look, met, stopped
from foundation.ui.words import on_pages
from meetings.models import DisclosureDecision, Paper, PaperVersion
from meetings.policies.papers import may_decide_disclosure
from meetings.rules.vetting import in_order
from panels.policies import AnyUser

_MAKE = {"stopped": stopped, "look": look}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One thing that was found, what was decided on it, and whether this reader may decide."""

    found: Found
    where: str
    decision: DisclosureDecision | None
    may_decide: bool

    @property
    def finding(self) -> Finding:
        """As the page shows it: what somebody decided on stops nobody any more."""
        if self.found.level == "met":
            return met(self.found.sentence, code=self.found.code)
        make = look if self.decision else _MAKE[self.found.level]
        sentence = f"{self.found.sentence} {self.where}".strip()
        return make(sentence, remedy=self.found.remedy, code=self.found.code)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found in one version of a paper, gravest first, and what was mended in it."""

    rows: list[FoundRow]
    notes: list[str]

    @property
    def to_look_at(self) -> list[FoundRow]:
        """What is not simply well."""
        return [row for row in self.rows if row.found.level != "met"]

    @property
    def well(self) -> list[str]:
        """The sentences of what is well."""
        return [row.found.sentence for row in self.rows if row.found.level == "met"]

    @classmethod
    def of(cls, paper: Paper, version: PaperVersion | None, reader: AnyUser | None) -> "Report":
        """The report on one version for this reader; somebody who is not signed in decides nothing."""
        found = in_order(from_data(version.report)) if version else []
        decided: dict[str, DisclosureDecision] = {}
        may_decide = False
        if version and any(each.discloses for each in found):
            decided = {each.code: each for each in version.decisions.all()}
            may_decide = reader is not None and may_decide_disclosure(reader, paper).is_met
        rows = [_row(each, decided.get(each.code), may_decide) for each in found]
        return cls(rows, list(version.vetting) if version else [])

    def open_row(self, code: str) -> FoundRow | None:
        """What is still to be decided under this code."""
        return next((row for row in self.rows if row.found.code == code and row.may_decide), None)


def _row(found: Found, decision: DisclosureDecision | None, may_decide: bool) -> FoundRow:
    words = on_pages(found.pages)
    where = f"{words[0].upper()}{words[1:]}." if words else ""
    return FoundRow(found, where, decision, may_decide and found.discloses and decision is None)
