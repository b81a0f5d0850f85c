"""The hearing of February, the meeting of March and the meeting of June 2018, entered through actions."""

import re
from datetime import date, time
from typing import Any

from foundation.jobs import queue
from foundation.library.models import Publication
from meetings import actions
from meetings.attendance.rules.roll import RollLine
from meetings.models import AgendaItem, Meeting, Minute, Minutes, Pack
from meetings.papers.documents.report import ReportDocument
from tests.acceptance import llr_reports
from tests.acceptance.llr import IN_ATTENDANCE, PRESENT, Panel, moment, on
from tests.acceptance.seed_text import as_html, between, blocks, plain_line, seed

COUNTY_HALL = "County Hall, Glenfield"
URGENT_ELSEWHERE = (
    "To advise of any other items which the Chairman has decided to take as urgent elsewhere on the agenda."
)
INTERESTS = "Declarations of interest in respect of items on the agenda."


def minute_stretches() -> dict[int, tuple[str, str, str]]:
    """Minute number to its title, its text, and what was resolved, as they stand in the seed."""
    whole = between(seed("004"), "DS Charles Edwards – Leicestershire Police", "1.00 - 2.50 pm")
    parts = re.split(r"(?m)^(?:#+ )?(\d\d)\. ", whole)
    found = {}
    for number, stretch in zip(parts[1::2], parts[2::2], strict=True):
        title, _, rest = stretch.partition("\n")
        text, _, resolved = re.sub(r"(?m)^#* ?\*\*RESOLVED:?\*\*:?$", "@@", rest).partition("@@")
        found[int(number)] = (plain_line(title), text.strip(), plain_line(resolved))
    return found


def hearing(panel: Panel) -> Meeting:
    """The confirmation hearing of 26 February, whose minutes March confirms."""
    with on(2018, 2, 12):
        meeting = actions.create_meeting(
            body=panel.body,
            kind=Meeting.Kind.CONFIRMATION_HEARING,
            starts_at=moment(2018, 2, 26, 13),
            venue=COUNTY_HALL,
            by=panel.clerk,
        )
        actions.add_item(meeting=meeting, title="Deputy Police and Crime Commissioner.", by=panel.clerk)
    with on(2018, 2, 27):
        minutes = actions.start_minutes(meeting=meeting, by=panel.clerk)
        actions.number_from(minutes=minutes, first=44, by=panel.clerk)
        write(minutes, 0, panel, text="<p>The Panel questioned the candidate.</p>")
        actions.publish_minutes(minutes=minutes, by=panel.clerk)
    return meeting


def march(panel: Panel, hearing: Meeting) -> Meeting:
    """The meeting of 28 March: ten items, four of them with a paper."""
    by = panel.clerk
    with on(2018, 3, 14):
        meeting = actions.create_meeting(
            body=panel.body,
            kind=Meeting.Kind.ORDINARY,
            starts_at=moment(2018, 3, 28, 13),
            venue=COUNTY_HALL,
            by=by,
        )
        titles = {number: title for number, (title, _, _) in minute_stretches().items()}
        add: dict[str, Any] = {"meeting": meeting, "by": by}
        actions.add_item(title=titles[45], business="minutes", minutes_of=[hearing], **add)
        actions.add_item(title=titles[46], standing="public_questions", **add)
        actions.add_item(title=URGENT_ELSEWHERE, standing="urgent_elsewhere", **add)
        actions.add_item(title=INTERESTS, standing="interests", **add)
        actions.add_item(title=titles[49], business="oral", presenter="OPCC", **add)
        paper_on(actions.add_item(title=titles[50], business="report", presenter="HMICFRS", **add), panel)
        paper_on(actions.add_item(title=titles[51], business="report", presenter="PCC", **add), panel)
        paper_on(actions.add_item(title=titles[52], business="report", presenter="PCC", **add), panel)
        paper_on(actions.add_item(title=titles[53], business="report", presenter="Secretariat", **add), panel)
        actions.add_item(title=titles[54], standing="next_meeting", **add)
    return meeting


def paper_on(item: AgendaItem, panel: Panel) -> None:
    """A short cleared report on an item, so that its mark is filed with the minutes."""
    report = ReportDocument(title=item.title, purpose="<ol><li><p>To inform.</p></li></ol>")
    paper = actions.write_paper(body=panel.body, title=item.title, report=report, by=panel.clerk)
    actions.clear_paper(paper=paper, by=panel.clerk)
    actions.place_paper(item=item, paper=paper, by=panel.clerk)


def june(panel: Panel, march: Meeting) -> Meeting:
    """The annual meeting of 8 June: thirteen items, three reports and the minutes of March."""
    by = panel.clerk
    with on(2018, 5, 21):
        meeting = actions.create_meeting(
            body=panel.body,
            kind=Meeting.Kind.ANNUAL,
            starts_at=moment(2018, 6, 8, 13),
            venue="Sparkenhoe Committee Room, County Hall, Glenfield",
            by=by,
        )
        actions.create_meeting(
            body=panel.body,
            kind=Meeting.Kind.ORDINARY,
            starts_at=moment(2018, 7, 25, 13),
            venue="City Hall, Leicester",
            by=by,
        )
        add: dict[str, Any] = {"meeting": meeting, "by": by}
        actions.add_item(title="Election of Chairman.", standing="election_chair", **add)
        actions.add_item(title="Election of Deputy Chairman.", standing="election_deputy", **add)
        title = "Minutes of the meeting held on 28 March 2018."
        actions.add_item(title=title, business="minutes", minutes_of=[march], **add)
        actions.add_item(title="Public Question Time.", standing="public_questions", **add)
        actions.add_item(title=URGENT_ELSEWHERE, standing="urgent_elsewhere", **add)
        actions.add_item(title=INTERESTS, standing="interests", **add)
        actions.add_item(title="Chief Constable's Contract.", business="oral", presenter="PCC", **add)
        actions.add_item(title="Deputy PCC Update.", business="oral", presenter="Deputy PCC", **add)
        for title, report in (
            ("Strategic Partnership Board Update.", llr_reports.strategic_partnership_board()),
            ("Knife crime and Stop and Search.", llr_reports.knife_crime()),
            ("Special Interest Group for Police and Crime Panels.", llr_reports.special_interest_group()),
        ):
            item = actions.add_item(title=title, business="report", presenter=report.report_of, **add)
            paper = actions.write_paper(body=panel.body, title=report.title, report=report, by=by)
            actions.clear_paper(paper=paper, by=by)
            actions.place_paper(item=item, paper=paper, by=by)
        actions.add_item(title="Date of next meeting.", standing="next_meeting", **add)
        title = "Any other items which the Chairman has decided to take as urgent."
        actions.add_item(title=title, standing="urgent_end", **add)
    return meeting


def publish(panel: Panel, meeting: Meeting) -> Pack:
    """Agree, build, read the proof and publish on the last compliant day."""
    with on(2018, 5, 31, 9):
        actions.agree_agenda(meeting=meeting, by=panel.clerk)
        actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.AGENDA, by=panel.clerk)
        queue.run_pending()
        pack = Pack.objects.filter(meeting=meeting, kind=Pack.Kind.AGENDA).latest("number")
        assert (pack.status, pack.failure) == (Pack.Status.WHOLE, "")
        actions.publish_agenda(meeting=meeting, by=panel.clerk)
        pack.refresh_from_db()
    return pack


def minute_march(panel: Panel, meeting: Meeting) -> Publication:
    """Record who was there, what was declared and decided on 28 March, and publish the draft minutes."""
    confirm_hearing(panel, meeting.items.order_by("position")[0].minutes_of.get(), meeting)
    with on(2018, 4, 4):
        take_roll(panel, meeting)
        declare(panel, meeting)
        said = {"public_questions": "no", "urgent_elsewhere": "no"}
        actions.answer_questions(meeting=meeting, answers=said, by=panel.clerk)
        minutes = actions.start_minutes(meeting=meeting, by=panel.clerk)
        stretches = minute_stretches()
        for place, number in enumerate(sorted(stretches)):
            _, text, resolved = stretches[number]
            write_from_seed(minutes, place, number, text, resolved, panel)
        return actions.publish_minutes(minutes=minutes, by=panel.clerk)


def take_roll(panel: Panel, meeting: Meeting) -> None:
    """The Chairman, fourteen members and five others."""
    people = [panel.person("Orson"), *(panel.person(family_name(name)) for name in PRESENT)]
    roll = [RollLine(person=person.pk, is_in_chair=not place) for place, person in enumerate(people)]
    away = panel.person("Taylor")
    roll.append(RollLine(person=away.pk, mark="absent"))
    for _, _, family, post, organisation in IN_ATTENDANCE:
        printed = ", ".join(filter(None, [post, organisation]))
        roll.append(RollLine(person=panel.person(family).pk, capacity="in_attendance", printed_post=printed))
    actions.record_attendance(
        meeting=meeting, roll=roll, by=panel.clerk, started_at=time(13, 0), ended_at=time(14, 50)
    )


def family_name(printed: str) -> str:
    """The family name within a printed one."""
    return [word for word in printed.split() if word not in ("JP", "MBE", "CC")][-1]


def declare(panel: Panel, meeting: Meeting) -> None:
    """Three members, one of them with three reasons."""
    sood = ("Police's Independent Advisory Panel", "Leicester Council of Faiths", "Bishop's Faith Forum")
    declared = {
        "Sood": f"as a member of the {sood[0]}, as a member of the {sood[1]} and a member of the {sood[2]}",
        "Culverwell": "as he had two close relatives that worked for Leicestershire Police",
        "Lalani": "as she had a close relative that was a member of the Police Cadets",
    }
    for name, nature in declared.items():
        actions.record_interest(meeting=meeting, person=panel.person(name), nature=nature, by=panel.clerk)


def write_from_seed(
    minutes: Minutes, place: int, number: int, text: str, resolved: str, panel: Panel
) -> None:
    """One minute: standing items are written from the record; narrative and decisions are typed."""
    if number in (45, 46, 48, 54):
        return
    if number == 47:
        _, _, text = text.partition("consideration. ")
        write(minutes, place, panel, text=f"<p>{text}</p>")
        return
    found = blocks(text)
    opening = ""
    if number in (49, 50, 51, 52, 53):
        opening, found = found[0][1], found[1:]
    minute = write(minutes, place, panel, text=as_html(found), opening=opening)
    actions.decide(minute=minute, limbs=[resolved], by=panel.clerk)


def write(minutes: Minutes, place: int, panel: Panel, *, text: str, opening: str = "") -> Minute:
    """Type the text of the minute at a place."""
    minute = list(minutes.entries.order_by("position"))[place]
    return actions.save_minute(
        minute=minute, text=text, opening=opening, based_on=minute.version, by=panel.clerk
    )


def confirm_hearing(panel: Panel, hearing: Meeting, at: Meeting) -> None:
    """March confirmed the minutes of the hearing."""
    with on(2018, 3, 29):
        actions.confirm_minutes(minutes=hearing.minutes, at=at, by=panel.clerk)


NEXT_MEETING = date(2018, 7, 25)
