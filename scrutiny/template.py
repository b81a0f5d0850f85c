"""The nine sections that terms of reference start from; each can be retitled, moved or dropped."""

from dataclasses import dataclass

from scrutiny.models import Section

Shows = Section.Shows


@dataclass(frozen=True, slots=True)
class StartingSection:
    """A heading, a first text in our own words, and the records the section prints."""

    heading: str
    text: str = ""
    shows: str = ""


STARTING_SECTIONS = (
    StartingSection("Introduction"),
    StartingSection(
        "Scope of the inquiry",
        "The inquiry will assess, and where it sees fit make recommendations on:",
        Shows.SCOPE,
    ),
    StartingSection(
        "Desired outcomes and measures of success",
        "The inquiry will be judged a success if:\n\nOther measures may be added as evidence is heard.",
        Shows.OUTCOMES,
    ),
    StartingSection(
        "Comments of the relevant Director and Executive Member",
        "Those who will be questioned are asked for their views on these terms before they are agreed.",
        Shows.CONSULTEES,
    ),
    StartingSection(
        "Timetable for the inquiry",
        "The inquiry is planned in the sessions below. Its length may change.",
        Shows.SESSION_TABLE,
    ),
    StartingSection(
        "Submission of evidence",
        "Anyone may send written evidence to the secretariat. Evidence will be published with the "
        "sender’s name, unless the sender asks otherwise and the Chair agrees.",
    ),
    StartingSection(
        "Witnesses",
        "The following may be asked to give evidence. Others may be added at any time.",
        Shows.WITNESS_TABLE,
    ),
    StartingSection(
        "Equality and diversity / cohesion and integration",
        "Each witness will be asked whom the matter affects most. Groups with an interest, inside and "
        "outside the councils, may be heard.\n\nWhere an impact on people who share a protected "
        "characteristic is found, the final report will say so, and each recommendation will show who must "
        "have due regard to it (Equality Act 2010, section 149).",
    ),
    StartingSection(
        "Post-inquiry report monitoring",
        "Each recommendation will name who is responsible for it, and progress will be reviewed until it "
        "is complete.",
    ),
)
