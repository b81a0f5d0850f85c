"""The statements of the fictional panel: accessibility is published, privacy is a draft with gaps."""

from collections.abc import Iterator
from datetime import date, timedelta

from foundation.accounts.models import User
from meetings import actions
from meetings.statements.rules import GAP
from panels.models import Body

CONTROLLER = "Wessex County Council"
# What only the panel knows, in the order in which the draft leaves it open.
TESTED = ("Monday 5 October 2026", "the council’s digital team with two people who use a screen reader", "10")


def publish_statements(body: Body, clerk: User, today: date) -> None:
    """Complete and publish the accessibility statement; begin the privacy notice."""
    draft = actions.draft_of(body, "accessibility")
    answers = iter(TESTED)
    sections = {key: _completed(text, answers) for key, text in draft.sections.items()}
    statement = actions.save_statement(
        body=body, kind="accessibility", controller=CONTROLLER, sections=sections, opened=0, by=clerk
    )
    actions.publish_statement(
        statement=statement,
        approver="Priscilla Boateng, Monitoring Officer",
        approved_on=today - timedelta(days=12),
        review_on=today + timedelta(days=353),
        by=clerk,
    )
    privacy = actions.draft_of(body, "privacy")
    actions.save_statement(
        body=body, kind="privacy", controller=CONTROLLER, sections=privacy.sections, opened=0, by=clerk
    )


def _completed(text: str, answers: Iterator[str]) -> str:
    """The text with each gap answered."""
    while GAP in text:
        text = text.replace(GAP, next(answers), 1)
    return text
