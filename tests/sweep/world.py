"""A small world in which every role has a user and every address an object, built once through actions.

Every word that is not public carries a canary: a made-up word that must not be found where the public looks.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.jobs import queue
from meetings import actions
from meetings.models import AgendaItem, Meeting, Pack, Paper
from panels import actions as panels
from panels.models import Assignment, Body, OfficeHolder, Person, ScrutinisedOffice, Venue
from tests.builders.meetings import london
from tests.builders.panels import (
    FIRST_DAY,
    add_vacancy,
    make_chair,
    make_panel,
    make_secretary,
    make_user,
    seat_member,
)
from tests.builders.papers import make_report
from tests.builders.word import make_docx, para

VISITOR = "visitor"
ROLES = (
    "administrator",
    "secretariat",
    "chair",
    "member",
    "monitoring_officer",
    "report_author",
    "commissioners_office",
    "csp_officer",
    "csp_chair",
    "other_csp_officer",
    "ex_member",
    "other_secretariat",
    VISITOR,
)


@dataclass
class World:
    """Who there is, what there is by a name of its own, and which words must stay inside."""

    body: Body
    secretary: User
    users: dict[str, User] = field(default_factory=dict)
    things: dict[str, Any] = field(default_factory=dict)
    canaries: dict[str, str] = field(default_factory=dict)
    # What each address answers its first reader, see first_pages.
    answers: dict[str, tuple[str, Any]] = field(default_factory=dict)

    def secret(self, where: str) -> str:
        """A canary of its own for this place; short and without a hyphen, so that no line breaks it."""
        return self.canaries.setdefault(where, f"qx{len(self.canaries):03d}zq")

    def __getitem__(self, name: str) -> Any:
        return self.things[name]

    def meeting(self, name: str) -> Meeting:
        """A meeting of this world as it stands in the database now."""
        return Meeting.objects.get(pk=self.things[name].pk)


def build_world() -> World:
    """Everything, through actions; the clock must stand at ten on Tuesday 24 November 2026."""
    body = make_panel(takes_questions=True, second_language="cy")
    world = World(body, make_secretary(body))
    people(world)
    meetings(world)
    from tests.sweep import world_more, world_restricted, world_votes, world_year

    world_more.asked_by_link(world)
    world_more.files_that_were_not_used(world)
    world_more.past_meetings(world)
    world_more.statements(world)
    world_votes.votes(world)
    world_more.public_questions(world)
    world_more.partnerships(world)
    world_more.inquiries(world)
    world_restricted.restricted_business(world)
    world_more.packs_and_publications(world)
    world_restricted.restricted_packs(world)
    world_year.the_year(world)
    return world


def people(world: World) -> None:
    """One user for every role, and one of everything the pages of a panel can change."""
    body, clerk = world.body, world.secretary
    other = make_panel("mercia", name="Mercia Police and Crime Panel", contact_email="mercia@pcp.example")
    users = world.users
    users["administrator"] = make_user("Ada Field", is_administrator=True)
    users["secretariat"] = clerk
    users["chair"] = make_chair(body)
    users["member"] = _member(body, "Stannard", "Marlbury Council", email=world.secret("a member's address"))
    users["ex_member"] = _member(body, "Oakley", "Thornhaven Council", ends_on=date(2026, 10, 31))
    for role in (Role.MONITORING_OFFICER, Role.REPORT_AUTHOR, Role.COMMISSIONERS_OFFICE):
        users[role.value] = make_user(role.label.replace("’", ""), body, role)
    users["other_secretariat"] = make_secretary(other, "Owen Pratt")
    change = panels.ask_for_address(
        user=users["ex_member"],
        email=f"{world.secret('an address to come')}@secret.example",
        by=make_user("Bo Lane", is_administrator=True),
        reason=world.secret("why an address changes"),
        is_lost=True,
    )
    office = ScrutinisedOffice.objects.create(
        body=body, name="Police and Crime Commissioner for Wessex", office_name="Office of the Commissioner"
    )
    holder = Person.objects.create(title="Dr", given_name="Miriam", family_name="Calloway")
    member = Person.objects.get(family_name="Stannard")
    world.things |= {
        "body": body,
        "seat": add_vacancy(body, "Kennetside District Council"),
        "term": member.terms.get(),
        "person": member,
        "person_without_sign_in": seat_member(body, "Quince", "Westbrook Council"),
        "account": users["member"],
        "changing_account": users["ex_member"],
        "address_change": change,
        "assignment": Assignment.objects.get(user=users["monitoring_officer"]),
        "cover": Assignment.objects.create(
            body=body,
            user=make_user("Sam Reeve"),
            covers=clerk,
            role=Role.SECRETARIAT,
            starts_on=date(2027, 7, 1),
            ends_on=date(2027, 7, 14),
        ),
        "office": body.offices.get(),
        "holder": OfficeHolder.objects.create(
            office=office, person=holder, post="Police and Crime Commissioner", starts_on=FIRST_DAY
        ),
        "venue": Venue.objects.create(name="County Hall", address="Ambermere"),
    }
    secret_body = world.secret("the name of a task group")
    panels.set_up_body(name=secret_body, by=clerk, parent=body, kind=Body.Kind.TASK_GROUP)


def _member(body: Body, name: str, council: str, email: str = "", ends_on: date | None = None) -> User:
    person = seat_member(body, name, council, ends_on=ends_on)
    person.user = make_user(f"Ada {name}")
    person.email = f"{email}@secret.example" if email else ""
    person.save()
    return person.user


def plan(world: World, name: str, starts_at: datetime, **fields: Any) -> Meeting:
    """A meeting with no lines yet, known by this name."""
    fields.setdefault("announce", True)
    fields.setdefault("venue", world["venue"])
    meeting = actions.create_meeting(
        body=world.body,
        kind=str(fields.pop("kind", Meeting.Kind.ORDINARY)),
        starts_at=starts_at,
        by=world.secretary,
        **fields,
    )
    meeting.items.all().delete()
    world.things[name] = meeting
    return meeting


def add(world: World, meeting: Meeting, title: str, **fields: Any) -> AgendaItem:
    """One report line."""
    return actions.add_item(meeting=meeting, title=title, by=world.secretary, business="report", **fields)


def written(world: World, title: str, words: str, author: User | None = None) -> Paper:
    """A paper with these words in its text."""
    report = make_report(title, body=f"<ol><li><p>{words}</p></li></ol>", appendices=[])
    return actions.write_paper(body=world.body, title=title, report=report, author=author, by=world.secretary)


def meetings(world: World) -> None:
    """One meeting published, one ready to be, one draft with a paper in each state, one private."""
    published = plan(world, "published", london(2026, 12, 4))
    _published_papers(world, published)
    ready = plan(world, "ready", london(2027, 1, 15), announce=False)
    words = world.secret("until published: the text of a ready paper")
    line = add(world, ready, world.secret("until published: the line of a ready item"))
    paper = written(world, "Rural crime", words)
    world.things["ready_placement"] = actions.place_paper(item=line, paper=paper, by=world.secretary)
    actions.clear_paper(paper=paper, by=world.secretary)
    world.things["ready_notes_item"] = add(world, ready, "Views of the partnerships")
    _draft(world)
    private = plan(
        world,
        "private",
        london(2027, 1, 11),
        kind=Meeting.Kind.BRIEFING,
        announce=False,
        title=f"Briefing {world.secret('the title of a private meeting')}",
    )
    add(world, private, world.secret("an item of a private meeting"))


def _published_papers(world: World, meeting: Meeting) -> None:
    """A paper whose earlier words were changed, a PDF whose hidden words were taken out, a withdrawn one."""
    from tests.sweep.pdfs import pdf_with

    clerk = world.secretary
    first = add(world, meeting, "Knife crime")
    paper = written(world, "Knife crime", world.secret("an earlier version of a published paper"))
    actions.save_paper(
        paper=paper,
        report=make_report("Knife crime", body="<p>Published words of knife crime.</p>", appendices=[]),
        based_on=1,
        by=clerk,
    )
    actions.place_paper(item=first, paper=paper, by=clerk)
    hidden = world.secret("words about a PDF")
    upload = actions.upload_paper(
        body=world.body, title="Budget", data=pdf_with("Budget words", author=hidden), by=clerk
    )
    world.things["uploaded"] = upload
    world.things["placement"] = actions.place_paper(
        item=add(world, meeting, "Budget"), paper=upload, by=clerk
    )
    actions.receive_paper(paper=upload, by=clerk)
    actions.return_paper(paper=upload, comment=world.secret("why a paper was sent back"), by=clerk)
    later = written(world, "Late figures", world.secret("the text of a paper to follow"))
    world.things["published_item"] = first
    world.things["following_placement"] = actions.place_paper(
        item=first, paper=later, by=clerk, delivery="to_follow"
    )
    for each in (paper, upload):
        actions.clear_paper(paper=each, by=clerk)
    actions.send_to_chair(meeting=meeting, by=clerk)
    comment = world.secret("why an agenda was sent back")
    actions.return_agenda(meeting=meeting, comment=comment, by=clerk)


def _draft(world: World) -> None:
    """A draft agenda: a written paper of the report author, and one that is asked for."""
    clerk, author = world.secretary, world.users["report_author"]
    draft = plan(
        world, "draft", london(2027, 3, 5), announce=False, title=world.secret("the title of a draft meeting")
    )
    title = f"Custody {world.secret('the title of a draft paper')}"
    world.things["item"] = add(
        world,
        draft,
        world.secret("the title of a draft item"),
        purpose=world.secret("the purpose of a draft item"),
        presenter=world.secret("who presents a draft item"),
    )
    add(world, draft, "Another item")
    paper = written(world, title, world.secret("the text of a draft paper"), author)
    world.things["paper"] = paper
    world.things["draft_placement"] = actions.place_paper(item=world["item"], paper=paper, by=clerk)
    actions.ask_for_paper(body=world.body, title=world.secret("a paper asked for"), by=clerk, author=author)
    waiting = actions.upload_word_paper(
        body=world.body,
        title=world.secret("the title of a Word file that waits"),
        data=make_docx(para(world.secret("the words of a Word file that waits"))),
        by=clerk,
        author=author,
    )
    world.things["word_paper"] = waiting
    loose = written(world, "Loose paper", world.secret("a cleared paper on no agenda"))
    actions.clear_paper(paper=loose, by=clerk)
    world.things["cleared"] = loose


def built(world: World, name: str, kind: str) -> Pack:
    """A pack of a meeting, built in this process."""
    pack = actions.ask_for_pack(meeting=world.meeting(name), kind=kind, by=world.secretary)
    queue.run_pending()
    pack.refresh_from_db()
    assert pack.status == Pack.Status.WHOLE, pack.failure
    return pack
