"""Questions of the public to an announced meeting, put through actions."""

import uuid
from typing import Any

from foundation.accounts.models import PersonalLink, User
from foundation.jobs import strangers
from meetings import actions
from meetings.models import Meeting, PublicQuestion
from meetings.public.actions.answering import Put
from panels.models import Body
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_panel, make_secretary

RULES: dict[str, object] = {
    "takes_questions": True,
    "question_kinds": ["question", "statement", "petition"],
    "question_eligibility": "Anyone who lives, works or studies in Wessex can ask.",
}


def announced_meeting(**settings: Any) -> tuple[Body, User, Meeting]:
    """A panel that takes questions, its secretary, and a meeting on 4 December 2026 that is announced."""
    body = make_panel(**{**RULES, **settings})
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    actions.announce_meeting(meeting=meeting, by=clerk)
    return body, clerk, meeting


def a_put(text: str = "How many officers work in Ambermere?", **fields: Any) -> Put:
    """What Mrs Ashby puts, unless said otherwise."""
    usual: dict[str, Any] = {"name": "Mrs Jane Ashby", "email": "jane@ashby.example"}
    return Put(text=text, **{**usual, **fields})


def put(
    meeting: Meeting, text: str = "How many officers work in Ambermere?", **fields: Any
) -> PublicQuestion:
    """Mrs Ashby's question as it arrives by the public form, with her address confirmed."""
    put = a_put(text, **fields)
    question = actions.put_question(meeting=meeting, put=put, form_key=str(uuid.uuid4()))
    return actions.confirm_question(question=question, link=asking(put.email))


def asking(email: str) -> PersonalLink:
    """The newest link by which an address was asked to confirm."""
    return PersonalLink.objects.asking(strangers.PURPOSE, email)[0]
