"""The words of a message that tells of something published: public names and addresses, nothing else."""

from dataclasses import dataclass

LONGEST_SUBJECT = 200
LONGEST_WORDS = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """What a message may say of a meeting and of the thing it tells of, all of it public already."""

    kind: str
    body_name: str
    meeting_name: str
    when: str
    day: str
    what: str
    page: str
    file: str = ""
    questions: str = ""


_SUBJECTS = {
    "agenda": "Agenda and papers",
    "supplement": "Supplement to the agenda",
    "withdrawal": "Withdrawn",
    "notice": "Notice of meeting",
    "minutes": "Minutes",
}


def proposed_subject(told: Told) -> str:
    """Agenda and papers: Wessex Police and Crime Panel, Friday 4 December 2026."""
    what = told.what if told.kind in ("supplement", "minutes", "notice") else _SUBJECTS[told.kind]
    return f"{what}: {told.body_name}, {told.day}"


def proposed_words(told: Told) -> str:
    """What happened, where it can be read, whom to ask."""
    meeting = f"the meeting of {told.body_name} on {told.when}"
    opening = {
        "agenda": f"The agenda and papers of {meeting} are published.",
        "supplement": f"{told.what} to the agenda of {meeting} is published.",
        "withdrawal": f"{told.what} was withdrawn from the papers of {meeting}. "
        "The reason is on the page below. Please do not use or pass on the copy you may have.",
        "notice": f"{told.what}: {meeting}.",
        "minutes": f"The minutes of {meeting} are published.",
    }[told.kind]
    parts = [opening, f"Read on the public page:\n{told.page}"]
    if told.file:
        parts.append(f"As one PDF:\n{told.file}")
    if told.questions:
        parts.append(told.questions)
    return "\n\n".join(parts)
