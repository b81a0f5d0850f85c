"""The Thames Valley meeting of 17 June 2016 and its item 47, entered as a secretary would enter them.

Facts are typed here; the words of agenda and minutes are read from the paper beside the project.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from pathlib import Path

import pikepdf
from django.db import transaction
from django.test import Client

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.layout.document import from_data
from foundation.documents.store import files
from foundation.documents.word import word_out
from foundation.library.models import Publication
from meetings import actions
from meetings.attendance.rules.roll import RollLine
from meetings.minutes.content import DecisionLine, FollowUpRow, LimbLine
from meetings.minutes.documents.text import blocks
from meetings.models import Meeting, Minute
from panels import actions as panels
from panels import pasting
from panels.models import Body, Office
from tests.acceptance.llr import moment, on
from tests.acceptance.published import in_folder, pdf_pages, word_text
from tests.acceptance.seed_text import between, seed

PANEL = "Thames Valley Police and Crime Panel"
TITLE = "Community Safety Partnerships and Neighbourhood Policing"
DISCUSSION = "During discussion the following questions were asked:-"
# Given name, family name, council: those who asked.
MEMBERS = [
    ("Trevor", "Egleton", "South Bucks District Council"),
    ("Margaret", "Burke", "Milton Keynes Council"),
    ("Kieron", "Mallon", "Oxfordshire County Council"),
    ("Dee", "Sinclair", "Oxford City Council"),
]
Line = tuple[str, str]


def agenda_note() -> str:
    """What the agenda says of the item: who attends, what it is for, what is attached."""
    return between(seed("002"), "(Item 47.)", "Minutes:").strip()


def lines() -> list[Line]:
    """The minute as (kind, words): b bullet, h sub-heading, a action, u address, t paragraph."""
    whole = between(seed("002"), "\nMinutes:", "RECOMMENDATIONS")
    found: list[Line] = []
    in_discussion = False
    for raw in (line.replace("\u00a0", " ").strip() for line in whole.split("\n")):
        if not raw:
            continue
        if raw.startswith("·"):
            found.append(("b", raw.removeprefix("·").strip()))
        elif re.match(r"Action\b", raw):
            found.append(("a", raw.removeprefix("Action").removeprefix(":").strip()))
        elif raw.startswith("http"):
            found.append(("u", raw))
        else:
            is_heading = in_discussion and len(raw.split()) < 12 and raw[-1] not in ".:-"
            found.append(("h" if is_heading else "t", raw))
        in_discussion = in_discussion or raw == DISCUSSION
    return found


def recommendations() -> list[str]:
    """The recommendations without their numbers."""
    whole = between(seed("002"), "RECOMMENDATIONS", "Supporting documents:")
    return [each.strip() for each in re.findall(r"(?m)^\s*\d\.\s+(\S.*)$", whole)]


def as_html(found: list[Line]) -> str:
    """The lines as the editor would give them."""
    out = ""
    for kind, words in found:
        said = escape(words, quote=False)
        if kind == "b":
            out = out.removesuffix("</ul>") if out.endswith("</ul>") else f"{out}<ul>"
            out += f"<li><p>{said}</p></li></ul>"
        elif kind == "u":
            out += f'<p><a href="{escape(words)}">{said}</a></p>'
        elif kind != "a":
            out += f"<h2>{said}</h2>" if kind == "h" else f"<p>{said}</p>"
    return out


@dataclass(frozen=True)
class Item47:
    """What a visitor reads of the item, in every form, and what the secretary sees."""

    page: str
    pdf: str
    word: str
    clerk_page: str
    publication: Publication
    agenda_page: str
    outline: list[str]


def publish_item_47(folder: Path) -> Item47:
    """Enter and publish the meeting, read everything back, and leave the database as it was."""
    with in_folder(folder), transaction.atomic():
        body, clerk = set_up()
        meeting = plan(body, clerk)
        minute = write(meeting, body, clerk)
        read = _read_back(folder, meeting, minute, clerk)
        transaction.set_rollback(True)
    return read


def set_up() -> tuple[Body, User]:
    """The panel of 2016 with its Chairman and the members who spoke first."""
    with on(2015, 6, 1):
        admin = User.objects.create_user("admin@tvp.example", "Administrator", is_administrator=True)
        body = panels.set_up_body(
            name=PANEL,
            by=admin,
            starts_on=moment(2015, 6, 1).date(),
            chair_style="Chairman",
            commissioner_title="Police and Crime Commissioner",
            commissioner_short_title="PCC",
            minute_points="bullets",
        )
        clerk = panels.create_user(email="clerk@tvp.example", name="Clerk", by=admin)
        day = moment(2015, 6, 1).date()
        panels.assign(body=body, user=clerk, role=Role.SECRETARIAT, by=admin, starts_on=day)
        rows = pasting.paste_members("\n".join(f"Cllr {g} {f}\t{council}" for g, f, council in MEMBERS)).rows
        panels.save_pasted(body=body, rows=rows, starts_on=day, by=clerk)
        chair = body.seats.get(terms__person__family_name="Egleton").terms.get().person
        panels.appoint_office(body=body, kind=Office.Kind.CHAIR, person=chair, starts_on=day, by=clerk)
    return body, clerk


def plan(body: Body, clerk: User) -> Meeting:
    """The meeting of 17 June, whose item has the number 47, with an update and a presentation."""
    with on(2016, 6, 6):
        meeting = actions.create_meeting(
            body=body, kind=Meeting.Kind.ORDINARY, starts_at=moment(2016, 6, 17, 11), by=clerk
        )
        meeting.items.all().delete()
        actions.add_item(
            meeting=meeting,
            title=TITLE,
            business="presentation",
            purpose=agenda_note(),
            label_override="47",
            by=clerk,
        )
        actions.agree_agenda(meeting=meeting, by=clerk)
    return meeting


def write(meeting: Meeting, body: Body, clerk: User) -> Minute:
    """The roll, and the minute with its actions in their places and its recommendations."""
    with on(2016, 6, 27):
        people = [seat.terms.get().person for seat in body.seats.all()]
        roll = [RollLine(person.pk, is_in_chair=person.family_name == "Egleton") for person in people]
        actions.record_attendance(meeting=meeting, roll=roll, by=clerk)
        minutes = actions.start_minutes(meeting=meeting, by=clerk)
        actions.number_from(minutes=minutes, first=47, by=clerk)
        found = lines()
        minute = actions.save_minute(
            minute=minutes.entries.get(),
            opening=found[0][1],
            text=as_html(found[1:]),
            based_on=1,
            by=clerk,
        )
        places = [key for key, _ in blocks(minute.text)]
        rows: list[FollowUpRow] = []
        place = -1
        for kind, words in found[1:]:
            place += kind in "btu"
            if kind == "a":
                said = dict(blocks(minute.text))[places[place]]
                rows.append(FollowUpRow(said, owner=words, stands=places[place]))
        limbs = [LimbLine(each) for each in recommendations()]
        actions.save_minute(
            minute=minute,
            text=minute.text,
            decisions=[DecisionLine("recommendations", limbs)],
            follow_ups=rows,
            based_on=minute.version,
            by=clerk,
        )
        actions.publish_minutes(minutes=minutes, by=clerk)
    return minute


def _read_back(folder: Path, meeting: Meeting, minute: Minute, clerk: User) -> Item47:
    publication = Publication.objects.get(source_ref=minute.minutes.ref)
    assert publication.file is not None
    path = folder / "item47.pdf"
    path.write_bytes(files.read(publication.file))
    visitor, secretary = Client(), Client()
    secretary.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    with on(2016, 6, 28):
        page = visitor.get(f"/published/{publication.ref}/").content.decode()
        clerk_page = secretary.get(f"/meetings/{meeting.pk}/minutes/").content.decode()
        agenda = secretary.get(f"/meetings/{meeting.pk}/agenda/").content.decode()
    with pikepdf.open(path) as pdf, pdf.open_outline() as outline:
        titles = list(_titles(outline.root))
    return Item47(
        page=page,
        pdf="\n".join(pdf_pages(path)),
        word=word_text(word_out.to_docx(from_data(publication.data))),
        clerk_page=clerk_page,
        publication=publication,
        agenda_page=agenda,
        outline=titles,
    )


def _titles(items: Iterable[pikepdf.OutlineItem]) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)
