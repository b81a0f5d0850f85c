"""Whose a sent file is today: its sender's while they may work on what it is for, else the secretariat's.

It asks what the page of the form asks, of everything that the file is for. Where the thing is gone, the body
it was sent under answers for it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import PersonalLink, User
from foundation.documents.incoming.sent import Sender
from foundation.documents.models import SentFile
from foundation.history.models import Event
from foundation.history.together import Asking
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted
from meetings.models import AgendaItem, Meeting, Minutes, Paper, Placement
from meetings.models.restricted_business import kept_items
from meetings.papers import overview
from panels.models import Body
from panels.policies import bodies_served, bodies_with_drafts


def _items(user: User, today: date) -> QuerySet[AgendaItem]:
    return AgendaItem.objects.filter(meeting__body_id__in=bodies_with_drafts(user, today))


# What a file can be sent for, by the name of its argument: the table, its body, and which of it a user sees.
# A new paper has its item beside its body, and is kept where the item is gone: so the body comes first.
_THINGS: Mapping[str, tuple[type[Model], str, Callable[[User, date], QuerySet[Any]]]] = {
    "body": (Body, "pk", overview.bodies_to_write_for),
    "paper": (Paper, "body", lambda user, __: Paper.objects.visible_to(user)),
    "placement": (Placement, "item__meeting__body", lambda user, __: Placement.objects.visible_to(user)),
    "item": (AgendaItem, "meeting__body", _items),
    "minutes": (Minutes, "meeting__body", lambda user, __: Minutes.objects.visible_to(user)),
}


def is_open_to(found: SentFile, by: Sender, now: datetime) -> bool:
    """True for its sender while they may work on what it was sent for, else for who has it in their place."""
    if SentFile.objects.of(by).filter(pk=found.pk).exists():
        # A personal link is a dated grant for one paper, and its pages ask for it.
        return isinstance(by, PersonalLink) or _sees(by, found, _day(now))
    return isinstance(by, User) and is_left_to(found, by, now)


def is_left_to(found: SentFile, user: User, now: datetime) -> bool:
    """True for a file that waits for a sender who may not use it any more, and for who serves its body."""
    waits = found.state == SentFile.State.HELD and found.file_id is not None and found.seen_at is None
    serves = waits and _home(found) in bodies_served(user, _day(now))
    return serves and _sees(user, found, _day(now)) and not _has_sender(found, now)


def form_of(found: SentFile) -> str:
    """The page of its form for somebody signed in."""
    is_by_link = found.link_id is not None or found.user_id is None
    if is_by_link and "paper" in found.arguments:
        return reverse("meetings:paper_replace", args=[found.arguments["paper"]])
    return found.address


def _day(now: datetime) -> date:
    return timezone.localtime(now).date()


def _has_sender(found: SentFile, now: datetime) -> bool:
    by = found.by
    if isinstance(by, PersonalLink):
        links = PersonalLink.objects.for_target(by.purpose, by.target).open(now)
        return links.filter(email__iexact=by.email).exists()
    return by is not None and by.is_active and _sees(by, found, _day(now))


def _sees(user: User, found: SentFile, today: date) -> bool:
    if _is_for_kept(found, user):
        return False
    name, pk = _thing(found)
    model, __, visible_to = _THINGS[name]
    if model._default_manager.filter(pk=pk).exists():
        return visible_to(user, today).filter(pk=pk).exists()
    return _home(found) in bodies_with_drafts(user, today)


def _is_for_kept(found: SentFile, user: User) -> bool:
    """True for a file that goes to a line kept from this user, by whatever else it is named.

    No more is asked of the line beside a body: a new paper may be for another body's agenda.
    """
    item = found.arguments.get("item")
    return item is not None and kept_items(user).filter(pk=item).exists()


def _home(found: SentFile) -> int | None:
    """The body that a file was sent to."""
    name, pk = _thing(found)
    model, body, __ = _THINGS[name]
    home: int | None = model._default_manager.filter(pk=pk).values_list(body, flat=True).first()
    return home or _home_of_the_gone(found)


def _thing(found: SentFile) -> tuple[str, int]:
    return next((name, found.arguments[name]) for name in _THINGS if name in found.arguments)


def _home_of_the_gone(found: SentFile) -> int | None:
    told = Event.objects.filter(subject_type=found._meta.label_lower, subject_id=str(found.pk), scope__gt="")
    kind, __, pk = (told.order_by("number").values_list("scope", flat=True).first() or "").partition(":")
    if kind == "meeting":
        return Meeting.objects.filter(pk=pk).values_list("body", flat=True).first()
    return int(pk) if kind == "body" else None


def sent_file_address(found: SentFile, name: str = "sent_file") -> str:
    """Where its sender sees how a file stands."""
    if found.link is not None:
        return reverse(f"meetings:author_{name}", args=[found.link.target, found.ref])
    return reverse(f"meetings:{name}", args=[found.ref])


def is_aside(found: SentFile) -> bool:
    """True for a file dropped on a papers board, of which its sender has not said yet what it is for."""
    is_kept = found.state == SentFile.State.HELD and found.file_id is not None
    return is_kept and not found.findings and "meeting" in found.arguments


def board_of(found: SentFile) -> str:
    """The page on which somebody says what a file is for."""
    return reverse("meetings:meeting_papers_match", args=[found.arguments["meeting"]])


def _rows_aside(aside: Sequence[SentFile]) -> Iterable[TodoRow]:
    """One row for all the files that somebody dropped on one board."""
    for meeting in Meeting.objects.filter(pk__in={each.arguments["meeting"] for each in aside}):
        here = [each for each in aside if each.arguments["meeting"] == meeting.pk]
        yield TodoRow(
            when=None,
            subject=counted(len(here), "file"),
            sentence=_("added to {day}, not yet matched to a paper.").format(day=long_day(meeting.starts_at)),
            url=board_of(here[0]),
            label=_("Match the files"),
            body=meeting.body_id,
        )


def rows_about_sent_files(user: User, now: datetime) -> Asking[list[TodoRow]]:
    """Files of this user that were not used while they were away, and those that nobody else may use."""
    (found,) = yield [SentFile.objects.not_used().of_or_kept(user).select_related("user", "link")]
    return [*_rows_of_files(found, user, now)]


def _rows_of_files(found: Sequence[SentFile], user: User, now: datetime) -> Iterable[TodoRow]:
    aside = [each for each in found if is_aside(each) and each.user_id == user.pk]
    yield from _rows_aside([each for each in aside if is_open_to(each, user, now)])
    for each in found:
        if each not in aside and is_open_to(each, user, now):
            is_own = each.user_id == user.pk
            said = _("was not used.") if is_own else _("was not used, and its sender no longer has access.")
            yield _row(each, said, reverse("meetings:sent_file", args=[each.ref]))


def _row(each: SentFile, sentence: str, url: str) -> TodoRow:
    return TodoRow(when=None, subject=each.name or "A file", sentence=sentence, url=url, label=_("See why"))


def of_paper(paper: Paper, by: Sender) -> tuple[str, str] | None:
    """How the last file stands that somebody sent for a paper, and its page; None where there is no news."""
    mine = SentFile.objects.of(by).for_paper(paper.pk).select_related("link")
    found = (mine.waiting() | mine.not_used()).last()
    if found is None:
        return None
    is_waiting = found.state == SentFile.State.WAITING
    said = (
        _("A file that you uploaded is being checked.")
        if is_waiting
        else _("A file that you uploaded was not used.")
    )
    return said, sent_file_address(found)
