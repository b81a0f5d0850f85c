"""What stands between an agreed agenda and its publication. Pure: plain values in, findings out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from foundation.history.findings import Finding, look, met, stopped

WITH_AGENDA, TO_FOLLOW = "with_agenda", "to_follow"
UNDER_WAY = {"asked": "asked for", "draft": "being written", "received": "received", "returned": "sent back"}


@dataclass(frozen=True, slots=True)
class ProofPaper:
    """A paper on the agenda as far as the proof looks at it."""

    label: str
    title: str
    delivery: str
    preparation: str
    has_text: bool
    # What vetting found in its file: what could disclose something, and protective markings.
    vetting: tuple[Finding, ...] = ()

    @property
    def name(self) -> str:
        """How the proof calls it."""
        return f"Item {self.label}, “{self.title}”" if self.label else f"“{self.title}”"


def paper_points(papers: Iterable[ProofPaper]) -> Iterator[Finding]:
    """Papers that are not there, that come later, or that nobody cleared."""
    for paper in papers:
        name = paper.name
        if paper.delivery == WITH_AGENDA:
            yield from paper.vetting
        if paper.delivery == TO_FOLLOW:
            yield look(f"{name}, is listed as “To follow” and comes in a supplement.", code="to_follow")
        elif paper.delivery == WITH_AGENDA and not paper.has_text:
            yield stopped(
                f"{name}, is to come with the agenda, but there is nothing of it yet.",
                remedy="Mark it as to follow, or take it off the agenda.",
                code="no_text",
            )
        elif paper.delivery == WITH_AGENDA and paper.preparation == "returned":
            yield stopped(f"{name}, was sent back to its author.", remedy="Clear it first.", code="returned")
        elif paper.delivery == WITH_AGENDA and paper.preparation in UNDER_WAY:
            word = UNDER_WAY[paper.preparation]
            yield look(f"{name}, is {word}, not cleared. It goes out as it stands.", code="not_cleared")


def pack_finding(*, is_whole: bool, is_current: bool, is_building: bool) -> Finding:
    """Is there a whole pack that says what the agenda and its papers say now?"""
    if is_whole and is_current:
        return met("The pack is whole and up to date.", code="pack")
    if is_building:
        return stopped("The pack is being built.", remedy="It takes a minute or two.", code="pack")
    if is_whole:
        sentence = "The agenda or a paper changed after this pack was built."
        return stopped(sentence, remedy="Build it again.", code="pack")
    return stopped("The pack is not built yet.", remedy="Build it first.", code="pack")


def privacy_finding(*, is_private: bool) -> Finding:
    """A meeting held in private publishes nothing."""
    if is_private:
        return stopped("This meeting is held in private, so nothing of it is published.", code="private")
    return met(code="private")


def seen_finding(seen: str, now: str) -> Finding:
    """The bytes that go out are those that the proof showed."""
    if seen and seen != now:
        return stopped(
            "The pack changed after you read this proof.", remedy="Read the proof again.", code="proof"
        )
    return met(code="proof")
