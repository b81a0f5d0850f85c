"""Everything a public meeting page shows, gathered in a fixed number of queries.

What comes from publications is made once and remembered: they never change, so a page is new only when
one is added, replaced or withdrawn. Facts of the meeting itself are read each time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from foundation.library.changes import changes
from foundation.library.lines import AgendaLine, agenda_lines, paper_references
from foundation.library.models import Publication, PublicMeeting
from foundation.library.remembering import Remembered

TOP = (
    Publication.Kind.NOTICE,
    Publication.Kind.MINUTES,
    Publication.Kind.LATER_NOTE,
    Publication.Kind.DECISIONS,
    Publication.Kind.PACK,
    Publication.Kind.SUPPLEMENT,
)
PAPERS = (Publication.Kind.PAPER, Publication.Kind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class Published:
    """What was published for a meeting, in pieces of its page; `agenda` is its newest, even if withdrawn."""

    agenda: Publication | None
    heading: str
    top: SafeString
    lines: SafeString
    others: SafeString
    changes: SafeString
    leads_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class MeetingPage:
    """One public meeting page."""

    meeting: PublicMeeting
    published: Published
    next_meeting: PublicMeeting | None
    is_over: bool
    is_in_progress: bool
    takes_questions: bool


_remembered: Remembered[Published] = Remembered()


def meeting_page(meeting: PublicMeeting, now: datetime) -> MeetingPage:
    """Gather the page of one meeting as it stands now."""
    made_of = tuple(
        meeting.publications.order_by("pk").values_list("ref", "replaced_by_id", "withdrawn_at", "hidden_at")
    )
    published = _remembered.get((meeting.ref, made_of, len(meeting.told)), lambda: _published(meeting))
    if published.leads_elsewhere:
        # A paper of another meeting can be replaced there without a change here.
        published = _published(meeting)
    return MeetingPage(
        meeting=meeting,
        published=published,
        next_meeting=_next(meeting, now),
        is_over=meeting.is_over(now),
        is_in_progress=meeting.is_in_progress(now),
        takes_questions=meeting.takes_questions(now),
    )


def item_of(publication: Publication) -> AgendaLine | None:
    """The agenda line that a paper stands under at its meeting, or None."""
    if publication.meeting is None:
        return None
    agendas = publication.meeting.publications.standing().of_kinds(Publication.Kind.AGENDA)
    data = agendas.values_list("data", flat=True).first() or {}
    versions = Publication.objects.versions_of(publication).values_list("ref", flat=True)
    lines = agenda_lines(data, {}, dict.fromkeys(versions, publication))
    return next((line for line in _every(lines) if any(paper.publication for paper in line.papers)), None)


def _published(meeting: PublicMeeting) -> Published:
    """Make the pieces of the page from every publication of the meeting, old versions included."""
    own = list(meeting.publications.in_short().select_related("screen_file", "meeting").order_by("pk"))
    current = [each for each in own if each.replaced_by_id is None]
    agenda = _latest(current, Publication.Kind.AGENDA)
    minutes = _latest(current, Publication.Kind.MINUTES)
    decisions = _latest(current, Publication.Kind.DECISIONS)
    agenda_data, minutes_data = _frozen(agenda, minutes or decisions)
    references = paper_references(agenda_data)
    newest = newest_by_reference(own, references)
    lines = agenda_lines(agenda_data, minutes_data, newest)
    named = {newest[ref].pk for ref in references if ref in newest}
    others = [e for e in current if e.kind in PAPERS and e.pk not in named and not e.is_withheld]
    has_decisions = any(line.is_decided for line in _every(lines))
    return Published(
        agenda=agenda,
        heading=_("Agenda, papers and decisions") if has_decisions else _("Agenda and papers"),
        top=_piece("top", publications=[each for kind in TOP for each in current if each.kind == kind]),
        lines=_piece("agenda", lines=lines, meeting=meeting, minutes=minutes),
        others=_piece("others", publications=others),
        changes=_piece("changes", changes=changes(own, meeting.told)),
        leads_elsewhere=not references <= {each.ref for each in own},
    )


def _piece(name: str, **context: Any) -> SafeString:
    return render_to_string(f"library/parts/{name}.html", context)


def _every(lines: Iterable[AgendaLine]) -> list[AgendaLine]:
    """Items and sub-items in one row."""
    return [line for top in lines for line in (top, *top.subs)]


def _latest(publications: Iterable[Publication], kind: str) -> Publication | None:
    return max((each for each in publications if each.kind == kind), key=lambda each: each.pk, default=None)


def _frozen(*publications: Publication | None) -> list[Mapping[str, Any]]:
    """The data of each publication; nothing for one that is missing or withdrawn."""
    kept = [each.pk for each in publications if each and each.is_standing]
    data = dict(Publication.objects.filter(pk__in=kept).values_list("pk", "data"))
    return [data.get(each.pk, {}) if each else {} for each in publications]


def newest_by_reference(known: list[Publication], references: set[str]) -> dict[str, Publication]:
    """For each reference the newest version of that publication, also where another meeting has it."""
    elsewhere = Publication.objects.in_short().filter(ref__in=references - {each.ref for each in known})
    pool = {each.pk: each for each in (*known, *elsewhere)}
    missing = {each.replaced_by_id for each in pool.values()} - {None} - pool.keys()
    if missing:
        sources = {each.source_ref for each in elsewhere}
        pool |= {each.pk: each for each in Publication.objects.in_short().filter(source_ref__in=sources)}
    newest = {}
    for publication in pool.values():
        last = publication
        while last.replaced_by_id in pool:
            last = pool[last.replaced_by_id]
        newest[publication.ref] = last
    return newest


def _next(meeting: PublicMeeting, now: datetime) -> PublicMeeting | None:
    """The next meeting of the same body that takes place, other than this one."""
    coming = PublicMeeting.objects.of_body(meeting.body_ref).going_ahead().upcoming(now)
    return coming.exclude(pk=meeting.pk).first()
