"""Marks, lateness, and what a report lacks before it is ready. Pure: plain values in, findings out."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.documents.layout.document import to_data
from foundation.documents.vetting.inspection import TAGS, Found
from foundation.history.findings import Finding, look, met, stopped
from foundation.ui.dates import long_day
from foundation.ui.words import counted, on_pages
from meetings.papers.documents.report import PARTNER_BOARD, ReportDocument
from meetings.wording.letters import boxed
from panels.rules import is_counted

DAY = timedelta(days=1)
# A reminder that the worker slept through is still sent so many days later.
CATCH_UP_DAYS = 2

BACKGROUND_SOURCE = gettext_noop("Local Government Act 1972, section 100D")
PROTECTED = re.compile(r"\b(official[ -]*sensitive|secret|confidential|restricted)\b", re.I)
_HEADING = re.compile(r"<h([2-4])[\s>]")
_IMAGE = re.compile(r"""<img\b(?:[^<>"']|"[^"]*"|'[^']*')*>""")
# What a chart says in sentences stands in the paragraph behind it, which begins so.
IN_WORDS = gettext_noop("In words:")
_PICTURE = re.compile(
    rf"""{_IMAGE.pattern}(?:\s*<figcaption>.*?</figcaption>)?(?:\s*</(?:figure|p)>)*(\s*<p>\s*{IN_WORDS})?""",
    re.DOTALL,
)
_CHART = re.compile(r"\b(?:charts?|graphs?|diagrams?|histograms?|plots?)\b", re.IGNORECASE)
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


def lateness(due_on: date | None, today: date, *, is_in: bool, first_in: date | None = None) -> Lateness:
    """ "3 days late", "due today", "was 2 days late" or nothing.

    How late it was is settled on the day it first came in: sent back for changes it does not become late.
    """
    if due_on is None:
        return Lateness(False, "")
    if first_in is not None:
        days = (first_in - due_on).days
        return Lateness(False, _("was {days} late").format(days=counted(days, "day")) if days > 0 else "")
    if is_in:
        return Lateness(False, "")
    days = (today - due_on).days
    if days > 0:
        return Lateness(True, _("{days} late").format(days=counted(days, "day")))
    return Lateness(False, _("due today") if days == 0 else "")


def usual_due_day(publish_by: date, days: int, excluded: Collection[date]) -> date:
    """The day papers are due: so many days before the last day to publish, or the working day before that."""
    day = publish_by - DAY * days
    while not is_counted(day, excluded):
        day -= DAY
    return day


def reminder_day(due_on: date, asked_on: date, today: date, days_before: Collection[int]) -> date | None:
    """The reminder that an author should have by now: on a day set, or once when it is a day late.

    None before the first one, for a day on which the paper was not asked for yet, and long after the last.
    """
    set_days = {due_on - DAY * days for days in days_before} | {due_on + DAY}
    reached = [day for day in set_days if asked_on < day <= today]
    newest = max(reached, default=None)
    return newest if newest and (today - newest).days <= CATCH_UP_DAYS else None


def asked_findings(due_on: date | None, asked_on: date) -> list[Finding]:
    """What is worth a look in what was asked for."""
    if due_on is None or due_on >= asked_on:
        return []
    return [
        look(
            _("The due date, {day}, had passed when it was asked for.").format(day=long_day(due_on)),
            code="due_on",
        )
    ]


def missing(report: ReportDocument) -> list[Finding]:
    """What a report should still say before it goes out; none of it stops anything."""
    found = [
        *_recommendation(report),
        *_contact(report),
        *_background(report),
        *_marking(report),
        *_letters(report),
    ]
    for where, html in texts(report):
        found += _headings(where, html)
        found += _images(where, html)
        found += _charts(where, html)
    return found


def texts(report: ReportDocument) -> list[tuple[str, str]]:
    """The rich texts of a report with the words that name each."""
    parts = [(_("the report"), report.purpose + report.body)]
    return parts + [(part.label, part.html) for part in report.appendices if part.html]


def _recommendation(report: ReportDocument) -> Iterable[Finding]:
    if any(row.text.strip() for row in report.recommendations):
        yield met(_("Recommendation written"), code="recommendation")
    else:
        yield look(_("There is no recommendation"), code="recommendation")


def _contact(report: ReportDocument) -> Iterable[Finding]:
    if not report.contacts:
        yield look(_("There is no one to contact"), code="contact")
        return
    without = [person.name for person in report.contacts if not (person.phone or person.email)]
    for name in without:
        yield look(_("{name} has no telephone number or email address").format(name=name), code="contact")
    if not without:
        yield met(_("Person to contact named"), code="contact")


def _background(report: ReportDocument) -> Iterable[Finding]:
    if report.background_papers or report.has_no_background_papers:
        yield met(_("Background papers stated"), source=BACKGROUND_SOURCE, code="background")
    elif report.house_style != PARTNER_BOARD:
        yield look(
            _("Background papers are not stated. List them, or state that there are none"),
            source=BACKGROUND_SOURCE,
            code="background",
        )


def _marking(report: ReportDocument) -> Iterable[Finding]:
    for part in report.appendices:
        if PROTECTED.search(part.marking) and "NOT PROTECTIVELY" not in part.marking.upper():
            yield look(
                _("{part} is marked {marking}. Check that it can be made public").format(
                    part=part.label, marking=part.marking
                ),
                code="marking",
            )


def _letters(report: ReportDocument) -> Iterable[Finding]:
    if words := boxed(json.dumps(to_data(report), ensure_ascii=False)):
        yield look(f"{words[:1].upper()}{words[1:]}", code="letters")


def _headings(where: str, html: str) -> Iterable[Finding]:
    above = 2
    for found in _HEADING.finditer(html):
        level = int(found[1])
        if level > above + 1 or (level > 2 and not _HEADING.search(html[: found.start()])):
            yield look(_("A heading in {where} skips a level").format(where=where), code="headings")
            return
        above = level


def _images(where: str, html: str) -> Iterable[Finding]:
    without = [image for image in _IMAGE.findall(html) if not _HAS_ALT.search(image)]
    if without:
        yield look(
            _("{pictures} in {where} without alternative text").format(
                pictures=counted(len(without), "picture"), where=where
            ),
            code="pictures",
        )


def _charts(where: str, html: str) -> Iterable[Finding]:
    """A picture whose words or caption call it a chart, and which nobody has put into sentences yet."""
    without = [found for found in _PICTURE.finditer(html) if not found[1] and _CHART.search(found[0])]
    if without:
        yield look(
            _(
                "{charts} in {where} without its figures in words. "
                "Add a paragraph after it that begins “{in_words}”"
            ).format(charts=counted(len(without), "chart"), where=where, in_words=_(IN_WORDS)),
            code="charts",
        )


@dataclass(frozen=True, slots=True)
class PartInput:
    """One paper of a pack as far as the pack depends on it."""

    placement: str
    mark: str
    title: str
    version: str
    kept: str = ""


def inputs_hash(
    *,
    front: dict[str, Any],
    parts: Sequence[PartInput],
    prints_leaves: bool,
    is_draft: bool,
    beside: Sequence[object] = (),
) -> str:
    """One SHA-256 over everything that the pages of a pack follow from.

    `beside` is what else counts: papers whose numbers are kept free, or those that a copy leaves out.
    """
    rows = [[p.placement, p.mark, p.title, p.version, *filter(None, [p.kept])] for p in parts]
    values = [front, rows, prints_leaves, is_draft, *filter(None, [list(beside)])]
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def pages_words(first: int, last: int) -> str:
    """The pages of an entry as they are printed: "9 – 24", or "9"."""
    return str(first) if first == last else f"{first}\u00a0–\u00a0{last}"


_ORDER = ("stopped", "look", "met")


def undecided(found: Iterable[Found], decided: Collection[str]) -> list[Found]:
    """What could disclose something and nobody has decided on."""
    return [each for each in found if each.discloses and each.code not in decided]


def disclosure_stops(found: Iterable[Found], decided: Collection[str], name: str = "") -> Iterator[Finding]:
    """A stop for each disclosure that nobody decided on; `name` says of which paper, where needed."""
    for each in undecided(found, decided):
        where = f" ({on_pages(each.pages)})" if each.pages else ""
        yield stopped(
            _("{name} could disclose information{where}. {sentence}").format(
                name=name or _("This file"), where=where, sentence=each.sentence
            ),
            remedy=_("Accept this with a reason on the page of the paper, or ask for a new file."),
            code="disclosure",
        )


def marking_looks(found: Iterable[Found], name: str) -> Iterator[Finding]:
    """A second look at a paper whose pages bear a protective marking, before it becomes public."""
    for each in found:
        if each.code == "marking":
            yield look(
                _("{name} has a protective marking ({pages}). Check that it can be made public.").format(
                    name=name, pages=on_pages(each.pages)
                ),
                remedy=each.remedy,
                code="marking",
            )


def reading_looks(found: Iterable[Found], name: str) -> Iterator[Finding]:
    """A look at a paper that a screen reader cannot read well: the public page says so and offers another."""
    for each in found:
        if each.code == TAGS and each.level != "met":
            yield look(
                _(
                    "{name} is not fully accessible, and the public page says so. Have another format ready."
                ).format(name=name),
                remedy=each.remedy,
                code="not_accessible",
            )


def in_order(found: Iterable[Found]) -> list[Found]:
    """What stops first, then what to look at, then what is well."""
    return sorted(found, key=lambda each: _ORDER.index(each.level))
