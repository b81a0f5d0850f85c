"""The quorum by the body's own rule. Pure.

Every rule of quorum is local: a number of members, or a fraction of the members in post that is rounded up
and has a least. Vacancies do not count, for nobody can come in their place.
"""

from dataclasses import dataclass

from foundation.history.findings import Finding, met, not_met
from foundation.ui.words import counted

FRACTION, NUMBER = "fraction", "number"
OWN_RULE = "The panel’s own rule"
_NAMES = {
    (1, 2): "Half",
    (1, 3): "One third",
    (2, 3): "Two thirds",
    (1, 4): "One quarter",
    (3, 4): "Three quarters",
    (1, 5): "One fifth",
}


@dataclass(frozen=True, slots=True)
class QuorumRule:
    """How one body counts its quorum on one day."""

    kind: str = FRACTION
    numerator: int = 1
    denominator: int = 3
    least: int = 3
    authorities: int = 0

    def needed(self, in_post: int) -> int:
        """How many members must be here when so many are in post."""
        if self.kind == NUMBER:
            return self.least
        return max(self.least, -(-in_post * self.numerator // max(self.denominator, 1)))

    def words(self, in_post: int) -> str:
        """The rule as a sentence: "One third of the 13 members in post, rounded up"."""
        if self.kind == NUMBER:
            said = counted(self.least, "member")
        else:
            part = _NAMES.get((self.numerator, self.denominator), f"{self.numerator} of {self.denominator}")
            said = f"{part} of the {counted(in_post, 'member')} in post, rounded up"
            if self.needed(in_post) == self.least and self.least:
                said = f"{said}, and at least {self.least}"
        if self.authorities:
            said = f"{said}, from at least {counted(self.authorities, 'council')}"
        return f"{said}."


def quorum_finding(rule: QuorumRule, *, in_post: int, here: int, authorities: int) -> Finding:
    """Is the meeting quorate? `here` counts the members who count, `authorities` their councils."""
    needed = rule.needed(in_post)
    if here < needed:
        return not_met(
            f"Not quorate: {here} here, {needed} needed.",
            source=f"{OWN_RULE}. {rule.words(in_post)}",
            remedy="Wait, adjourn, or end the meeting. Nothing can be decided until the quorum is back.",
            code="quorum",
        )
    if authorities < rule.authorities:
        return not_met(
            f"Not quorate: {here} here from {counted(authorities, 'council')}, {rule.authorities} needed.",
            source=f"{OWN_RULE}. {rule.words(in_post)}",
            remedy="Wait, adjourn, or end the meeting. Nothing can be decided until the quorum is back.",
            code="quorum",
        )
    return met(
        f"Quorate: {here} here, {needed} needed.",
        source=f"{OWN_RULE}. {rule.words(in_post)}",
        code="quorum",
    )
