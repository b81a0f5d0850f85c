"""What the agenda page shows around its rows: notice, papers, pack, what to look at, what comes next."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.history.together import answered, asked, paired
from foundation.ui.dates import clock_time, long_day, short_day
from foundation.ui.rows import Fact, Step
from foundation.ui.words import counted
from meetings.agenda.pages.rows import Row, agenda_rows, items_asking, line_facts, paper_counts
from meetings.agenda.rules.agenda import TypedLine, read_lines
from meetings.agenda.rules.lint import agenda_findings
from meetings.common.notice import Notice, is_withdrawn, notice_of
from meetings.common.policies import may_agree_agenda, may_edit_agenda
from meetings.common.rules.labels import doubled_stops, labels
from meetings.models import AgendaItem, Meeting, Pack
from meetings.packs.actions.requesting import is_current
from meetings.packs.pages import named_for
from meetings.public.question_days import deadline_of
from meetings.restricted.kept import Kept
from panels.policies import SECRETARIAT, holds_one

_A = Meeting.Agenda


@dataclass(slots=True)
class AgendaPage:
    """The agenda editor of one meeting, as one reader sees it now."""

    meeting: Meeting
    rows: list[Row]
    items: list[AgendaItem]
    notice: Notice
    papers: Fact
    pack: Fact
    findings: list[Finding]
    may_edit: Finding
    may_agree: Finding
    may_open_papers: bool
    said: str
    returned: tuple[str, str]
    steps: list[Step] = field(default_factory=list)

    @property
    def is_with_chair(self) -> bool:
        """True while the chair has the draft."""
        return self.meeting.agenda_status == _A.WITH_CHAIR

    @property
    def is_agreed(self) -> bool:
        """True from the chair's agreement to publication."""
        return self.meeting.agenda_status == _A.AGREED

    @property
    def is_draft(self) -> bool:
        """True while the secretariat writes it."""
        return self.meeting.agenda_status == _A.DRAFT

    @property
    def is_published(self) -> bool:
        """True once the public can read it."""
        return self.meeting.agenda_status == _A.PUBLISHED


def agenda_page(meeting: Meeting, user: User, now: datetime, today: date) -> AgendaPage:
    """Gather the page; the number of queries does not depend on the number of lines."""
    ((kept, _restricted), every), (packs, events) = answered(
        paired(
            paired(Kept.asking(user, meeting), items_asking(meeting)),
            asked(_newest_packs(meeting), _newest_events(meeting)),
        )
    )
    items = kept.lines(every)
    pack = next(iter(packs), None)
    whole = next((each for each in packs if each.status == Pack.Status.WHOLE), None)
    named_for(pack, kept)
    fact = pack_fact(meeting, pack, whole)
    last = next(iter(events), None)
    last_act = next((each for each in events if each.verb.startswith("agenda")), None)
    return AgendaPage(
        meeting=meeting,
        rows=agenda_rows(items, whole, today, questions=_questions(meeting, now)),
        items=items,
        notice=notice_of(meeting, now),
        papers=papers_fact(items, today),
        pack=fact,
        findings=doubled_stops(items)
        + agenda_findings(
            line_facts(items),
            meeting_day=meeting.day,
            contact=meeting.contact,
        )
        if items
        else [],
        may_edit=may_edit_agenda(user, meeting),
        may_agree=may_agree_agenda(user, meeting),
        may_open_papers=holds_one(user, meeting.body, SECRETARIAT, today),
        said=_said(meeting, last, user, today),
        returned=_returned(meeting, last_act),
        steps=_steps(meeting, fact),
    )


def _questions(meeting: Meeting, now: datetime) -> str:
    """ "1 question, closes Tue 1 Dec" beside the public questions; nothing where the meeting takes none."""
    deadline = deadline_of(meeting)
    if deadline is None:
        return ""
    count = counted(getattr(meeting, "question_count", 0) or 0, "question")
    said = "closed" if deadline < now else "closes"
    return f"{count}, {said} {short_day(deadline)}"


def _newest_packs(meeting: Meeting) -> QuerySet[Pack]:
    """The newest draft or pack of the agenda itself, and the newest that was built, with their pages."""
    own = meeting.packs.filter(kind__in=(Pack.Kind.DRAFT, Pack.Kind.AGENDA)).order_by("-number")
    newest = Q(status=Pack.Status.WHOLE) | Q(pk__in=own.values("pk")[:1])
    return own.filter(newest).prefetch_related("entries")[:2]


def papers_fact(items: list[AgendaItem], today: date) -> Fact:
    """How many papers are cleared, and what the others wait for."""
    cleared, total, others = paper_counts(items, today)
    if not total:
        return Fact(_("Papers"), _("No papers yet"), others and f"{others}.")
    figure, reason = (
        _("{cleared} of {total} cleared").format(cleared=cleared, total=total),
        others and f"{others}.",
    )
    return Fact(
        _("Papers"), figure, reason, "good" if cleared == total else "bad" if " late" in others else ""
    )


def pack_fact(meeting: Meeting, newest: Pack | None, whole: Pack | None) -> Fact:
    """How the newest pack stands; while one is being built, the last good one stays."""
    if newest is None:
        return Fact("Pack", _("Not built yet"), _("It is built from the agenda and its papers."))
    stays = (
        _(" The pack of {moment} stays available until the new one is ready.").format(moment=_moment(whole))
        if whole and whole != newest
        else ""
    )
    if newest.status == Pack.Status.FAILED:
        return Fact("Pack", _("The build stopped"), f"{newest.failure}{stays}", "bad")
    if newest.status != Pack.Status.WHOLE:
        return Fact("Pack", _("Being built"), stays.strip())
    pages = counted(newest.page_count, "page")
    if newest.issued_at and is_withdrawn(meeting):
        return Fact(
            "Pack",
            _("{pages}, withdrawn").format(pages=pages),
            _("Built {moment}.").format(moment=_moment(newest)),
            "bad",
        )
    if newest.issued_at:
        return Fact(
            "Pack",
            _("{pages}, published").format(pages=pages),
            _("Built {moment}.").format(moment=_moment(newest)),
            "good",
        )
    if is_current(newest, meeting):
        return Fact(
            "Pack",
            _("{pages}, up to date").format(pages=pages),
            _("{newest}, built {moment}.").format(newest=newest, moment=_moment(newest)),
            "good",
        )
    return Fact(
        "Pack",
        _("{pages}, out of date").format(pages=pages),
        _("The agenda or a paper has changed since the pack of {moment}.").format(moment=_moment(newest)),
        "warn",
    )


def _moment(pack: Pack) -> str:
    return f"{short_day(pack.built_at)}, {clock_time(pack.built_at)}" if pack.built_at else "before"


def _newest_events(meeting: Meeting) -> QuerySet[Event]:
    """The newest event on the agenda or its lines, and the newest on the agenda as a whole."""
    told = Event.objects.within(meeting.scope)
    changed = told.filter(verb__regex="^(item|items|agenda)")
    acts = told.filter(verb__startswith="agenda")
    newest = Q(pk__in=changed.values("pk")[:1]) | Q(pk__in=acts.values("pk")[:1])
    return told.filter(newest).select_related("note")


def _said(meeting: Meeting, event: Event | None, user: User, today: date) -> str:
    """Where the agenda is and who changed it last, in two short sentences."""
    words = {
        _A.DRAFT: _("Draft, not yet agreed."),
        _A.WITH_CHAIR: _("With the Chair."),
        _A.AGREED: "Agreed.",
        _A.PUBLISHED: "Published.",
    }
    if event is None:
        return words[_A(meeting.agenda_status)]
    who = "you" if event.actor_id == str(user.pk) else event.actor_name
    when = clock_time(event.happened_at)
    happened_on = timezone.localtime(event.happened_at).date()
    day = "" if happened_on == today else f" on {long_day(event.happened_at)}"
    return _("{word} Last change {when}{day} by {who}.").format(
        word=words[_A(meeting.agenda_status)], when=when, day=day, who=who
    )


def _returned(meeting: Meeting, event: Event | None) -> tuple[str, str]:
    """Who sent the draft back and with which words; empty when it was not sent back last."""
    if meeting.agenda_status != _A.DRAFT:
        return "", ""
    if event is None or "returned" not in event.verb or not hasattr(event, "note"):
        return "", ""
    return event.actor_name, event.note.text


def _steps(meeting: Meeting, pack: Fact) -> list[Step]:
    """Write, agree, proof, publish: where the agenda is on its way."""
    at = [_A.DRAFT, _A.WITH_CHAIR, _A.AGREED, _A.PUBLISHED].index(_A(meeting.agenda_status))
    names = [
        ("Write", _("the agenda")),
        ("Agree", _("with the Chair")),
        (_("Final check"), _("then publish")),
        ("Published", ""),
    ]
    return [Step(name, whose, is_current=place == at) for place, (name, whose) in enumerate(names)]


@dataclass(frozen=True, slots=True)
class _PreviewLine:
    """A typed line that stands among the agenda's own for the numbering."""

    pk: int
    kind: str
    parent_id: int | None
    label_override: str = ""
    issued_label: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """How typed lines will be read: a sentence with counts, then each line with its number."""

    sentence: str
    lines: list[tuple[str, TypedLine]]


def preview(text: str, items: list[AgendaItem], after: int | None) -> Preview:
    """Read typed lines and number them as they would stand after a line of the agenda."""
    typed = read_lines(text)
    anchor = next((i for i in items if i.pk == after), None)
    top = (anchor.parent_id or anchor.pk) if anchor else None
    at = max((n for n, i in enumerate(items) if top in (i.pk, i.parent_id)), default=len(items) - 1) + 1
    new: list[_PreviewLine] = []
    for n, line in enumerate(typed, start=1):
        new.append(_PreviewLine(-n, line.kind, top if line.is_sub else None))
        top = top if line.is_sub else -n
    numbers = labels([*items[:at], *new, *items[at:]])
    return Preview(_counts(typed), [(numbers[-n], line) for n, line in enumerate(typed, start=1)])


def _counts(typed: list[TypedLine]) -> str:
    subs = sum(line.is_sub for line in typed)
    headings = sum(line.kind == "heading" for line in typed)
    counts = [(headings, "heading"), (len(typed) - subs - headings, "item"), (subs, "sub-item")]
    return ", ".join(counted(count, noun) for count, noun in counts if count) or _("Nothing yet")
