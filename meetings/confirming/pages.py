"""Draft minutes with what members said of each paragraph; corrections; how the minutes stand."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Min
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.text import richtext
from foundation.history.together import Asking
from foundation.library.models import Publication
from foundation.ui.dates import long_day
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted, joined
from meetings.minutes.documents.approvals import name_of
from meetings.minutes.shown import A_MINUTE
from meetings.models import (
    Correction,
    DraftComment,
    DraftReader,
    Meeting,
    Minutes,
    MinutesApproval,
    SignedCopy,
)
from meetings.models.restricted_business import kept_minutes
from meetings.restricted.kept import Kept
from meetings.wording.corrections import for_read

LISTS = ("ul", "ol")
WHOLE = "whole"


@dataclass
class Paragraph:
    """One paragraph that can be commented on, and the comments about it."""

    place: str
    html: SafeString
    words: str
    comments: list[DraftComment] = field(default_factory=list)


@dataclass
class DraftEntry:
    """One minute of a draft."""

    ref: str
    label: str
    title: str
    paragraphs: Sequence[Paragraph]
    # About the minute as a whole, or about words that are no longer there.
    comments: list[DraftComment] = field(default_factory=list)


def entries_of(
    data: dict[str, Any], comments: Iterable[DraftComment] = (), kept: Collection[str] = ()
) -> list[DraftEntry]:
    """The minutes of frozen data as paragraphs, each comment beside what it is about.

    Of the minutes whose references are in `kept` there is only the heading.
    """
    entries = [
        DraftEntry(
            entry["ref"],
            entry["label"],
            entry["title"] if entry["ref"] not in kept or entry.get("item_refs") else _(A_MINUTE),
            [] if entry["ref"] in kept else list(_paragraphs(entry)),
        )
        for entry in data["minutes"]
    ]
    known = {entry.ref: entry for entry in entries}
    places = {(entry.ref, each.place): each for entry in entries for each in entry.paragraphs}
    for comment in comments:
        paragraph = places.get((comment.minute_ref, comment.place))
        home = paragraph or known.get(comment.minute_ref)
        if home is not None and comment.minute_ref not in kept:
            home.comments.append(comment)
    return entries


def words_at(data: dict[str, Any], minute_ref: str, place: str) -> str | None:
    """The words of one paragraph of a draft, or of a whole minute's heading; None where there is none."""
    for entry in entries_of(data):
        if entry.ref == minute_ref:
            if place == WHOLE:
                return entry.title
            return next((each.words for each in entry.paragraphs if each.place == place), None)
    return None


def _paragraphs(entry: dict[str, Any]) -> Iterator[Paragraph]:
    """Everything of a minute in the order in which it is printed: text, votes, decisions, actions."""
    for number, (kind, value) in enumerate(_pieces(entry)):
        if kind == "html":
            yield from _of_html(value, number)
            continue
        for line_number, line in enumerate(_LINES[kind](value)):
            words = " ".join(line.split())
            yield Paragraph(f"{kind}{number}.{line_number}", escape(words), words)


def _pieces(entry: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The pieces of a minute, as templates/documents/parts/minute.html prints them."""
    yield from (("decision", each) for each in entry.get("first_decisions", []))
    yield ("html", entry["html"])
    for part in entry.get("parts", []):
        yield from (("action", each) for each in part["follow_ups"])
        yield from (("decision", each) for each in part["decisions"])
        yield ("html", part["html"])
    yield from (("vote", each) for each in entry.get("motions", []))
    yield from (("action", each) for each in entry["follow_ups"])
    yield from (("decision", each) for each in entry["decisions"])


def _decision_lines(decision: dict[str, Any]) -> Iterator[str]:
    for limb in decision["limbs"]:
        condition = f"{limb['condition']}, " if limb.get("condition") else ""
        yield f"{decision['head']} {limb['label']} {condition}{limb['text']}"
    for vote in decision.get("votes", []):
        yield from _vote_lines(vote)


def _vote_lines(vote: dict[str, Any]) -> Iterator[str]:
    yield " ".join(vote["sentences"])
    yield from (f"{each['label']}: {joined(each['names'])}." for each in vote["lists"])


def _action_lines(action: dict[str, Any]) -> Iterator[str]:
    by = ", ".join(filter(None, [action["owner"], f"by {action['due']}" if action["due"] else ""]))
    yield f"{action['kind']}: {action['text']}{f' ({by})' if by else ''}"


_LINES: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "decision": _decision_lines,
    "vote": _vote_lines,
    "action": _action_lines,
}


def _of_html(text: str, number: int) -> Iterator[Paragraph]:
    for place, element in enumerate(_blocks(text)):
        words = " ".join(" ".join(element.itertext()).split())
        if words:
            key = element.attrib.pop("id", "") or f"n{number}.{place}"
            html = richtext.outside(element)
            html = f'<ul class="points">{html}</ul>' if element.tag == "li" else html
            yield Paragraph(key, mark_safe(html), words)  # noqa: S308 - cleaned when it was saved


def _blocks(text: str) -> Iterator[Any]:
    for element in richtext.parse(text):
        if element.tag in LISTS:
            yield from element.findall("li")
        else:
            yield element


@dataclass(frozen=True)
class CorrectionRow:
    """One correction in words, and whether it can still be taken back."""

    correction: Correction
    where: str
    words: str

    @property
    def is_waiting(self) -> bool:
        """True until it stands in the confirmed minutes."""
        return self.correction.applied_at is None


@dataclass(frozen=True)
class LifePage:
    """Everything the page shows, in a fixed number of queries."""

    corrections: Sequence[CorrectionRow]
    approvals: Sequence[MinutesApproval]
    copies: Sequence[SignedCopy]
    publication: Publication | None
    further: Meeting | None

    @classmethod
    def of(cls, minutes: Minutes, kept: Kept) -> "LifePage":
        """How these minutes stand, without the corrections of what is kept from the reader."""
        written = minutes.corrections.select_related("minute", "at")
        found = [each for each in written if not kept.has_minute(each.minute_id)]
        rows = [CorrectionRow(each, name_of(each), for_read(each.original, each.corrected)) for each in found]
        is_confirmed = minutes.status == Minutes.Status.CONFIRMED
        publications = Publication.objects.in_short().standing().of_kinds(Publication.Kind.MINUTES)
        return cls(
            corrections=rows,
            approvals=list(minutes.approvals.select_related("at")),
            copies=list(minutes.signed_copies.select_related("file")),
            publication=publications.filter(source_ref=minutes.ref).first(),
            further=next((row.correction.at for row in rows if row.is_waiting and is_confirmed), None),
        )


def rows_about_comments(user: User, bodies: set[int]) -> Asking[list[TodoRow]]:
    """The minutes on which members said something that nobody has dealt with yet."""
    # Whoever is shut out of a minute does not learn that somebody commented on it.
    waiting = DraftComment.objects.unanswered().exclude(minute_ref__in=kept_minutes(user).values("ref"))
    about = (
        "round__minutes__meeting",
        "round__minutes__meeting__starts_at",
        "round__minutes__meeting__body",
    )
    grouped = waiting.filter(round__minutes__meeting__body_id__in=bodies).order_by().values(*about)
    (rows,) = yield [grouped.annotate(comments=Count("pk"), due=Min("round__due_on")).order_by(*about)]
    return [
        TodoRow(
            when=row["due"],
            subject=_("Draft minutes of {day}").format(
                day=long_day(row["round__minutes__meeting__starts_at"])
            ),
            sentence=_("have {comments} from members to answer.").format(
                comments=counted(row["comments"], "comment")
            ),
            url=reverse("meetings:minutes_comments", args=[row["round__minutes__meeting"]]),
            label=_("Answer comments"),
            body=row["round__minutes__meeting__body"],
        )
        for row in rows
    ]


def rows_about_drafts(user: User, today: date) -> Asking[list[TodoRow]]:
    """The drafts sent to this member: to comment on, and for some days those whose comments were answered."""
    waiting = DraftReader.objects.of_user(user).still_members(today).to_read(today)
    (readers,) = yield [waiting.newest_first()]
    return [*_to_comment_on(readers)]


def _to_comment_on(readers: Iterable[DraftReader]) -> Iterable[TodoRow]:
    seen: set[int] = set()
    for reader in readers:
        meeting = reader.round.minutes.meeting
        if meeting.pk in seen:
            continue
        seen.add(meeting.pk)
        if getattr(reader, "is_answered", False):
            yield _answered(reader)
            continue
        yield TodoRow(
            when=reader.round.due_on,
            subject=_("Draft minutes of {day}").format(day=long_day(meeting.starts_at)),
            sentence=_("are ready for you to read and comment on."),
            url=reverse("meetings:draft_mine", args=[meeting.pk]),
            label=_("Read the draft"),
            body=meeting.body_id,
        )


def _answered(reader: DraftReader) -> TodoRow:
    """What the secretariat said to the comments of a member."""
    meeting = reader.round.minutes.meeting
    return TodoRow(
        when=None,
        subject=_("Draft minutes of {day}").format(day=long_day(meeting.starts_at)),
        sentence=_("have replies to your comments."),
        url=reverse("meetings:draft_mine", args=[meeting.pk]),
        label=_("Read the replies"),
        body=meeting.body_id,
    )
