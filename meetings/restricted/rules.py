"""What keeps business from the public: grounds, paragraphs, and what each of them asks for. Pure."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, met, not_met, stopped
from foundation.history.rulebook import Statutory, statutory
from foundation.ui.words import joined, lower_first

EXEMPT, CONFIDENTIAL, STATUTE = "exempt", "confidential", "statute"
ENGLAND, WALES = "england", "wales"
ACT = gettext_noop("the Local Government Act 1972")
NOT_FOR_PUBLICATION = gettext_noop("Not for publication")
GROUND_NAMES = {
    EXEMPT: gettext_noop("Exempt information"),
    CONFIDENTIAL: gettext_noop("Confidential information"),
    STATUTE: gettext_noop("Hearing held in private under an Act"),
}
GENERIC_TITLES = {
    EXEMPT: gettext_noop("Exempt item"),
    CONFIDENTIAL: gettext_noop("Confidential item"),
    STATUTE: gettext_noop("Private item"),
}

_ABOUT = (
    "Information relating to any individual",
    "Information which is likely to reveal the identity of an individual",
    "Information relating to the financial or business affairs of any particular person (including the "
    "authority holding that information)",
    "Information relating to any consultations or negotiations, or contemplated consultations or "
    "negotiations, in connection with any labour relations matter arising between the authority or a "
    "Minister of the Crown and employees of, or office holders under, the authority",
    "Information in respect of which a claim to legal professional privilege could be maintained in legal "
    "proceedings",
    "Information which reveals that the authority proposes (a) to give under any enactment a notice under or "
    "by virtue of which requirements are imposed on a person; or (b) to make an order or direction under any "
    "enactment",
    "Information relating to any action taken or to be taken in connection with the prevention, "
    "investigation or prosecution of crime",
)
# Wales speaks of a particular individual; its other paragraphs have the words of England.
_ABOUT_WALES = ("Information relating to a particular individual", *_ABOUT[1:])


def _paragraphs(
    first: int, part: int, country: str, about: Sequence[str], *, checked: int
) -> dict[int, Statutory[int]]:
    """Seven paragraphs in the words of the Schedule; of the first `checked` we have read them there."""
    return {
        first + place: statutory(
            first + place,
            f"Exempt information in {country}: {words}.",
            f"Local Government Act 1972, Schedule 12A, Part {part}, paragraph {first + place}",
            checked=place < checked,
        )
        for place, words in enumerate(about)
    }


PARTS = {ENGLAND: 1, WALES: 4}
PARAGRAPHS = {
    ENGLAND: _paragraphs(1, 1, "England", _ABOUT, checked=6),
    WALES: _paragraphs(12, 4, "Wales", _ABOUT_WALES, checked=0),
}
QUALIFICATIONS = statutory(
    (8, 9, 10),
    "Paragraphs 8 to 10 of Schedule 12A (England) qualify the exemptions. They are not grounds for "
    "exemption.",
    "Local Government Act 1972, Schedule 12A, Part 2, paragraphs 8 to 10",
    checked=True,
)
PUBLIC_INTEREST = statutory(
    10,
    "Information is exempt if and so long as, in all the circumstances of the case, the public interest in "
    "maintaining the exemption outweighs the public interest in disclosing the information.",
    "Local Government Act 1972, Schedule 12A, Part 2, paragraph 10",
    checked=True,
)
PUBLIC_INTEREST_WALES = statutory(
    21,
    "The same public interest test applies to exempt information in Wales.",
    "Local Government Act 1972, Schedule 12A, Part 5, paragraph 21",
    checked=False,
)
RESOLUTION = statutory(
    "100A(4)",
    "A meeting may by resolution exclude the public during an item whenever it is likely, in view of the "
    "nature of the business or of the proceedings, that exempt information would be disclosed to them.",
    "Local Government Act 1972, section 100A(4)",
    checked=True,
)
RESOLUTION_SAYS = statutory(
    "100A(5)",
    "The resolution identifies the proceedings, or the part of them, to which it applies, and states the "
    "description of the exempt information.",
    "Local Government Act 1972, section 100A(5)",
    checked=False,
)
MUST_BE_PRIVATE = statutory(
    "100A(2)",
    "The public must be excluded during an item whenever it is likely that confidential information would be "
    "disclosed to them in breach of the obligation of confidence. No resolution is needed.",
    "Local Government Act 1972, section 100A(2) and (3)",
    checked=False,
)
WITHHOLDING = statutory(
    "100B(2)",
    "If the proper officer thinks fit, the whole or part of a report may be excluded from the copies open to "
    "the public where it relates only to items during which, in the proper officer’s opinion, the meeting is "
    "likely not to be open to the public. It is marked “Not for publication”.",
    "Local Government Act 1972, section 100B(2) and (5)",
    checked=False,
)


def signing_finding(*, is_separate: bool, is_own: bool, others: int) -> Finding:
    """May somebody who can sign sign this: what they asked for themselves only where nobody else can?"""
    if not is_separate or not is_own:
        return met()
    if others == 0:
        return look(
            _("You asked for this yourself, and no one else can record the decision."),
            remedy=_(
                "Appoint a deputy: a second monitoring officer or proper officer. It will be recorded "
                "that you decided alone."
            ),
            code="one_hand",
        )
    return stopped(
        _("You asked for this yourself, so someone else has to record the decision."),
        remedy=_("Ask the other monitoring officer or proper officer."),
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
            _("{name} is marked as confidential, but the reason is not recorded.").format(name=facts.name),
            source=MUST_BE_PRIVATE.source,
            remedy=_("Enter the government department, the court or the enactment."),
            code="imposed_by",
        )
    elif facts.ground == STATUTE and not facts.provision:
        yield not_met(
            _("{name} is a hearing held in private, but the Act is not recorded.").format(name=facts.name),
            remedy=_("Enter the section and its Act."),
            code="provision",
        )


def _exempt(facts: RestrictionFacts) -> Iterator[Finding]:
    if not facts.paragraphs:
        yield not_met(
            _("{name} is exempt, but no paragraph has been selected.").format(name=facts.name),
            source=RESOLUTION_SAYS.source,
            remedy=_("Select the paragraphs of Schedule 12A."),
            code="paragraph",
        )
    yield from unusual(facts.paragraphs, facts.jurisdiction, facts.name)
    if not facts.public_interest_reason:
        rule = PUBLIC_INTEREST_WALES if facts.jurisdiction == WALES else PUBLIC_INTEREST
        yield not_met(
            _("{name}: the public interest in maintaining the exemption has not been recorded.").format(
                name=facts.name
            ),
            source=rule.source,
            remedy=_("Enter why it outweighs the public interest in disclosing the information."),
            code="public_interest",
        )


def unusual(paragraphs: Sequence[int], jurisdiction: str, name: str) -> Iterator[Finding]:
    """Paragraphs that are no ground here: they stay as they were adopted, with a word of warning."""
    known = PARAGRAPHS[jurisdiction]
    for number in paragraphs:
        if number in known:
            if not known[number].is_checked:
                yield look(
                    _("{name} relies on paragraph {number}.").format(name=name, number=number),
                    source=known[number].source,
                    code="unread",
                )
        elif jurisdiction == ENGLAND and number in QUALIFICATIONS.value:
            yield look(
                _(
                    "{name}: paragraph {number} qualifies the exemptions. It is not a ground for exemption."
                ).format(name=name, number=number),
                source=QUALIFICATIONS.source,
                remedy=_("Ask the monitoring officer which of paragraphs 1 to 7 applies."),
                code="qualification",
            )
        else:
            first, last = min(known), max(known)
            country = "Wales" if jurisdiction == WALES else "England"
            yield look(
                _(
                    "{name}: paragraph {number} is not one of paragraphs {first} to {last}, which apply in "
                    "{country}."
                ).format(name=name, number=number, first=first, last=last, country=country),
                source=_("Local Government Act 1972, Schedule 12A, Part {part}").format(
                    part=PARTS[jurisdiction]
                ),
                remedy=_("Check with your monitoring officer. The number is kept as it was entered."),
                code="paragraph_unusual",
            )


def _signature(facts: RestrictionFacts) -> Iterator[Finding]:
    if facts.is_signed:
        return
    if facts.unsigned_reason:
        yield look(
            _("{name} is withheld without the proper officer’s decision: {unsigned_reason}").format(
                name=facts.name, unsigned_reason=facts.unsigned_reason
            ),
            source=WITHHOLDING.source,
            code="unsigned",
        )
        return
    yield not_met(
        _("The proper officer’s decision to withhold {name} is not recorded.").format(
            name=lower_first(facts.name)
        ),
        source=WITHHOLDING.source,
        remedy=_("Ask the proper officer to record it, or enter the reason for continuing without it."),
        code="unsigned",
    )


def _resolution(facts: RestrictionFacts) -> Iterator[Finding]:
    if not facts.is_resolved:
        return
    if facts.ground != EXEMPT:
        yield look(
            _("{name} does not need a resolution, but one has been recorded.").format(name=facts.name),
            source=MUST_BE_PRIVATE.source,
            code="needless_resolution",
        )
    elif sorted(facts.resolved_paragraphs) != sorted(facts.paragraphs):
        yield look(
            _(
                "{name} was withheld under {paragraphs}, but the resolution names {resolved_paragraphs}."
            ).format(
                name=facts.name,
                paragraphs=paragraphs_words(facts.paragraphs),
                resolved_paragraphs=paragraphs_words(facts.resolved_paragraphs),
            ),
            source=RESOLUTION_SAYS.source,
            remedy=_("Both are kept. Ask the monitoring officer whether one of them should be corrected."),
            code="differs",
        )
    if facts.ground == EXEMPT:
        for found in unusual(
            facts.resolved_paragraphs, facts.jurisdiction, _("{name} as resolved").format(name=facts.name)
        ):
            if found.code != "unread":
                yield found


def lost_appendix(appendix: str, label: str, title: str) -> Finding:
    """A restricted appendix that the report does not have by that name, or that is part of a PDF."""
    return stopped(
        _(
            "{appendix} of item {label}, “{title}”, is exempt or confidential "
            "and cannot be left out, because "
            "the report has no separate appendix of that name."
        ).format(appendix=appendix, label=label, title=title),
        remedy=_("Add the appendix as a separate paper, or mark the full paper as exempt or confidential."),
        code="lost_appendix",
    )


def paragraphs_words(paragraphs: Sequence[int]) -> str:
    """ "paragraph 3", "paragraphs 1 and 3", or that there is none."""
    if not paragraphs:
        return _("no paragraph")
    noun = "paragraph" if len(paragraphs) == 1 else "paragraphs"
    return f"{noun} {joined(sorted(paragraphs))}"


def chip_words(ground: str, paragraphs: Sequence[int] = ()) -> str:
    """The ground in two words for a chip: "Exempt, paragraph 3"."""
    if ground == EXEMPT:
        return _("Exempt, {paragraphs}").format(paragraphs=paragraphs_words(paragraphs))
    return "Confidential" if ground == CONFIDENTIAL else _("Held in private")


def ground_words(
    ground: str, paragraphs: Sequence[int] = (), jurisdiction: str = ENGLAND, provision: str = ""
) -> str:
    """Why something is not for publication, as the public reads it, without a full stop."""
    if ground == EXEMPT and paragraphs:
        which = paragraphs_words(paragraphs)
        return _("{not_for_publication} by virtue of {which} of Part {part} of Schedule 12A to {act}").format(
            not_for_publication=_(NOT_FOR_PUBLICATION), which=which, part=PARTS[jurisdiction], act=_(ACT)
        )
    if ground == EXEMPT:
        return _("{not_for_publication} as exempt information under Schedule 12A to {act}").format(
            not_for_publication=_(NOT_FOR_PUBLICATION), act=_(ACT)
        )
    if ground == CONFIDENTIAL:
        return _("{not_for_publication} as confidential information under section 100A(3) of {act}").format(
            not_for_publication=_(NOT_FOR_PUBLICATION), act=_(ACT)
        )
    return _("{not_for_publication} by virtue of {provision}").format(
        not_for_publication=_(NOT_FOR_PUBLICATION), provision=provision or _("an enactment")
    )


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
        item = _("item {label}").format(label=self.label) if self.label else _("an item")
        return f"{self.what} of {item}" if self.what else item


def exclusion_words(lines: Sequence[PrivateLine], jurisdiction: str) -> str:
    """The draft resolution that excludes the public; empty when nothing exempt needs one."""
    exempt = [line for line in lines if line.ground == EXEMPT]
    if not exempt:
        return ""
    numbers = sorted({number for line in exempt for number in line.paragraphs})
    described = (
        _("as described in {paragraphs} of ").format(paragraphs=paragraphs_words(numbers))
        if numbers
        else "within "
    )
    return _(
        "That, under section {resolution_value} of {act}, the public be excluded from the meeting for "
        "{names} on the grounds that it is likely, in view of the nature of "
        "the business, that exempt information {described}Part {part} of Schedule 12A to "
        "that Act would be disclosed, and that the public interest in maintaining the exemption outweighs "
        "the public interest in disclosing the information."
    ).format(
        resolution_value=RESOLUTION.value,
        act=_(ACT),
        names=joined(line.named for line in exempt),
        described=described,
        part=PARTS[jurisdiction],
    )


def no_resolution_words(lines: Sequence[PrivateLine]) -> str:
    """What is said of business that is private without a resolution."""
    said = []
    for ground, because in ((CONFIDENTIAL, _("the information is confidential")), (STATUTE, "")):
        for line in (each for each in lines if each.ground == ground):
            why = because or _("{provision} requires it").format(
                provision=line.provision or _("an enactment")
            )
            words = _("{named} is considered in private because {why}").format(named=line.named, why=why)
            said.append(
                _("{upper}{word}. No resolution is needed.").format(upper=words[:1].upper(), word=words[1:])
            )
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
            _("This is the exempt or confidential file itself, so it cannot be a false alarm."),
            remedy=_("Replace it with another file, or make it public."),
        )
    return met()


def reason_finding(reason: str) -> Finding:
    """The history keeps why."""
    if not reason.strip():
        return stopped(_("Enter the reason why it can be published."), code="reason")
    if len(reason) > LONGEST_REASON:
        return stopped(
            _("The reason is longer than {longest_reason:,} characters.").format(
                longest_reason=LONGEST_REASON
            ),
            code="reason",
        )
    return met()


def second_hand(*, is_asked: bool, is_same_person: bool) -> Finding:
    """One asked, another confirms."""
    if not is_asked:
        return stopped(_("No one has asked for this yet."), remedy=_("First record why it is a false alarm."))
    if is_same_person:
        return stopped(
            _("You asked for this yourself, so someone else has to confirm it."),
            remedy=_("Ask the monitoring officer, the Chair or someone else in the secretariat."),
        )
    return met()
