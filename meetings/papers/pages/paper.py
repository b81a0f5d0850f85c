"""What was asked for, and what vetting found in a file, as the pages of a paper tell it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import PersonalLink
from foundation.documents.vetting.inspection import Found, from_data
from foundation.history.findings import Finding, Level, look, met, stopped
from foundation.history.models import Event
from foundation.ui.dates import clock_time, long_day
from foundation.ui.words import on_pages
from meetings.models import DisclosureDecision, Paper, PaperVersion
from meetings.papers import links
from meetings.papers.documents.report import ReportDocument
from meetings.papers.policies import may_decide_disclosure
from meetings.papers.rules import asked_findings, in_order, missing
from panels.policies import AnyUser

SENT_BACK = "paper sent back"


@dataclass(frozen=True, slots=True)
class PaperRequest:
    """The request for a paper in sentences; empty where a paper was never asked for."""

    line: str = ""
    wanted: str = ""
    due: str = ""
    whom: str = ""
    comment: str = ""
    comment_line: str = ""
    handed_in: str = ""
    findings: list[Finding] = field(default_factory=list)
    link_line: str = ""
    has_open_link: bool = False
    can_ask: bool = False
    can_send_link: bool = False


def request_of(paper: Paper, now: datetime, *, is_secretary: bool) -> PaperRequest:
    """The request for this paper, with what only the secretariat sees of the author's link."""
    link = links.newest(paper) if is_secretary and paper.asked_email else None
    is_open = link is not None and link.revoked_at is None and link.expires_at > now
    is_not_in = paper.preparation in ("asked", "draft", "returned")
    return PaperRequest(
        line=_asked_line(paper),
        wanted=paper.wanted,
        due=long_day(paper.due_on) if paper.due_on else "",
        whom=_whom(paper, now),
        comment=paper.return_comment,
        comment_line=_sent_back_line(paper) if paper.return_comment else "",
        handed_in=_moment(paper.received_at) if paper.received_at else "",
        findings=_findings(paper) if is_secretary else [],
        link_line=_link_line(link, is_open=is_open) if link else "",
        has_open_link=is_open,
        can_ask=is_secretary and is_not_in and paper.origin != Paper.Origin.DOCUMENT,
        can_send_link=bool(link) and paper.preparation != Paper.Preparation.CLEARED,
    )


def _asked_line(paper: Paper) -> str:
    if not paper.asked_at:
        return ""
    of = f" {paper.author_name}" if paper.author_name else ""
    return _("{asked_by} asked{of} on {day}.").format(
        asked_by=paper.asked_by, of=of, day=long_day(paper.asked_at)
    )


def _findings(paper: Paper) -> list[Finding]:
    return asked_findings(paper.due_on, paper.asked_on) if paper.asked_on else []


def _sent_back_line(paper: Paper) -> str:
    events = Event.objects.filter(subject_type="meetings.paper", subject_id=str(paper.pk), verb=SENT_BACK)
    newest = events.order_by("-number").first()
    return (
        _("{actor_name} returned it on {day}").format(
            actor_name=newest.actor_name, day=long_day(newest.happened_at)
        )
        if newest
        else "Returned"
    )


def _link_line(link: PersonalLink, *, is_open: bool) -> str:
    if link.revoked_at:
        return _("{revoked_by} closed the link for {email} on {day}.").format(
            revoked_by=link.revoked_by, email=link.email, day=long_day(link.revoked_at)
        )
    if not is_open:
        return _("The link for {email} expired on {day}.").format(
            email=link.email, day=long_day(link.expires_at)
        )
    used = (
        _("been opened (first on {day})").format(day=long_day(link.first_used_at))
        if link.first_used_at
        else _("not been opened")
    )
    until = long_day(link.expires_at)
    return _("The newest link was sent to {email} and has {used}. It works until {until}.").format(
        email=link.email, used=used, until=until
    )


def _whom(paper: Paper, now: datetime) -> str:
    return str(paper.body.settings_on(timezone.localtime(now).date()).contact)


def _moment(at: datetime) -> str:
    return f"{long_day(at)} at {clock_time(at)}"


def status_sentence(paper: Paper, *, is_secretary: bool) -> str:
    """What has happened to a paper that its reader does not write now, and what is next."""
    if paper.origin == Paper.Origin.DOCUMENT:
        return _(
            "This paper is made automatically from what is recorded here, until the agenda is published."
        )
    if paper.preparation == Paper.Preparation.CLEARED:
        by = (
            _(" by {cleared_by} on {moment}").format(
                cleared_by=paper.cleared_by, moment=_moment(paper.cleared_at)
            )
            if paper.cleared_at
            else ""
        )
        way = _("Reopen it") if is_secretary else _("Contact the secretariat")
        return _("Cleared{by}. {way} if it has to change.").format(by=by, way=way)
    if paper.preparation == Paper.Preparation.RECEIVED:
        if not is_secretary:
            return _(
                "Your paper has been received. "
                "The secretariat will check it, and email you if it has to change."
            )
        by = (
            _(" from {received_by} on {moment}").format(
                received_by=paper.received_by, moment=_moment(paper.received_at)
            )
            if paper.received_at
            else ""
        )
        return _("Received{by}. Check it, then clear it or return it with a comment.").format(by=by)
    return ""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that a report should say before it is sent, and where it is written."""

    sentence: str
    is_missing: bool
    url: str = ""


# Where on the writing page each point is put right.
_PLACES = {
    "recommendation": "recommendations",
    "contact": "contact",
    "background": "background",
    "marking": "appendices",
}


def points_of(report: ReportDocument, write: str) -> list[Point]:
    """What the report says already and what it lacks; `write` is the address of its writing page."""
    return [
        Point(
            each.sentence,
            each.level is not Level.MET,
            f"{write}#{_PLACES.get(each.code, 'text')}" if each.level is not Level.MET else "",
        )
        for each in missing(report)
    ]


_MAKE = {"stopped": stopped, "look": look}


@dataclass(frozen=True, slots=True)
class FoundRow:
    """One thing that was found, what was decided on it, and whether this reader may decide."""

    found: Found
    where: str
    decision: DisclosureDecision | None
    may_decide: bool

    @property
    def finding(self) -> Finding:
        """As the page shows it: what somebody decided on stops nobody any more."""
        if self.found.level == "met":
            return met(self.found.sentence, code=self.found.code)
        make = look if self.decision else _MAKE[self.found.level]
        sentence = f"{self.found.sentence} {self.where}".strip()
        return make(sentence, remedy=self.found.remedy, code=self.found.code)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that was found in one version of a paper, gravest first, and what was mended in it."""

    rows: list[FoundRow]
    notes: list[str]

    @property
    def to_look_at(self) -> list[FoundRow]:
        """What is not simply well."""
        return [row for row in self.rows if row.found.level != "met"]

    @property
    def well(self) -> list[str]:
        """The sentences of what is well."""
        return [row.found.sentence for row in self.rows if row.found.level == "met"]

    @classmethod
    def of(cls, paper: Paper, version: PaperVersion | None, reader: AnyUser | None) -> "Report":
        """The report on one version for this reader; somebody who is not signed in decides nothing."""
        found = in_order(from_data(version.report)) if version else []
        decided: dict[str, DisclosureDecision] = {}
        may_decide = False
        if version and any(each.discloses for each in found):
            decided = {each.code: each for each in version.decisions.all()}
            may_decide = reader is not None and may_decide_disclosure(reader, paper).is_met
        rows = [_row(each, decided.get(each.code), may_decide) for each in found]
        return cls(rows, list(version.vetting) if version else [])

    def open_row(self, code: str) -> FoundRow | None:
        """What is still to be decided under this code."""
        return next((row for row in self.rows if row.found.code == code and row.may_decide), None)


def _row(found: Found, decision: DisclosureDecision | None, may_decide: bool) -> FoundRow:
    words = on_pages(found.pages)
    where = f"{words[0].upper()}{words[1:]}." if words else ""
    return FoundRow(found, where, decision, may_decide and found.discloses and decision is None)
