"""What keeps business from the public: grounds, paragraphs, and what each of them asks for. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.history.rulebook import Statutory, statutory
from foundation.ui.words import joined

EXEMPT, CONFIDENTIAL, STATUTE = "exempt", "confidential", "statute"
ENGLAND, WALES = "england", "wales"
ACT = "the Local Government Act 1972"
NOT_FOR_PUBLICATION = "Not for publication"
GENERIC_TITLES = {EXEMPT: "Exempt item", CONFIDENTIAL: "Confidential item", STATUTE: "Private item"}

_ABOUT = (
    "information about any individual",
    "information that is likely to reveal who an individual is",
    "the financial or business affairs of any person, the authority itself included",
    "consultations or negotiations about labour relations",
    "information that legal professional privilege could protect in proceedings",
    "a notice, order or direction that the authority proposes under an enactment",
    "action to prevent, investigate or prosecute crime",
)


def _paragraphs(first: int, part: int, country: str, *, checked: int) -> dict[int, Statutory[int]]:
    """Seven paragraphs in the same order; of the first `checked` we have read the words."""
    return {
        first + place: statutory(
            first + place,
            f"Exempt information in {country}: {words}.",
            f"Local Government Act 1972, Schedule 12A, Part {part}, paragraph {first + place}",
            checked=place < checked,
        )
        for place, words in enumerate(_ABOUT)
    }


PARTS = {ENGLAND: 1, WALES: 4}
PARAGRAPHS = {
    ENGLAND: _paragraphs(1, 1, "England", checked=6),
    WALES: _paragraphs(12, 4, "Wales", checked=0),
}
QUALIFICATIONS = statutory(
    (8, 9, 10),
    "Paragraphs 8 to 10 of Schedule 12A (England) qualify the exemptions; they are no ground by themselves.",
    "Local Government Act 1972, Schedule 12A, Part 2, paragraphs 8 to 10",
    checked=True,
)
PUBLIC_INTEREST = statutory(
    10,
    "Information is exempt only while the public interest in keeping it private outweighs that in telling.",
    "Local Government Act 1972, Schedule 12A, Part 2, paragraph 10",
    checked=True,
)
PUBLIC_INTEREST_WALES = statutory(
    21,
    "The same balance of the public interest holds for exempt information in Wales.",
    "Local Government Act 1972, Schedule 12A, Part 5, paragraph 21",
    checked=False,
)
RESOLUTION = statutory(
    "100A(4)",
    "A meeting may exclude the public by resolution while exempt information would be disclosed.",
    "Local Government Act 1972, section 100A(4)",
    checked=True,
)
RESOLUTION_SAYS = statutory(
    "100A(5)",
    "The resolution names the proceedings it is about and the description of the exempt information.",
    "Local Government Act 1972, section 100A(5)",
    checked=False,
)
MUST_BE_PRIVATE = statutory(
    "100A(2)",
    "The public must be excluded while confidential information would be disclosed; no resolution is needed.",
    "Local Government Act 1972, section 100A(2) and (3)",
    checked=False,
)
WITHHOLDING = statutory(
    "100B(2)",
    "The proper officer may withhold a report that is likely to be taken in private, and marks it so.",
    "Local Government Act 1972, section 100B(2) and (5)",
    checked=False,
)


def signing_finding(*, is_separate: bool, is_own: bool, others: int) -> Finding:
    """May somebody who can sign sign this: what they asked for themselves only where nobody else can?"""
    if not is_separate or not is_own:
        return met()
    if others == 0:
        return look(
            "You asked for this yourself, and nobody else can sign it.",
            remedy="Have a deputy named: a second monitoring or proper officer. It is recorded that you "
            "signed alone.",
            code="one_hand",
        )
    return stopped(
        "You asked for this yourself, so somebody else signs it.",
        remedy="Ask the other monitoring or proper officer.",
        code="two_hands",
    )


@dataclass(frozen=True, slots=True)
class RestrictionFacts:
    """One restriction as far as the rules look at it; `name` is what a sentence calls the thing."""

    name: str
    ground: str
    jurisdiction: str = ENGLAND
    paragraphs: tuple[int, ...] = ()
    public_interest_reason: str = ""
    imposed_by: str = ""
    provision: str = ""
    is_signed: bool = False
    unsigned_reason: str = ""
    is_resolved: bool = False
    resolved_paragraphs: tuple[int, ...] = ()


def findings(facts: RestrictionFacts) -> list[Finding]:
    """Everything that a restriction lacks or that is unusual about it; nothing of it is changed."""
    return [*_ground(facts), *_signature(facts), *_resolution(facts)]


def unsigned(facts: Iterable[RestrictionFacts]) -> list[Finding]:
    """The restrictions that the proper officer has not signed and nobody gave a reason for."""
    return [found for each in facts for found in _signature(each) if found.needs_reason]


def _ground(facts: RestrictionFacts) -> Iterator[Finding]:
    if facts.ground == EXEMPT:
        yield from _exempt(facts)
    elif facts.ground == CONFIDENTIAL and not facts.imposed_by:
        yield not_met(
            f"{facts.name} is kept as confidential, and nobody says who made it so.",
            source=MUST_BE_PRIVATE.source,
            remedy="Name the government department, court or enactment.",
            code="imposed_by",
        )
    elif facts.ground == STATUTE and not facts.provision:
        yield not_met(
            f"{facts.name} is private by statute, and the provision is not named.",
            remedy="Name the provision.",
            code="provision",
        )


def _exempt(facts: RestrictionFacts) -> Iterator[Finding]:
    if not facts.paragraphs:
        yield not_met(
            f"{facts.name} is exempt under no paragraph yet.",
            source=RESOLUTION_SAYS.source,
            remedy="Choose the paragraphs of Schedule 12A.",
            code="paragraph",
        )
    yield from unusual(facts.paragraphs, facts.jurisdiction, facts.name)
    if not facts.public_interest_reason:
        rule = PUBLIC_INTEREST_WALES if facts.jurisdiction == WALES else PUBLIC_INTEREST
        yield not_met(
            f"{facts.name}: nobody has said yet why the public interest in keeping it private is greater.",
            source=rule.source,
            remedy="Write the reason.",
            code="public_interest",
        )


def unusual(paragraphs: Sequence[int], jurisdiction: str, name: str) -> Iterator[Finding]:
    """Paragraphs that are no ground here: they stay as they were adopted, with a word of warning."""
    known = PARAGRAPHS[jurisdiction]
    for number in paragraphs:
        if number in known:
            if not known[number].is_checked:
                yield look(
                    f"{name} relies on paragraph {number}.", source=known[number].source, code="unread"
                )
        elif jurisdiction == ENGLAND and number in QUALIFICATIONS.value:
            yield look(
                f"{name}: paragraph {number} qualifies the exemptions and is no ground by itself.",
                source=QUALIFICATIONS.source,
                remedy="Ask the monitoring officer which paragraph from 1 to 7 is meant.",
                code="qualification",
            )
        else:
            first, last = min(known), max(known)
            country = "Wales" if jurisdiction == WALES else "England"
            yield look(
                f"{name}: paragraph {number} is not one of paragraphs {first} to {last}, which hold in "
                f"{country}.",
                source=f"Local Government Act 1972, Schedule 12A, Part {PARTS[jurisdiction]}",
                remedy="Check it with the monitoring officer. It is kept as it was written.",
                code="paragraph_unusual",
            )


def _signature(facts: RestrictionFacts) -> Iterator[Finding]:
    if facts.is_signed:
        return
    if facts.unsigned_reason:
        yield look(
            f"{facts.name} goes unsigned by the proper officer: {facts.unsigned_reason}",
            source=WITHHOLDING.source,
            code="unsigned",
        )
        return
    yield not_met(
        f"The proper officer has not signed that {facts.name[:1].lower()}{facts.name[1:]} is withheld.",
        source=WITHHOLDING.source,
        remedy="Have it signed, or say why it goes unsigned.",
        code="unsigned",
    )


def _resolution(facts: RestrictionFacts) -> Iterator[Finding]:
    if not facts.is_resolved:
        return
    if facts.ground != EXEMPT:
        yield look(
            f"{facts.name} needs no resolution, and one was recorded.",
            source=MUST_BE_PRIVATE.source,
            code="needless_resolution",
        )
    elif sorted(facts.resolved_paragraphs) != sorted(facts.paragraphs):
        yield look(
            f"{facts.name} was withheld under {paragraphs_words(facts.paragraphs)}, and the meeting resolved "
            f"on {paragraphs_words(facts.resolved_paragraphs)}.",
            source=RESOLUTION_SAYS.source,
            remedy="Both are kept. Ask the monitoring officer whether one of them should be put right.",
            code="differs",
        )
    if facts.ground == EXEMPT:
        for found in unusual(facts.resolved_paragraphs, facts.jurisdiction, f"{facts.name} as resolved"):
            if found.code != "unread":
                yield found


def lost_appendix(appendix: str, label: str, title: str) -> Finding:
    """A restricted appendix that the report does not have by that name, or that is part of a PDF."""
    return stopped(
        f"{appendix} of item {label}, “{title}”, is kept from the public and cannot be left out: the report "
        "has no appendix of that name that stands by itself.",
        remedy="Put the appendix in as a paper of its own, or keep the whole paper from the public.",
        code="lost_appendix",
    )


def paragraphs_words(paragraphs: Sequence[int]) -> str:
    """ "paragraph 3", "paragraphs 1 and 3", or that there is none."""
    if not paragraphs:
        return "no paragraph"
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"{noun} {joined(sorted(paragraphs))}"


def ground_words(
    ground: str, paragraphs: Sequence[int] = (), jurisdiction: str = ENGLAND, provision: str = ""
) -> str:
    """Why something is not for publication, as the public reads it, without a full stop."""
    if ground == EXEMPT and paragraphs:
        which = paragraphs_words(paragraphs)
        return (
            f"{NOT_FOR_PUBLICATION} by virtue of {which} of Part {PARTS[jurisdiction]} of Schedule 12A to "
            f"{ACT}"
        )
    if ground == EXEMPT:
        return f"{NOT_FOR_PUBLICATION} as exempt information under Schedule 12A to {ACT}"
    if ground == CONFIDENTIAL:
        return f"{NOT_FOR_PUBLICATION} as confidential information under section 100A(3) of {ACT}"
    return f"{NOT_FOR_PUBLICATION} by virtue of {provision or 'an enactment'}"


@dataclass(frozen=True, slots=True)
class PrivateLine:
    """One line of the table of private business: the item's number, what of it, the ground, paragraphs."""

    label: str
    what: str
    ground: str
    paragraphs: tuple[int, ...] = ()
    provision: str = ""

    @property
    def why(self) -> str:
        """The ground as the table names it."""
        if self.ground == EXEMPT:
            words = paragraphs_words(self.paragraphs)
            return words[:1].upper() + words[1:]
        return "Confidential" if self.ground == CONFIDENTIAL else self.provision or "Statute"

    @property
    def named(self) -> str:
        """ "item 9", or "Appendix B of item 8"."""
        item = f"item {self.label}" if self.label else "an item"
        return f"{self.what} of {item}" if self.what else item


def exclusion_words(lines: Sequence[PrivateLine], jurisdiction: str) -> str:
    """The draft resolution that excludes the public; empty when nothing exempt needs one."""
    exempt = [line for line in lines if line.ground == EXEMPT]
    if not exempt:
        return ""
    numbers = sorted({number for line in exempt for number in line.paragraphs})
    described = f"as described in {paragraphs_words(numbers)} of " if numbers else "within "
    return (
        f"That, under section {RESOLUTION.value} of {ACT}, the public be excluded from the meeting for "
        f"{joined(line.named for line in exempt)}, since exempt information {described}"
        f"Part {PARTS[jurisdiction]} of Schedule 12A to that Act would be likely to be disclosed, and since "
        "the public interest in keeping the exemption outweighs the public interest in disclosing the "
        "information."
    )


def no_resolution_words(lines: Sequence[PrivateLine]) -> str:
    """What is said of business that is private without a resolution."""
    said = []
    for ground, because in ((CONFIDENTIAL, "the information is confidential"), (STATUTE, "")):
        for line in (each for each in lines if each.ground == ground):
            why = because or f"{line.provision or 'an enactment'} says so"
            words = f"{line.named} is taken in private because {why}"
            said.append(f"{words[:1].upper()}{words[1:]}. No resolution is needed.")
    return " ".join(said)


WORDS, PAGE, PICTURE, FILE, UNREAD = "words", "page", "picture", "file", "unread"
# On these grounds, and for the private part of minutes, one asks and another confirms.
TWO_HANDS = frozenset(("exempt", "confidential", ""))
LONGEST_REASON = 2000


def hands_needed(kind: str, ground: str) -> int:
    """How many people it takes to overrule a find; a risk with a file nobody can read is taken by one."""
    if kind == UNREAD:
        return 1
    return 2 if ground in TWO_HANDS or kind in (PAGE, PICTURE) else 1


def can_be_overruled(kind: str) -> Finding:
    """A restricted file that would go out byte for byte is no false alarm."""
    if kind == FILE:
        return stopped(
            "This is the restricted file itself, so it cannot be a false alarm.",
            remedy="Put another file in its place, or lift the restriction.",
        )
    return met()


def reason_finding(reason: str) -> Finding:
    """The history keeps why."""
    if not reason.strip():
        return stopped("Say why it may go out all the same.", code="reason")
    if len(reason) > LONGEST_REASON:
        return stopped(f"The reason is longer than {LONGEST_REASON:,} characters.", code="reason")
    return met()


def second_hand(*, is_asked: bool, is_same_person: bool) -> Finding:
    """One asked, another confirms."""
    if not is_asked:
        return stopped("Nobody has asked for this yet.", remedy="Say first why it is a false alarm.")
    if is_same_person:
        return stopped(
            "You asked for this yourself, so somebody else confirms it.",
            remedy="The monitoring officer, the Chair or another person of the secretariat can.",
        )
    return met()
