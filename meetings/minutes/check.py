"""The check before minutes go out: facts in a fixed number of queries, points, who overruled them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.documents.text import richtext
from foundation.history.findings import Finding, look
from foundation.history.together import ask
from foundation.library.models import Publication
from meetings.common.day_entries import standing_entries
from meetings.minutes.documents.entry import decision_blocks, entry_has_words
from meetings.minutes.documents.record import Entry, Record
from meetings.minutes.nil_questions import Settled, questions_of
from meetings.minutes.rules.check import MeetingCheck, MinuteCheck, slips
from meetings.minutes.rules.lint import MinuteFacts, Point, points
from meetings.models import DayEntry, Meeting, Minutes, PackEntry, PaperVersion, PassedPoint
from meetings.votes.check import vote_points
from meetings.votes.vetoes import unvoted_points
from meetings.votes.voters import voters_from
from meetings.wording.numbering import gaps
from panels.models import Term


@dataclass(frozen=True)
class Checked:
    """One point and, where somebody overruled it, the reason."""

    point: Point
    passed: PassedPoint | None = None

    @property
    def finding(self) -> Finding:
        """What the check found."""
        return self.point.finding

    @property
    def about(self) -> tuple[tuple[str, str], ...]:
        """The minutes it is about."""
        return self.point.about

    @property
    def is_in_the_way(self) -> bool:
        """True while it keeps the minutes from being published."""
        return self.finding.needs_reason and self.passed is None


def anchor_of(entry: Entry) -> str:
    """The id of a minute on the page of the minutes."""
    return f"minute-{entry.minute.pk}"


def check(record: Record) -> list[Checked]:
    """Every point of these minutes, the gravest first, with what was said to those overruled."""
    language, asked = record.settings.second_language, _Asked.of(record)
    waiting = set(asked.unconfirmed)
    found = [
        *_first_points(record, _earlier(record, asked.drafts)),
        *slips(_meeting(record, asked), [_minute(each, language, waiting) for each in record.entries]),
    ]
    passed = {(each.code, each.sentence): each for each in record.minutes.passed_points.all()}
    checked = [Checked(each, passed.get((each.finding.code, each.finding.sentence))) for each in found]
    return sorted(checked, key=lambda each: not each.is_in_the_way)


@dataclass(frozen=True)
class _Asked:
    """What the check asks beside the record, in one statement."""

    drafts: QuerySet[Minutes]
    unconfirmed: QuerySet[Minutes, int]
    agenda: QuerySet[Publication, Any]
    seated: QuerySet[Term, int]
    reports: QuerySet[PaperVersion]
    issued: QuerySet[PackEntry]
    settled: Settled

    @classmethod
    def of(cls, record: Record) -> "_Asked":
        """Everything the check of this record looks at."""
        meeting = record.minutes.meeting
        asked = cls(
            _drafts_before(record),
            _unconfirmed(record),
            _printed_agenda(meeting),
            _seated(meeting),
            _reports(meeting),
            _issued(meeting),
            Settled.of(record),
        )
        ask(
            asked.drafts,
            asked.unconfirmed,
            asked.agenda,
            asked.seated,
            asked.reports,
            asked.issued,
            asked.settled.approved,
            asked.settled.published,
        )
        return asked


def _first_points(record: Record, earlier: Sequence[date]) -> list[Point]:
    roll = record.facts.roll
    found = points(
        [facts_of(entry, record) for entry in record.entries],
        meeting_day=record.facts.day,
        present=len(roll.present) + (1 if roll.in_chair else 0),
        has_chair=roll.in_chair is not None,
        taken=record.taken_labels,
        items_without_minute=[
            record.item_labels.get(item.pk) or item.title
            for item in (record.uncovered if record.entries else [])
        ],
        earlier_unpublished=earlier,
    )
    return [*(_lighter(point) for point in found), *_vote_points(record)]


def _vote_points(record: Record) -> list[Point]:
    """Votes that no longer agree with the roll, or that no minute prints."""
    votes = record.entries[0].votes.votes if record.entries else []
    decisions = [
        (entry.name, decision) for entry in record.entries for decision in entry.minute.decisions.all()
    ]
    unvoted = [Point(each) for each in unvoted_points(decisions, votes)]
    if not votes:
        return unvoted
    covered = {item.pk for entry in record.entries for item in entry.items}
    meeting = record.minutes.meeting
    found = vote_points(meeting, votes, voters_from(record.day()), record.item_labels, covered)
    return [*(Point(each) for each in found), *unvoted]


def _lighter(point: Point) -> Point:
    """A roll that is not filled in yet is shown and asked about; it is no slip in what is written."""
    found = point.finding
    if found.code != "roll":
        return point
    return replace(point, finding=look(found.sentence, remedy=found.remedy, code=found.code))


def facts_of(entry: Entry, record: Record) -> MinuteFacts:
    """What the check needs to know of one minute."""
    minute = entry.minute
    follow_ups = [each for each in minute.follow_ups.all() if each.is_outstanding]
    decisions = decision_blocks(entry, record.settings)
    words = [minute.opening, richtext.plain(minute.text) if minute.text else ""]
    words += [limb.text for decision in decisions for limb in decision.limbs]
    return MinuteFacts(
        name=entry.name,
        anchor=anchor_of(entry),
        has_words=entry_has_words(entry, record.settings),
        standing=entry.standing,
        words=" ".join(words),
        label=entry.label,
        without_owner=sum(not each.owner for each in follow_ups),
        without_date=sum(not (each.due_on or each.due_words) for each in follow_ups),
        lost_urgency=_lost_urgency(entry, " ".join(words)),
    )


def _lost_urgency(entry: Entry, words: str) -> str:
    """The special circumstances that a person's own opening words leave out; nothing where they are said."""
    reasons = [item.urgent_reason for item in entry.items if item.urgent_reason]
    lost = [reason for reason in reasons if entry.minute.opening and reason not in words]
    return " ".join(lost)


def _drafts_before(record: Record) -> QuerySet[Minutes]:
    meeting = record.minutes.meeting
    is_asked = record.numbering.scheme not in ("meeting", "none")
    if record.minutes.status != Minutes.Status.DRAFT or not is_asked:
        return Minutes.objects.none()
    drafts = Minutes.objects.filter(
        meeting__body=meeting.body_id,
        meeting__starts_at__lt=meeting.starts_at,
        status=Minutes.Status.DRAFT,
        entries__isnull=False,
    )
    return drafts.select_related("meeting")


def _earlier(record: Record, drafts: Iterable[Minutes]) -> list[date]:
    """Meetings before this one whose minutes would be numbered in the same run and are not issued yet."""
    mine, found = record.numbering, {draft.meeting for draft in drafts}
    same = (each for each in found if replace(mine, meeting=each.ref, day=each.day).period == mine.period)
    return sorted(each.day for each in same)


def _unconfirmed(record: Record) -> QuerySet[Minutes, int]:
    """The meetings whose minutes stand on this agenda and that nobody has recorded as confirmed."""
    brought = {each.pk for entry in record.entries for item in entry.items for each in item.minutes_of.all()}
    waiting = Minutes.objects.filter(meeting__in=brought).exclude(status=Minutes.Status.CONFIRMED)
    return waiting.values_list("meeting", flat=True)


def _minute(entry: Entry, language: str, waiting: Collection[int]) -> MinuteCheck:
    minute = entry.minute
    brought = [meeting for item in entry.items for meeting in item.minutes_of.all()]
    own = f"{minute.title} {minute.opening}"
    return MinuteCheck(
        facts=MinuteFacts(entry.name, anchor_of(entry), has_words=True, words=_own_words(entry, own)),
        minutes_of=[meeting.day for meeting in brought],
        unconfirmed=[meeting.day for meeting in brought if meeting.pk in waiting],
        due=[row.due_on for row in minute.follow_ups.all() if row.due_on and row.is_outstanding],
        facts_changed=entry.facts_changed,
        has_private_part=bool(minute.private_text),
        has_public_summary=bool(minute.public_summary),
        untranslated=_untranslated(entry, language),
    )


def _untranslated(entry: Entry, language: str) -> str:
    """What is not written in the second language, where the body has one."""
    if not language or entry.is_restricted or entry.second.get("title"):
        return ""
    return _("the heading has not been translated ({language})").format(language=language)


def _own_words(entry: Entry, heading: str) -> str:
    """What people wrote; where other minutes are brought, the heading and opening that name their day."""
    if any(item.minutes_of.all() for item in entry.items):
        return heading
    return f"{heading} {richtext.plain(entry.minute.text) if entry.minute.text else ''}"


def _meeting(record: Record, known: _Asked) -> MeetingCheck:
    meeting = record.minutes.meeting
    pack_pages, wrong = _pack(known.issued)
    asked = questions_of(record, known.settled)
    return MeetingCheck(
        day=meeting.day,
        venue=record.facts.venue,
        printed_venue=next((str((data or {}).get("location", "")) for data in known.agenda), ""),
        left_out=gaps(record.numbering, record.labels, record.taken_labels),
        strangers=_strangers(meeting, set(known.seated)),
        unmarked=[row.printed_name for row in meeting.attendances.all() if row.mark == row.Mark.UNMARKED],
        bare_interests=[row.printed_name for row in meeting.interests.all() if not row.nature],
        bare_reports=_bare_reports(known.reports),
        restrictions=record.restricted.findings(),
        pack_pages=pack_pages,
        wrong_entries=wrong,
        not_taken=_not_taken(record),
        unasked=[each.name for each in asked if each.is_open],
        lacking=[each.name for each in asked if each.lacks_facts],
        contradicted=[each.name for each in asked if each.is_contradicted],
        unanswered=_unanswered(meeting),
    )


def _unanswered(meeting: Meeting) -> list[str]:
    """Who put a question that was taken and has no answer yet; minutes promise none."""
    return [
        row.asker
        for row in meeting.questions.all()
        if row.kind == row.Kind.QUESTION and row.status == row.Status.ACCEPTED and not row.answer
    ]


def _not_taken(record: Record) -> list[str]:
    """Numbered items that neither began nor were deferred, once the record of the day says when any did."""
    kinds = (DayEntry.Kind.BEGAN, DayEntry.Kind.DEFERRED)
    entries = standing_entries(record.minutes.meeting)
    known = {each.item_id: each.kind for each in entries if each.kind in kinds}
    if DayEntry.Kind.BEGAN not in known.values():
        return []
    items = record.minutes.meeting.items.all()
    return [
        record.item_labels[item.pk]
        for item in items
        if item.kind == "item" and not item.parent_id and not item.withdrawn_at and item.pk not in known
    ]


def _printed_agenda(meeting: Meeting) -> QuerySet[Publication, Any]:
    """The published agenda, which says where the meeting is."""
    agendas = Publication.objects.standing().filter(meeting__ref=meeting.ref, kind=Publication.Kind.AGENDA)
    return agendas.order_by("-pk").values_list("data", flat=True)[:1]


def _seated(meeting: Meeting) -> QuerySet[Term, int]:
    terms = Term.objects.current_on(meeting.day).filter(seat__body=meeting.body_id)
    return terms.values_list("person_id", flat=True)


def _strangers(meeting: Meeting, seated: Collection[int]) -> list[str]:
    """People recorded as members who held no seat on the day."""
    rows = [row for row in meeting.attendances.all() if row.capacity == row.Capacity.MEMBER]
    return [row.printed_name for row in rows if row.person_id not in seated]


def _reports(meeting: Meeting) -> QuerySet[PaperVersion]:
    papers = {place.paper_id for item in meeting.items.all() for place in item.placements.all()}
    return PaperVersion.objects.filter(paper__in=papers, document__isnull=False).order_by("number")


def _bare_reports(versions: Iterable[PaperVersion]) -> list[tuple[str, str]]:
    """Reports written here that name nobody to contact, or say nothing of background papers."""
    newest: Mapping[int, PaperVersion] = {each.paper_id: each for each in versions}
    found = ((data.get("title", ""), _lacks(data)) for each in newest.values() if (data := each.document))
    return [(title, lacking) for title, lacking in found if lacking]


def _lacks(data: Mapping[str, object]) -> str:
    has_background = data.get("background_papers") or data.get("has_no_background_papers")
    if data.get("kind") != "report" or (data.get("contacts") and has_background):
        return ""
    if not data.get("contacts"):
        return _("no contact") if has_background else _("no contact and no list of background papers")
    return _("no list of background papers")


def _issued(meeting: Meeting) -> QuerySet[PackEntry]:
    entries = PackEntry.objects.filter(
        pack__meeting=meeting, pack__issued_at__isnull=False, last_page__isnull=False
    )
    return entries.select_related("pack", "placement__paper").order_by("pk")


def _pack(entries: Iterable[PackEntry]) -> tuple[int, list[str]]:
    """The number of the last page that was issued, and what goes beyond the last page of its own pack."""
    lasts = [each.pack.first_page + each.pack.page_count - 1 for each in entries]
    wrong = [
        f"“{each.placement.paper.title}”" if each.placement else _("The front sheet")
        for each in entries
        if (each.last_page or 0) > each.pack.first_page + each.pack.page_count - 1
    ]
    return max(lasts, default=0), wrong
