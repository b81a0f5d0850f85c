"""Marks, lateness, and what a report lacks before it is ready. Pure: plain values in, findings out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from foundation.history.findings import Finding, look, met
from foundation.ui.words import counted
from meetings.documents.report import PARTNER_BOARD, ReportDocument

BACKGROUND_SOURCE = "Local Government Act 1972, section 100D"
PROTECTED = re.compile(r"\b(official[ -]*sensitive|secret|confidential|restricted)\b", re.I)
_HEADING = re.compile(r"<h([2-4])[\s>]")
_IMAGE = re.compile(r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_HAS_ALT = re.compile(r"""\balt=("\s*[^"\s]|'\s*[^'\s])""")


def mark(pattern: str, label: str, own: str = "") -> str:
    """The words on the first page of a paper: its own, or the body's usual ones with the item's number."""
    if own:
        return own
    return pattern.replace("{label}", label) if label else ""


@dataclass(frozen=True, slots=True)
class Lateness:
    """How a paper stands to the day it is due."""

    is_late: bool
    words: str


def lateness(due_on: date | None, today: date, *, is_in: bool) -> Lateness:
    """ "3 days late", "due today" or nothing: what is in is not late any more."""
    if due_on is None or is_in:
        return Lateness(False, "")
    days = (today - due_on).days
    if days > 0:
        return Lateness(True, f"{counted(days, 'day')} late")
    return Lateness(False, "due today" if days == 0 else "")


def missing(report: ReportDocument) -> list[Finding]:
    """What a report should still say before it goes out; none of it stops anything."""
    found = [
        *_recommendation(report),
        *_contact(report),
        *_background(report),
        *_marking(report),
    ]
    for where, html in texts(report):
        found += _headings(where, html)
        found += _images(where, html)
    return found


def texts(report: ReportDocument) -> list[tuple[str, str]]:
    """The rich texts of a report with the words that name each."""
    parts = [("the report", report.purpose + report.body)]
    return parts + [(part.label, part.html) for part in report.appendices if part.html]


def _recommendation(report: ReportDocument) -> Iterable[Finding]:
    if any(row.text.strip() for row in report.recommendations):
        yield met("Recommendation written", code="recommendation")
    else:
        yield look("There is no recommendation", code="recommendation")


def _contact(report: ReportDocument) -> Iterable[Finding]:
    if not report.contacts:
        yield look("There is nobody to contact", code="contact")
        return
    without = [person.name for person in report.contacts if not (person.phone or person.email)]
    for name in without:
        yield look(f"{name} has neither telephone nor e-mail", code="contact")
    if not without:
        yield met("Somebody to contact", code="contact")


def _background(report: ReportDocument) -> Iterable[Finding]:
    if report.background_papers or report.has_no_background_papers:
        yield met("Background papers stated", source=BACKGROUND_SOURCE, code="background")
    elif report.house_style != PARTNER_BOARD:
        yield look(
            "Background papers are not stated: list them or say there are none",
            source=BACKGROUND_SOURCE,
            code="background",
        )


def _marking(report: ReportDocument) -> Iterable[Finding]:
    for part in report.appendices:
        if PROTECTED.search(part.marking) and "NOT PROTECTIVELY" not in part.marking.upper():
            yield look(f"{part.label} is marked {part.marking}: may it become public?", code="marking")


def _headings(where: str, html: str) -> Iterable[Finding]:
    above = 2
    for found in _HEADING.finditer(html):
        level = int(found[1])
        if level > above + 1 or (level > 2 and not _HEADING.search(html[: found.start()])):
            yield look(f"A heading in {where} skips a level", code="headings")
            return
        above = level


def _images(where: str, html: str) -> Iterable[Finding]:
    without = [image for image in _IMAGE.findall(html) if not _HAS_ALT.search(image)]
    if without:
        yield look(
            f"{counted(len(without), 'picture')} in {where} without words for those who cannot see it",
            code="pictures",
        )
