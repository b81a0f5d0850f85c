"""Asking for papers: whom, for which item, what is wanted, by when; the author's link; reminders."""

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.history.findings import Finding, met, require, stopped
from foundation.history.models import Event
from meetings.common import authorship
from meetings.models import AgendaItem, Meeting, Paper
from meetings.papers import links, mail
from meetings.papers.actions.placing import place_paper
from meetings.papers.policies import may_ask_for_papers
from meetings.papers.rules import reminder_day
from meetings.restricted.leaks import one_look
from panels.models import Body

REMINDED = "author reminded"


def ask_for_paper(
    *,
    body: Body,
    title: str,
    by: User,
    author: User | None = None,
    name: str = "",
    email: str = "",
    wanted: str = "",
    due_on: date | None = None,
    item: AgendaItem | None = None,
) -> Paper:
    """Ask somebody to write a paper, and tell them by e-mail; with an item it is placed there at once.

    The author is a user, or somebody without an account by name and e-mail address, who gets a personal link.
    """
    require(may_ask_for_papers(by, body), _can_be_asked(author, name, email))
    with transaction.atomic():
        paper = Paper.objects.create(
            body=body,
            title=title,
            author=author,
            author_until=authorship.last_day(author, body, due_on, timezone.localdate()),
            asked_name=name.strip(),
            asked_email=email,
            wanted=wanted.strip(),
            due_on=due_on,
            preparation=Paper.Preparation.ASKED,
            asked_at=timezone.now(),
            asked_by=by.printed_name,
        )
        record("paper asked for", paper, by=by, scope=body.scope, data={"due_on": str(due_on or "")})
        if item is not None:
            place_paper(item=item, paper=paper, by=by)
        mail.ask(paper, by=by, today=timezone.localdate())
    return paper


def ask_again(
    *,
    paper: Paper,
    by: User,
    author: User | None = None,
    name: str = "",
    email: str = "",
    wanted: str = "",
    due_on: date | None = None,
) -> Paper:
    """Ask for the same paper anew: somebody else, something else, or by another day; old links are closed."""
    require(may_ask_for_papers(by, paper.body), _can_be_asked(author, name, email))
    with transaction.atomic():
        paper = _locked(paper)
        require(_is_not_in(paper))
        links.close(paper, by=by)
        paper.author, paper.asked_name, paper.asked_email = author, name.strip(), email
        paper.author_until = authorship.last_day(author, paper.body, due_on, timezone.localdate())
        paper.wanted, paper.due_on = wanted.strip(), due_on
        paper.asked_at, paper.asked_by = timezone.now(), by.printed_name
        paper.save(
            update_fields=[
                "author", "author_until", "asked_name", "asked_email", "wanted", "due_on", "asked_at",
                "asked_by",
            ]
        )  # fmt: skip
        record("paper asked for again", paper, by=by, scope=paper.scope, data={"due_on": str(due_on or "")})
        mail.ask(paper, by=by, today=timezone.localdate())
    return paper


def send_new_link(*, paper: Paper, by: User) -> Paper:
    """Send the author a new link; the old ones are closed."""
    require(may_ask_for_papers(by, paper.body))
    with transaction.atomic():
        paper = _locked(paper)
        require(_has_link_author(paper), _is_not_cleared(paper))
        links.close(paper, by=by)
        record("new link for the author sent", paper, by=by, scope=paper.scope)
        mail.send_link(paper, by=by, today=timezone.localdate())
    return paper


def revoke_link(*, paper: Paper, by: User) -> Paper:
    """Close the author's links, for instance because the mail went to the wrong person."""
    require(may_ask_for_papers(by, paper.body))
    with transaction.atomic():
        paper = _locked(paper)
        if links.close(paper, by=by):
            record("link of the author closed", paper, by=by, scope=paper.scope)
    return paper


@one_look()
def remind_authors(*, today: date) -> int:
    """Remind every author whose day it is, once for each day set; says how many were reminded."""
    wanted = Paper.objects.not_in().filter(due_on__isnull=False, asked_at__isnull=False)
    wanted = wanted.exclude(author__isnull=True, asked_email="")
    return sum(_remind(paper, today) for paper in wanted.order_by("pk"))


def _remind(paper: Paper, today: date) -> bool:
    with transaction.atomic():
        paper = _locked(paper)
        if paper.preparation not in ("asked", "draft", "returned") or not _is_awaited(paper):
            return False
        assert paper.due_on is not None and paper.asked_on is not None
        days = paper.body.settings_on(today).paper_reminder_days
        day = reminder_day(paper.due_on, paper.asked_on, today, days)
        if day is None or _was_reminded(paper, day):
            return False
        record(REMINDED, paper, by=SYSTEM, scope=paper.scope, data={"day": day.isoformat()})
        mail.remind(paper, by=SYSTEM, today=today)
    return True


@transaction.atomic
def remind_author(*, paper: Paper, by: User) -> datetime:
    """Remind the author now, and say when that was: pressed again on the same day, it is the first time.

    The reminders of the set days go their own way; one of them that is due is not sent as well.
    """
    require(may_ask_for_papers(by, paper.body))
    paper, today = _locked(paper), timezone.localdate()
    require(_is_awaited_still(paper), _can_be_reminded(paper, by, today))
    pressed = reminders_of_today([paper.pk], today).get(paper.pk)
    if pressed is not None:
        return pressed
    said = {"day": today.isoformat(), "by_hand": True}
    event = record(REMINDED, paper, by=by, scope=paper.scope, data=said)
    mail.remind(paper, by=by, today=today)
    return event.happened_at


def reminders_of_today(papers: Collection[int], today: date) -> dict[int, datetime]:
    """When the secretariat sent a reminder today, by the number of the paper."""
    return reminders_by_hand(reminders_asked(papers, today))


def reminders_asked(papers: Collection[int], today: date) -> QuerySet[Event]:
    """The reminders of today about these papers: `reminders_by_hand` reads them."""
    numbers = [str(pk) for pk in papers]
    said = Event.objects.filter(subject_type="meetings.paper", subject_id__in=numbers, verb=REMINDED)
    return said.filter(happened_at__date=today)


def reminders_by_hand(said: Iterable[Event]) -> dict[int, datetime]:
    """When somebody sent one themselves, by the number of the paper."""
    return {int(each.subject_id): each.happened_at for each in said if each.data.get("by_hand")}


def _was_reminded(paper: Paper, day: date) -> bool:
    said = Event.objects.filter(subject_type="meetings.paper", subject_id=str(paper.pk), verb=REMINDED)
    return any(event.data.get("day", "") >= day.isoformat() for event in said)


def _is_awaited(paper: Paper) -> bool:
    """On no agenda yet, or on that of a meeting that is still to come."""
    meetings = Meeting.objects.filter(items__placements__paper=paper)
    return not meetings.exists() or meetings.filter(status__in=Meeting.STILL_TO_COME).exists()


def _locked(paper: Paper) -> Paper:
    Paper.objects.select_for_update().get(pk=paper.pk)
    return Paper.objects.select_related("body", "author").get(pk=paper.pk)


def _can_be_asked(author: User | None, name: str, email: str) -> Finding:
    if author is not None:
        met_or_closed = (
            met()
            if author.is_active
            else stopped(_("The account of {author} has been closed.").format(author=author.name))
        )
        return (
            met_or_closed
            if not email
            else stopped(_("Select a user, or enter a name and an email address, not both."))
        )
    if bool(name.strip()) != bool(email):
        return stopped(_("Someone without an account is asked by name and email address."), code="author")
    try:
        if email:
            validate_email(email)
    except ValidationError:
        return stopped(_("Enter the email address in full, for example name@example.org."), code="email")
    return met()


def _is_awaited_still(paper: Paper) -> Finding:
    if paper.preparation not in ("asked", "draft", "returned"):
        return stopped(_("This paper has been submitted, so no reminder is needed."))
    if not _is_awaited(paper):
        return stopped(
            _("The meeting of this paper is over or has been cancelled, so no reminder is needed.")
        )
    return met()


def _can_be_reminded(paper: Paper, by: User, today: date) -> Finding:
    if paper.author_id == by.pk:
        return stopped(_("You are the author of this paper."))
    if mail.recipient_of(paper, today):
        return met()
    if not paper.author_name:
        return stopped(_("No one has been asked for this paper."), remedy=_("Ask someone for it."))
    return stopped(
        _("{author_name} can no longer sign in, so no reminder has been sent.").format(
            author_name=paper.author_name
        ),
        remedy=_("Ask someone else for this paper."),
    )


def _is_not_in(paper: Paper) -> Finding:
    if paper.preparation in ("asked", "draft", "returned") and paper.origin != Paper.Origin.DOCUMENT:
        return met()
    return stopped(
        _("This paper has been received, so it cannot be asked for again."),
        remedy=_("Return it with a comment."),
    )


def _is_not_cleared(paper: Paper) -> Finding:
    if paper.preparation != Paper.Preparation.CLEARED:
        return met()
    return stopped(_("This paper has been cleared, so its author has nothing to do."))


def _has_link_author(paper: Paper) -> Finding:
    return met() if paper.asked_email else stopped(_("No one has been asked for this paper by email."))
