"""Papers of a restricted pack that stand in no other: its contents, and appendices kept from the public."""

from dataclasses import dataclass, field
from typing import ClassVar

from foundation.documents.layout.document import Document, printable
from meetings.documents.report import Appendix, ReportDocument


@printable
@dataclass(frozen=True, kw_only=True)
class AppendixDocument(Document):
    """One restricted appendix of an open report, printed on its own."""

    kind: ClassVar[str] = "restricted_appendix"
    template: ClassVar[str] = "documents/restricted_appendix.html"
    report: str
    label: str
    heading: str = ""
    html: str = ""
    marking: str = ""
    is_landscape: bool = False
    ground: str = ""

    @classmethod
    def of(cls, report: ReportDocument, part: Appendix, ground: str) -> "AppendixDocument":
        """The appendix with its numbers as the whole report would print them."""
        printed = {each.appendix.label: each.html for each in report.layout.appendices}
        return cls(
            title=f"{part.label} of {report.title}",
            language=report.language,
            report=report.title,
            label=part.label,
            heading=part.title,
            html=printed.get(part.label, ""),
            marking=part.marking,
            is_landscape=part.is_landscape,
            ground=ground,
        )


@dataclass(frozen=True, kw_only=True)
class RestrictedLine:
    """One restricted paper or appendix of the contents; `link` is its key in the pack."""

    label: str
    item: str
    paper: str
    why: str
    pages: str = ""
    link: str = ""


@printable
@dataclass(frozen=True, kw_only=True)
class RestrictedContents(Document):
    """The sheet that opens the restricted papers of a pack: what they are, why, and on which pages."""

    kind: ClassVar[str] = "restricted_contents"
    template: ClassVar[str] = "documents/restricted_contents.html"
    body_name: str
    when: str
    lines: list[RestrictedLine] = field(default_factory=list)
