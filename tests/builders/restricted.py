"""An agenda with business that is kept from the public, made through actions."""

from dataclasses import dataclass
from typing import Any

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.library.models import Publication
from meetings import actions
from meetings.models import AgendaItem, Meeting, Pack, Placement, Restriction
from meetings.papers.documents.report import Appendix
from panels.models import Body, Person
from tests.builders.meetings import make_meeting
from tests.builders.panels import give_sign_in, make_panel, make_secretary, make_user, seat_member
from tests.builders.papers import agree, build, make_paper, make_pdf

EXEMPT: dict[str, Any] = {
    "ground": "exempt",
    "paragraphs": [3],
    "public_interest_reason": "A tender is open and prices would be known.",
}
LETTING, COSTS, COMPLAINT = "Letting of custody contract", "Unit costs by station", "Complaint of Mrs Larch"


@dataclass
class Private:
    """A panel, its people, and a meeting: an open item, one to restrict, one with an appendix to restrict."""

    body: Body
    clerk: User
    officer: User
    member: User
    meeting: Meeting
    items: list[AgendaItem]
    placements: dict[str, Placement]

    def person(self) -> Person:
        """The member as a person."""
        return Person.objects.get(user=self.member)

    def publish(self) -> list[Publication]:
        """The agenda published with its public pack."""
        self.meeting.refresh_from_db()
        if self.meeting.agenda_status != "agreed":
            agree(self.meeting, self.clerk)
        build(self.meeting, self.clerk, Pack.Kind.AGENDA)
        found = actions.publish_agenda(meeting=self.meeting, by=self.clerk)
        self.meeting.refresh_from_db()
        return found

    def restricted_pack(self) -> Pack:
        """The restricted pack as it stands now."""
        return build(self.meeting, self.clerk, Pack.Kind.RESTRICTED)

    def sign_all(self) -> None:
        """The monitoring officer signs everything."""
        for each in Restriction.objects.standing():
            actions.sign_restriction(restriction=each, by=self.officer)


def make_private(**settings: Any) -> Private:
    """Items: Knife crime (open), the letting (to be restricted), Budget (open, an appendix of costs)."""
    body = make_panel(**settings)
    clerk = make_secretary(body)
    officer = make_user("Ursula Penn", body, Role.MONITORING_OFFICER)
    person = seat_member(body, "Stannard", "Marlbury Council")
    member = give_sign_in(person)
    meeting = make_meeting(body, clerk)
    meeting.items.all().delete()
    titles = ["Knife crime", LETTING, "Budget"]
    items = [actions.add_item(meeting=meeting, title=t, business="report", by=clerk) for t in titles]
    costs = Appendix(label="Appendix B", title=COSTS, html="<p>Thornhaven costs 412 a night.</p>")
    knives = Appendix(label="Appendix A", title="Wards", html="<p>Four wards.</p>")
    papers = {
        "knives": make_paper(body, clerk, "Knife crime", appendices=[]),
        "letting": make_paper(body, clerk, LETTING, body="<p>Firm Larkspur is cheapest.</p>", appendices=[]),
        "slides": actions.upload_paper(body=body, title="Prices of bidders", data=make_pdf(3), by=clerk),
        "budget": make_paper(body, clerk, "Budget", appendices=[knives, costs]),
    }
    where = {"knives": items[0], "letting": items[1], "slides": items[1], "budget": items[2]}
    placed = {name: actions.place_paper(item=where[name], paper=p, by=clerk) for name, p in papers.items()}
    for paper in papers.values():
        actions.clear_paper(paper=paper, by=clerk)
    return Private(body, clerk, officer, member, meeting, items, placed)


def restrict(world: Private, **terms: object) -> tuple[Restriction, Restriction]:
    """The second item exempt with its title hidden, and Appendix B of the third."""
    item = actions.restrict_item(
        item=world.items[1], by=world.clerk, **{**EXEMPT, "shows_title": False, **terms}
    )
    appendix = actions.restrict_appendix(
        placement=world.placements["budget"], appendix="Appendix B", by=world.clerk, **EXEMPT
    )
    return item, appendix
