"""Questions of the public in the demo: to a meeting that was held, with answers, and to the next ones."""

from datetime import date, timedelta
from typing import Any

from config.demo.clock import at
from foundation.accounts.models import PersonalLink, User
from foundation.jobs import strangers
from meetings import actions
from meetings.models import Meeting, PublicQuestion

SETTINGS: dict[str, Any] = {
    "takes_questions": True,
    "question_kinds": ["question", "statement", "petition"],
    "question_deadline": 3,
    "question_eligibility": "Anyone who lives, works or studies in Wessex can ask.",
}


def ask_about_patrols(meeting: Meeting, clerk: User, today: date) -> None:
    """One question for the next meeting that is accepted, and one about a case that is not."""
    with at(today - timedelta(days=10), 19):
        first = _put(
            meeting, "Mr Gareth Lowe", "How often is Thornhaven market patrolled on a Saturday night?"
        )
        second = _put(meeting, "Ms Della Crane", "Why was my complaint about my neighbour closed?")
    with at(today - timedelta(days=9), 9):
        actions.accept_question(question=first, by=clerk)
        actions.reject_question(
            question=second,
            ground=PublicQuestion.Ground.INDIVIDUAL,
            note="The force’s own complaints team can look at it.",
            by=clerk,
        )


def ask_for_later(meeting: Meeting, today: date) -> None:
    """What waits for the secretary to decide."""
    with at(today - timedelta(days=1), 20):
        _put(meeting, "Mrs Olive Danforth", "When will the front desk in Kennetside open again?")
        _put(
            meeting,
            "Dr Amir Sethi",
            "The Residents of Marlbury thank the volunteers of Community Speedwatch.",
            kind=PublicQuestion.Kind.STATEMENT,
            organisation="Marlbury Residents’ Forum",
        )


def _put(meeting: Meeting, name: str, text: str, **fields: str) -> PublicQuestion:
    address = f"{name.split()[-1].lower()}@wessex-residents.example"
    put = actions.Put(
        text=text,
        name=name,
        email=address,
        addressee=PublicQuestion.Addressee.COMMISSIONER,
        **fields,  # type: ignore[arg-type]
    )
    question = actions.put_question(meeting=meeting, put=put, form_key=f"demo-{address}")
    link = PersonalLink.objects.asking(strangers.PURPOSE, address)[0]
    return actions.confirm_question(question=question, link=link)
