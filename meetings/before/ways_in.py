"""What a reader opens of a meeting to come in one step: the pack, their reply, the chair’s brief."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.accounts.models import User
from foundation.ui.rows import NavItem
from meetings.common.notice import is_withdrawn
from meetings.models import Coming, Meeting, Pack
from panels.models import Office

ANSWERS = {
    Coming.Answer.COMING: gettext_noop("You will attend."),
    Coming.Answer.REMOTE: gettext_noop("You will attend remotely."),
    Coming.Answer.APOLOGIES: gettext_noop("You have sent apologies."),
}


@dataclass
class WaysIn:
    """The links of one meeting, the first one to be a button, and what the reader replied."""

    links: list[NavItem] = field(default_factory=list)
    reply: str = ""


def ways_in(meetings: Sequence[Meeting], user: User, served: set[int], today: date) -> dict[int, WaysIn]:
    """For each meeting by its number; empty where the reader runs it, who has the pages of the meeting.

    As many questions to the database for four meetings as for one, and none for a secretariat.
    """
    found = {meeting.pk: WaysIn() for meeting in meetings}
    others = [meeting for meeting in meetings if meeting.body_id not in served]
    if not others:
        return found
    packed = set(Pack.objects.issued_for(others))
    chaired = Office.objects.current_on(today).filter(person__user=user, kind=Office.Kind.CHAIR)
    chairs = set(chaired.values_list("body_id", flat=True))
    replies = {row.meeting_id: row for row in Coming.objects.filter(meeting__in=others, person__user=user)}
    for meeting in others:
        reply = replies.get(meeting.pk)
        links = [*_published(meeting, packed), *_own(meeting, meeting.body_id in chairs, reply)]
        found[meeting.pk] = WaysIn(
            links, _(ANSWERS[Coming.Answer(reply.answer)]) if reply and reply.answer else ""
        )
    return found


def pack_address(meeting: Meeting, packed: set[int]) -> str:
    """Where the published pack is read on a screen; empty while there is none."""
    return reverse("library:pack_screen", args=[meeting.ref]) if _is_readable(meeting, packed) else ""


def _is_readable(meeting: Meeting, packed: set[int]) -> bool:
    is_public = meeting.agenda_status == Meeting.Agenda.PUBLISHED and not is_withdrawn(meeting)
    return is_public and meeting.pk in packed


def _published(meeting: Meeting, packed: set[int]) -> list[NavItem]:
    if not _is_readable(meeting, packed):
        return []
    page = reverse("library:meeting", args=[meeting.ref])
    return [NavItem(_("Read the pack"), pack_address(meeting, packed)), NavItem(_("Agenda and papers"), page)]


def _own(meeting: Meeting, is_chair: bool, reply: Coming | None) -> list[NavItem]:
    """What only this reader has of it."""
    links = []
    if is_chair:
        links.append(NavItem(_("Chair’s brief"), reverse("meetings:brief", args=[meeting.pk])))
    # Whoever has not replied yet finds that among their tasks.
    if reply is not None:
        page = reverse("meetings:coming_mine", args=[meeting.pk])
        if reply.answer:
            links.append(NavItem(_("Change your reply"), page))
        links.append(NavItem(_("Declare an interest"), f"{page}#id_note"))
    return links
