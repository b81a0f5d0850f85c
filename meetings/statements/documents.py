"""A statement as the public reads it."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.ui.dates import long_day
from meetings.models import Statement
from meetings.statements.rules import SECTIONS, paragraphs


@dataclass(frozen=True, kw_only=True)
class StatementSection:
    """A heading with its paragraphs, each of one line or more."""

    heading: str
    paragraphs: list[list[str]]


@printable
@dataclass(frozen=True, kw_only=True)
class StatementDocument(Document):
    """An accessibility statement or a privacy notice, with who is responsible and who approved it when."""

    kind: ClassVar[str] = "statement"
    template: ClassVar[str] = "documents/statement.html"

    body_name: str
    body_ref: str
    controller: str
    sections: list[StatementSection]
    approved: str = ""

    @classmethod
    def of(cls, statement: Statement, body_name: str) -> "StatementDocument":
        """The statement as it was saved last."""
        return cls(
            title=f"{statement.get_kind_display()}: {body_name}",
            body_name=body_name,
            body_ref=statement.body.ref,
            controller=statement.controller,
            sections=[
                StatementSection(
                    heading=_(section.heading), paragraphs=paragraphs(statement.sections.get(section.key, ""))
                )
                for section in SECTIONS[statement.kind]
            ],
            approved=_approved(statement),
        )


def _approved(statement: Statement) -> str:
    if statement.approved_on is None:
        return ""
    review = (
        _(" It will be reviewed by {day}.").format(day=long_day(statement.review_on))
        if statement.review_on
        else ""
    )
    return _("Approved by {approver} on {day}.{review}").format(
        approver=statement.approver, day=long_day(statement.approved_on), review=review
    )
