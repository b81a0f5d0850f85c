"""One real agenda cycle, entered through actions by everybody who has a part in it, and what came of it.

A paper by link, a Word report, one sent back and handed in again, one to follow, an exempt report, an exempt
appendix under an open item, a confidential item, an urgent item with its reasons, a supplement, a withdrawal.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

import time_machine

from foundation.accounts import links
from foundation.accounts.models import PersonalLink, User
from foundation.accounts.roles import Role
from foundation.documents.store import files
from foundation.jobs import queue
from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication
from meetings import actions
from meetings.despatch.pages import things_of
from meetings.models import AgendaItem, Meeting, Pack, Paper, Placement
from meetings.papers.documents.report import Appendix
from tests.builders.meetings import make_meeting
from tests.builders.panels import make_chair, make_panel, make_secretary, make_user, seat_member
from tests.builders.papers import agree, build, file_of, make_pdf, make_report
from tests.builders.word import report as report_in_word

# Words that stand in restricted papers only.
EXEMPT_WORDS = "Bidder Larkspur asks for 412,300 pounds a year for the two custody suites."
APPENDIX_WORDS = "Officer Quillfeather was given a final warning in March."
CONFIDENTIAL_WORDS = "The Home Office allots 98,765 pounds to operation Foxglove."
CONFIDENTIAL_TITLE = "Operation Foxglove: allotment"
URGENT = "The grant letter came on 26 November and must be answered before the next meeting."
EXEMPT: dict[str, Any] = {
    "ground": "exempt",
    "paragraphs": [3],
    "public_interest_reason": "Publishing the prices would weaken the next tender.",
}


@dataclass
class Cycle:
    """Everybody and everything of the cycle."""

    clerk: User
    chair: User
    officer: User
    author: User
    member: User
    meeting: Meeting
    items: dict[str, AgendaItem] = field(default_factory=dict)
    papers: dict[str, Paper] = field(default_factory=dict)
    first: list[Publication] = field(default_factory=list)
    supplement: list[Publication] = field(default_factory=list)
    first_pack: Pack | None = None
    restricted: Pack | None = None
    link: PersonalLink | None = None


def run(clock: time_machine.Traveller) -> Cycle:
    """The whole cycle; the clock begins on Tuesday 24 November 2026, the meeting is on Friday 4 December."""
    cycle = _people()
    _agenda(cycle)
    _papers_come_in(cycle)
    _keep_from_the_public(cycle)
    clock.move_to(datetime(2026, 11, 25, 11, tzinfo=UTC))
    _publish(cycle)
    clock.move_to(datetime(2026, 12, 1, 11, tzinfo=UTC))
    _late(cycle)
    clock.move_to(datetime(2026, 12, 2, 9, tzinfo=UTC))
    _withdraw(cycle)
    return cycle


def _people() -> Cycle:
    body = make_panel()
    clerk, chair = make_secretary(body), make_chair(body)
    member = seat_member(body, "Stannard", "Marlbury Council")
    member.user = make_user("Ada Stannard")
    member.save()
    return Cycle(
        clerk=clerk,
        chair=chair,
        officer=make_user("Priya Nair", body, Role.MONITORING_OFFICER),
        author=make_user("Nadia Frost", body, Role.REPORT_AUTHOR),
        member=member.user,
        meeting=make_meeting(body, clerk),
    )


TITLES = {
    "link": "Custody visitors: yearly report",
    "word": "Road safety plan",
    "returned": "Budget monitoring",
    "follow": "Rural crime figures",
    "exempt": "Custody suites: letting",
    "appendix": "Complaints about officers",
    "confidential": CONFIDENTIAL_TITLE,
}


def _agenda(cycle: Cycle) -> None:
    for name, title in TITLES.items():
        cycle.items[name] = actions.add_item(
            meeting=cycle.meeting, title=title, business="report", by=cycle.clerk
        )


def _place(cycle: Cycle, name: str, paper: Paper, **how: str) -> Placement:
    cycle.papers[name] = paper
    return actions.place_paper(item=cycle.items[name], paper=paper, by=cycle.clerk, **how)


def _papers_come_in(cycle: Cycle) -> None:
    body, clerk, author = cycle.meeting.body, cycle.clerk, cycle.author
    paper = actions.ask_for_paper(
        body=body,
        title=TITLES["link"],
        name="Imogen Vale",
        email="imogen.vale@visitors.example",
        wanted="Visits made, and what was found",
        due_on=date(2026, 11, 20),
        item=cycle.items["link"],
        by=clerk,
    )
    cycle.papers["link"] = paper
    (secret,) = re.findall(r"/link/([\w-]+)/", OutgoingMail.objects.latest("pk").body)[:1]
    cycle.link = PersonalLink.objects.get(digest=links._digest(secret))
    report = make_report(TITLES["link"], body="<p>Forty visits were made.</p>")
    actions.save_paper(paper=paper, report=report, based_on=0, by=cycle.link)
    actions.receive_paper(paper=paper, by=cycle.link)
    actions.clear_paper(paper=paper, by=clerk)

    word = actions.upload_word_paper(body=body, title=TITLES["word"], data=report_in_word(), by=clerk)
    actions.accept_word(paper=word, file=word.word_draft.source.hash, by=clerk)
    _place(cycle, "word", word)
    actions.clear_paper(paper=word, by=clerk)

    returned = actions.ask_for_paper(
        body=body, title=TITLES["returned"], author=author, due_on=date(2026, 11, 27), by=clerk
    )
    _place(cycle, "returned", returned)
    report = make_report(TITLES["returned"], body="<p>The budget is 12 pounds.</p>")
    actions.save_paper(paper=returned, report=report, based_on=0, by=author)
    actions.receive_paper(paper=returned, by=author)
    actions.return_paper(paper=returned, comment="Table 2 does not add up.", by=clerk)
    mended = replace(report, body="<p>The budget is 12 million pounds.</p>")
    actions.save_paper(paper=returned, report=mended, based_on=1, by=author)
    actions.receive_paper(paper=returned, by=author)
    actions.clear_paper(paper=returned, by=clerk)

    follow = actions.ask_for_paper(body=body, title=TITLES["follow"], author=author, by=clerk)
    _place(cycle, "follow", follow, delivery="to_follow")


def _keep_from_the_public(cycle: Cycle) -> None:
    body, clerk = cycle.meeting.body, cycle.clerk
    exempt = make_report(TITLES["exempt"], body=f"<p>{EXEMPT_WORDS}</p>", appendices=[])
    _place(cycle, "exempt", actions.write_paper(body=body, title=exempt.title, report=exempt, by=clerk))
    secret = Appendix(label="Appendix 2", title="Single cases", html=f"<p>{APPENDIX_WORDS}</p>")
    usual = make_report().appendices
    report = make_report(TITLES["appendix"], appendices=[*usual, secret])
    opened = _place(
        cycle, "appendix", actions.write_paper(body=body, title=report.title, report=report, by=clerk)
    )
    report = make_report(CONFIDENTIAL_TITLE, body=f"<p>{CONFIDENTIAL_WORDS}</p>", appendices=[])
    _place(cycle, "confidential", actions.write_paper(body=body, title=report.title, report=report, by=clerk))
    for name in ("exempt", "appendix", "confidential"):
        actions.clear_paper(paper=cycle.papers[name], by=clerk)
    rows = [
        actions.restrict_item(item=cycle.items["exempt"], by=clerk, **EXEMPT),
        actions.restrict_appendix(
            placement=opened,
            appendix="Appendix 2",
            by=clerk,
            **{**EXEMPT, "paragraphs": [1], "public_interest_reason": "It is about single officers."},
        ),
        actions.restrict_item(
            item=cycle.items["confidential"],
            by=clerk,
            ground="confidential",
            imposed_by="Home Office",
            shows_title=False,
        ),
    ]
    for row in rows:
        actions.sign_restriction(restriction=row, by=cycle.officer)


def _publish(cycle: Cycle) -> None:
    meeting, clerk = cycle.meeting, cycle.clerk
    actions.send_to_chair(meeting=meeting, by=clerk)
    queue.run_pending()
    agree(meeting, cycle.chair)
    pack = build(meeting, clerk, Pack.Kind.AGENDA)
    assert pack.status == Pack.Status.WHOLE, pack.failure
    cycle.first = actions.publish_agenda(meeting=meeting, by=clerk, proof=file_of(pack).hash)
    cycle.first_pack = pack
    cycle.restricted = build(meeting, clerk, Pack.Kind.RESTRICTED)
    actions.issue_restricted_pack(meeting=meeting, by=clerk)
    (agenda,) = things_of(meeting)
    actions.send_despatch(
        meeting=meeting,
        kind=agenda.kind,
        source_ref=agenda.ref,
        subject="Agenda published",
        body="The agenda is public.",
        by=clerk,
    )


def _late(cycle: Cycle) -> None:
    meeting, clerk = cycle.meeting, cycle.clerk
    follow = cycle.items["follow"].placements.get()
    actions.bring_late_paper(
        placement=follow, data=make_pdf(2), by=clerk, reason="The figures came on Monday."
    )
    cycle.items["urgent"] = actions.add_item_after_publication(
        meeting=meeting,
        title="Safer Streets grant",
        urgent_reason=URGENT,
        opinion_by="Cllr Rosalind Gage",
        opinion_on=date(2026, 11, 30),
        by=clerk,
    )
    pack = actions.ask_for_supplement(meeting=meeting, by=clerk)
    queue.run_pending()
    pack.refresh_from_db()
    assert pack.status == Pack.Status.WHOLE, pack.failure
    cycle.supplement = actions.publish_supplement(meeting=meeting, by=clerk, proof=file_of(pack).hash)


def _withdraw(cycle: Cycle) -> None:
    placement = cycle.items["returned"].placements.get()
    actions.withdraw_paper(placement=placement, reason="A figure in table 1 is wrong.", by=cycle.clerk)


def public_bytes() -> list[bytes]:
    """Every file that was ever made public."""
    return [
        files.read(stored)
        for each in Publication.objects.select_related("file", "screen_file")
        for stored in (each.file, each.screen_file)
        if stored
    ]
