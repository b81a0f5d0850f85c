"""The e-mails to authors of papers: what is wanted, by when, where to write it, whom to ask.

A paper on restricted business is not named in a mail, and neither is what is wanted or what should change.
"""

from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.actors import Actor
from foundation.ui.dates import long_day
from meetings.common import authorship
from meetings.models import Meeting, Paper, Restriction
from meetings.papers import links
from meetings.restricted.posting import post
from panels.models import BodySettings


def ask(paper: Paper, *, by: Actor, today: date) -> None:
    """Tell the author what is wanted, and by when."""
    panel = _settings(paper, today).name
    opening = _("{panel} asks you for a paper{titled}{for_meeting}.").format(
        panel=panel, titled=_titled(paper), for_meeting=_for_meeting(paper)
    )
    wanted = "" if is_restricted(paper) else paper.wanted
    _send(
        paper,
        _("A paper for {panel}{due}").format(panel=panel, due=_due(paper, ", due")),
        [opening, wanted],
        by,
        today,
    )


def send_link(paper: Paper, *, by: Actor, today: date) -> None:
    """Give the author a new link; the one before no longer works."""
    said = _(
        "This is a new link to the paper you were asked for{titled}. The old link has been closed."
    ).format(titled=_titled(paper))
    _send(paper, _("A new link to your paper{due}").format(due=_due(paper, ", due")), [said], by, today)


def send_back(paper: Paper, *, by: Actor, today: date) -> None:
    """Tell the author that the paper came back, and what should change."""
    said = _("{by} returned your paper{titled} with a comment.").format(
        by=by.printed_name, titled=_titled(paper)
    )
    comment = "" if is_restricted(paper) else paper.return_comment
    _send(paper, _("Your paper has been returned"), [said, comment], by, today)


def remind(paper: Paper, *, by: Actor, today: date) -> None:
    """Remind the author of the day."""
    said = _("We have not received the paper you were asked for{titled}{for_meeting}.").format(
        titled=_titled(paper), for_meeting=_for_meeting(paper)
    )
    verb = _("was due") if paper.due_on and paper.due_on < today else _("is due")
    day = f" {verb} on {long_day(paper.due_on)}" if paper.due_on else ""
    _send(paper, _("Reminder: your paper{day}").format(day=day), [said], by, today)


def recipient_of(paper: Paper, today: date) -> str:
    """Where the author is written to; empty for nobody, and for an author whose access has ended."""
    is_author = paper.author is not None and authorship.holds(paper.author, paper, today)
    return paper.author.email if is_author and paper.author else paper.asked_email


def _send(paper: Paper, subject: str, said: list[str], by: Actor, today: date) -> None:
    """One message to the author, if there is one to write to who is not the sender."""
    recipient = recipient_of(paper, today)
    if not recipient or (isinstance(by, User) and paper.author_id == by.pk):
        return
    due = _("It is due on {day}.").format(day=long_day(paper.due_on)) if paper.due_on else ""
    if paper.author:
        way = _("Sign in to write it or to upload a file:")
    else:
        way = _(
            "Write it or upload a file with this link. The link is personal to you. Please do not share it. "
            "You do not need an account."
        )
    address = links.address_for(paper, by=by, today=today)
    parts = [
        _("Dear {author_name},").format(author_name=paper.author_name),
        *said,
        due,
        f"{way}\n{address}",
        _whom_to_ask(paper, today),
    ]
    post("mail_authors", _meeting_of(paper) or paper.body, recipient, subject, parts)


def _whom_to_ask(paper: Paper, today: date) -> str:
    return _settings(paper, today).contact.for_questions


def _settings(paper: Paper, today: date) -> BodySettings:
    return paper.body.settings_on(today)


def is_restricted(paper: Paper) -> bool:
    """True for a paper that no e-mail names."""
    below = Q(item__subitems__placements__paper=paper)
    here = Q(item__placements__paper=paper) | below | Q(placement__paper=paper)
    return Restriction.objects.standing().filter(here).exists()


def _titled(paper: Paper) -> str:
    return "" if is_restricted(paper) else f", “{paper.title}”"


def _due(paper: Paper, word: str) -> str:
    return f"{word} {long_day(paper.due_on)}" if paper.due_on else ""


def _meeting_of(paper: Paper) -> Meeting | None:
    """The next meeting on whose agenda it is."""
    coming = Meeting.objects.filter(items__placements__paper=paper, status__in=Meeting.STILL_TO_COME)
    return coming.order_by("starts_at").first()


def _for_meeting(paper: Paper) -> str:
    meeting = _meeting_of(paper)
    return _(", for the meeting of {day}").format(day=long_day(meeting.starts_at)) if meeting else ""
