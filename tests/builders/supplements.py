"""Published agendas on which papers come late, and supplements built and published through actions."""

from functools import partial
from typing import Any

from foundation.accounts.models import User
from foundation.jobs import queue
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Meeting, Pack, Placement
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import agree, build, file_of, make_paper, make_pdf, place

HOURS_TO_LATE = 6 * 24
REASON = "The grant has to be accepted before the next meeting."


def published_agenda(
    *, is_written: bool = False, **settings: Any
) -> tuple[User, Meeting, dict[str, Placement]]:
    """A published agenda of three items: a paper, a paper to follow, a paper; its placements by item."""
    body = make_panel(**settings)
    clerk = make_secretary(body)
    meeting = make_meeting(body, clerk)
    meeting.items.all().delete()
    items = add_items(meeting, clerk, "Knife crime", "Rural crime", "Budget")
    upload = partial(actions.upload_paper, body=body, by=clerk)
    first = make_paper(body, clerk) if is_written else upload(title="Knife crime", data=make_pdf(2))
    place(items[0], first, clerk)
    later = upload(title="Rural crime figures", data=make_pdf(2))
    place(items[1], later, clerk, delivery="to_follow")
    place(items[2], upload(title="Budget", data=make_pdf(3)), clerk)
    agree(meeting, clerk)
    build(meeting, clerk, Pack.Kind.AGENDA)
    actions.publish_agenda(meeting=meeting, by=clerk)
    rows = Placement.objects.filter(item__meeting=meeting).select_related("item__meeting", "paper")
    return clerk, meeting, {placement.item.title: placement for placement in rows}


def build_supplement(meeting: Meeting, by: User) -> Pack:
    """The next supplement, asked for and built in this process."""
    pack = actions.ask_for_supplement(meeting=meeting, by=by)
    queue.run_pending()
    pack.refresh_from_db()
    assert pack.status == Pack.Status.WHOLE, pack.failure
    return pack


def issue_supplement(meeting: Meeting, by: User) -> tuple[Pack, list[Publication]]:
    """The next supplement, built and published as it was read."""
    pack = build_supplement(meeting, by)
    published = actions.publish_supplement(meeting=meeting, by=by, proof=file_of(pack).hash)
    pack.refresh_from_db()
    return pack, published
