"""What stands between an agreed agenda and its publication. Pure: plain values in, findings out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from foundation.history.findings import Finding, look, met, stopped

# More counted days than these are given as a number.
MOST_DAYS_LISTED = 10
WITH_AGENDA, TO_FOLLOW = "with_agenda", "to_follow"
UNDER_WAY = {"asked": "asked for", "draft": "being written", "received": "received", "returned": "returned"}


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
        return (
            _("Item {label}, “{title}”").format(label=self.label, title=self.title)
            if self.label
            else f"“{self.title}”"
        )


def paper_points(papers: Iterable[ProofPaper]) -> Iterator[Finding]:
    """Papers that are not there, that come later, or that nobody cleared."""
    for paper in papers:
        name = paper.name
        if paper.delivery == WITH_AGENDA:
            yield from paper.vetting
        if paper.delivery == TO_FOLLOW:
            yield look(
                _("{name}, is listed as “To follow” and will be published in a supplement.").format(
                    name=name
                ),
                code="to_follow",
            )
        elif paper.delivery == WITH_AGENDA and not paper.has_text:
            yield stopped(
                _("{name}, is due with the agenda, but it has no text yet.").format(name=name),
                remedy=_("Upload it, mark it as to follow, or remove it from the agenda."),
                code="no_text",
            )
        elif paper.delivery == WITH_AGENDA and paper.preparation == "returned":
            yield stopped(
                _("{name}, has been returned to its author.").format(name=name),
                remedy=_("Clear it first."),
                code="returned",
            )
        elif paper.delivery == WITH_AGENDA and paper.preparation in UNDER_WAY:
            word = UNDER_WAY[paper.preparation]
            sentence = _(
                "{name}, is {word}, but it has not been cleared. It will be published as it is."
            ).format(name=name, word=word)
            yield look(sentence, code="not_cleared")


def pack_finding(*, is_whole: bool, is_current: bool, is_building: bool) -> Finding:
    """Is there a whole pack that says what the agenda and its papers say now?"""
    if is_whole and is_current:
        return met(_("The pack is ready and up to date."), code="pack")
    if is_building:
        return stopped(_("The pack is being built."), remedy=_("This takes a minute or two."), code="pack")
    if is_whole:
        sentence = _("The agenda or a paper has changed since this pack was built.")
        return stopped(sentence, remedy=_("Build the pack again."), code="pack")
    return stopped(_("The pack has not been built yet."), remedy=_("Build the pack."), code="pack")


def privacy_finding(*, is_private: bool) -> Finding:
    """A meeting held in private publishes nothing."""
    if is_private:
        return stopped(
            _("This meeting is held in private, so nothing about it is published."), code="private"
        )
    return met(code="private")


def seen_finding(seen: str, now: str) -> Finding:
    """The bytes that go out are those that the proof showed."""
    if seen and seen != now:
        return stopped(
            _("The pack has changed since you read the final check."),
            remedy=_("Read the final check again."),
            code="proof",
        )
    return met(code="proof")


def without_name(sentence: str, names: Iterable[str]) -> str:
    """A sentence under the title it is about, without the name: "This paper is received, but …"."""
    for name in names:
        rest = sentence.removeprefix(name)
        if name and rest != sentence and rest[:1] in (":", ",", " "):
            said = rest.lstrip(":, ")
            return (
                f"{said[:1].upper()}{said[1:]}"
                if rest[0] == ":"
                else _("This paper {said}").format(said=said)
            )
    return sentence


def notice_words(found: Finding, given: int, needed: int, day: str) -> Finding:
    """The finding on notice; where the days counted are too many to be read, only how many they are."""
    if not found.is_met or given <= MOST_DAYS_LISTED:
        return found
    return replace(
        found,
        sentence=_("Publication on {day} leaves {given} clear days. {needed} needed.").format(
            day=day, given=given, needed=needed
        ),
    )
