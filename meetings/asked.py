"""What was asked for, as the pages of a paper tell it: of whom, what, by when, and how the author gets in."""

from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from foundation.accounts.models import PersonalLink
from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.ui.dates import clock_time, long_day
from meetings import author_links
from meetings.models import Paper
from meetings.rules.papers import asked_findings

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
    link = author_links.newest(paper) if is_secretary and paper.asked_email else None
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
    return f"{paper.asked_by} asked{of} on {long_day(paper.asked_at)}."


def _findings(paper: Paper) -> list[Finding]:
    return asked_findings(paper.due_on, paper.asked_on) if paper.asked_on else []


def _sent_back_line(paper: Paper) -> str:
    events = Event.objects.filter(subject_type="meetings.paper", subject_id=str(paper.pk), verb=SENT_BACK)
    newest = events.order_by("-number").first()
    return f"{newest.actor_name} sent it back on {long_day(newest.happened_at)}" if newest else "Sent back"


def _link_line(link: PersonalLink, *, is_open: bool) -> str:
    if link.revoked_at:
        return f"{link.revoked_by} closed the link of {link.email} on {long_day(link.revoked_at)}."
    if not is_open:
        return f"The link of {link.email} ended on {long_day(link.expires_at)}."
    used = f"opened on {long_day(link.first_used_at)}" if link.first_used_at else "not opened yet"
    return f"The newest link went to {link.email}, {used}. It works until {long_day(link.expires_at)}."


def _whom(paper: Paper, now: datetime) -> str:
    return str(paper.body.settings_on(timezone.localtime(now).date()).contact)


def _moment(at: datetime) -> str:
    return f"{long_day(at)}, {clock_time(at)}"
