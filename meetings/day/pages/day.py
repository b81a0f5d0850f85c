"""The screen of the meeting day: quorum and votes, who is here, which item is on, what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.findings import Finding
from foundation.history.models import Event
from foundation.history.together import answered, ask, asked, paired
from foundation.library.models import LivePage
from foundation.ui.dates import clock_time
from foundation.ui.rows import Fact
from foundation.ui.words import counted
from meetings.attendance.record import DayRecord, record_shown
from meetings.attendance.rules.day import stays_finding
from meetings.attendance.sentences import entry_sentence
from meetings.day.forms import DayVoteForm
from meetings.day.pages.item import (
    ItemPaper,
    ItemWords,
    desk_of,
    links_of,
    papers_asked,
    papers_of,
    words_of,
)
from meetings.day.pages.roll import RollPage
from meetings.models import AgendaItem, Attendance, DayEntry, Interest, Meeting
from meetings.restricted.business import Restricted
from meetings.restricted.kept import NOTHING, Kept
from meetings.votes.documents import amendments_first
from meetings.votes.pages import VoteRow, veto_finding, vote_rows
from meetings.votes.rules.voters import Voters
from meetings.votes.rules.votes import PRECEPT_VETO, two_thirds_needed
from meetings.votes.vetoes import MAY_VETO
from meetings.votes.voters import voters_from
from meetings.wording.house import house_words, modules_asked

_Mark, _Mode, _Capacity = Attendance.Mark, Attendance.Mode, Attendance.Capacity


@dataclass(frozen=True, slots=True)
class ItemStep:
    """One line of the agenda in the row of numbers."""

    pk: int
    label: str
    title: str
    state: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class LogRow:
    """One thing recorded, as a sentence."""

    pk: int
    at: datetime
    sentence: str
    by: str = ""


@dataclass(frozen=True)
class ItemView:
    """The item that is shown: on now, taken before, or to come."""

    item: AgendaItem
    label: str
    state: str
    since: datetime | None
    is_restricted: bool
    interests: Sequence[Interest]
    must_leave: Sequence[Interest]
    findings: Sequence[Finding]
    log: Sequence[LogRow]
    next: AgendaItem | None
    next_label: str
    words: ItemWords | None
    vote_form: DayVoteForm | None = None
    votes: Sequence[VoteRow] = ()
    papers: Sequence[ItemPaper] = ()
    outlook: Finding | None = None


def stamp_of(meeting: Meeting) -> str:
    """The number of the newest event of a meeting."""
    return str(next(iter(_newest_event(meeting)), 0))


def _newest_event(meeting: Meeting) -> QuerySet[Event, int]:
    told = Event.objects.filter(scope=meeting.scope).order_by("-number")
    return told.values_list("number", flat=True)[:1]


@dataclass
class DayPage(RollPage):
    """Everything the screen shows, in a fixed number of queries."""

    restricted: Restricted = field(kw_only=True)
    today: date = field(kw_only=True)
    kept: Kept = NOTHING
    selected: int | None = None
    standing: Sequence[Interest] = field(default_factory=list)
    live: LivePage | None = None
    # The newest event of this meeting, by which a page that is open knows that there is more to show.
    stamp: str = "0"

    @classmethod
    def of(cls, meeting: Meeting, user: User, today: date, selected: int | None = None) -> "DayPage":
        """The screen of this meeting as it stands, without what is kept from its reader."""
        declared = Interest.objects.standing_before(meeting).select_related("person")
        beside = asked(declared, LivePage.objects.on_of(meeting.ref), _newest_event(meeting))
        (found, (kept, restricted)), (standing, live, newest) = answered(
            paired(paired(DayRecord.asking(meeting), Kept.asking(user, meeting)), beside)
        )
        record = record_shown(found, kept)
        known = {(each.person_id, each.nature) for each in record.interests}
        offered: dict[tuple[int, str], Interest] = {}
        for each in standing:
            if (each.person_id, each.nature) not in known:
                offered.setdefault((each.person_id, each.nature), each)
        return cls(
            record,
            restricted=restricted,
            today=today,
            kept=kept,
            selected=selected,
            standing=list(offered.values()),
            live=next(iter(live), None),
            stamp=str(next(iter(newest), 0)),
        )

    @cached_property
    def following(self) -> Meeting | None:
        """The meeting at which this one goes on."""
        if not self.was_broken_off:
            return None
        return Meeting.objects.filter(reconvenes=self.record.meeting).order_by("starts_at").first()

    @property
    def was_broken_off(self) -> bool:
        """True for a meeting that was adjourned to another day, or not quorate."""
        return self.record.meeting.status in (Meeting.Status.ADJOURNED, Meeting.Status.INQUORATE)

    @property
    def may_go_live(self) -> bool:
        """True for a meeting the public knows of, until it ends."""
        meeting = self.record.meeting
        return not (meeting.is_private or self.is_ended) and meeting.announced_at is not None

    @property
    def is_to_come(self) -> bool:
        """True before the day of the meeting."""
        return self.record.meeting.day > self.today

    @property
    def is_today(self) -> bool:
        """True on the day of the meeting, when what is pressed happens now."""
        return self.record.meeting.day == self.today

    @property
    def state_sentence(self) -> str:
        """How far the meeting is."""
        record, now = self.record, self.record.now
        if record.started is None:
            return _("Not started yet.")
        if record.ended is not None:
            return _("From {time} to {ended}.").format(
                time=clock_time(record.started), ended=clock_time(record.ended)
            )
        if now.is_adjourned:
            return _("Adjourned since {time}.").format(time=clock_time(now.adjournments[-1].began.at))
        if not now.is_public:
            return _("The public has been excluded since {time}.").format(
                time=clock_time(now.private[-1].began.at)
            )
        since = now.private[-1].ended if now.private else record.started
        return _("Started {time}. In public since {since}.").format(
            time=clock_time(record.started), since=clock_time(since or record.started)
        )

    @property
    def facts(self) -> list[Fact]:
        """Quorum, votes and chair, side by side."""
        found = self.presence
        sentence = found.quorum.sentence.rstrip(".")
        out = [each.name for each in found.out_for_interest]
        heard = (
            _("{members} attending remotely: not in the quorum, cannot vote.").format(
                members=counted(len(found.remote), "member")
            )
            if found.remote
            else ""
        )
        left = (
            _("Left the room, interest declared: {list}.").format(list=", ".join(out))
            if out
            else _("No one has left the room for an interest.")
        )
        able = len(self.voters.counted)
        votes = _("{able} can vote, {majority} is a majority").format(able=able, majority=able // 2 + 1)
        barred = [each.name for each in self.voters.people if each.is_here and each.why_not]
        barred = [name for name in barred if name not in {each.name for each in found.remote}]
        if barred:
            left = _("{left} Not voting on this item: {list}.").format(left=left, list=", ".join(barred))
        if not able:
            in_post = counted(found.in_post, "current member", "current members")
            votes = _("No one can vote") if self.is_started else in_post
        mood: Literal["", "good", "bad"] = "good" if found.is_quorate else "bad"
        if not (found.is_quorate or self.is_started):
            # Nobody is missed before the meeting begins.
            sentence, mood = sentence.split(": ", 1)[-1], ""
        return [
            Fact(_("Quorum"), sentence, found.quorum.source, mood),
            Fact(_("Votes"), votes, f"{left} {heard}".strip()),
            self._chair,
            *self._veto,
        ]

    @property
    def _veto(self) -> list[Fact]:
        """What a veto would need, and how many are here who could vote for it; only for a panel."""
        meeting, in_post = self.record.meeting, self.presence.in_post
        if meeting.body.kind != "panel" or not in_post:
            return []
        label = "Veto" if meeting.kind in MAY_VETO else _("Veto (not on today’s agenda)")
        here = _(", {number} present").format(number=len(self.voters.counted)) if self.is_started else ""
        reason = _("Two-thirds of the current members, including those absent. {source}").format(
            source=PRECEPT_VETO.source
        )
        return [
            Fact(
                label,
                _("Needs {two_thirds_needed} of {in_post}{here}").format(
                    two_thirds_needed=two_thirds_needed(in_post), in_post=in_post, here=here
                ),
                reason,
            )
        ]

    @property
    def _chair(self) -> Fact:
        if self.chair_is_out:
            name = self._took_the_chair[1]
            return Fact(
                _("In the Chair"),
                _("No one"),
                _("{name} has left. Record who presides.").format(name=name),
                "bad",
            )
        return Fact(_("In the Chair"), self.presiding or _("Not yet recorded"), self._presiding_since)

    @property
    def _presiding_since(self) -> str:
        moment = self.record.now.presiding
        return (
            _("Since {time}{rest}.").format(
                time=clock_time(moment.at), rest=f", {moment.words}" if moment.words else ""
            )
            if moment
            else ""
        )

    @cached_property
    def _lines(self) -> list[AgendaItem]:
        """The lines that can be taken."""
        return [item for item in self.record.items if item.is_item and not item.withdrawn_at]

    @cached_property
    def shown(self) -> AgendaItem | None:
        """The item asked for, else the one that is on, else the next."""
        asked = next((item for item in self._lines if item.pk == self.selected), None)
        return asked or self.current or self.next_after(None)

    def next_after(self, item: AgendaItem | None) -> AgendaItem | None:
        """The next line in the order of the agenda that was neither taken nor deferred."""
        now = self.record.now
        gone = now.done | set(now.deferred) | ({now.current.item} if now.current else set())
        place = self._lines.index(item) + 1 if item in self._lines else 0
        later = [*self._lines[place:], *self._lines[:place]]
        return next((each for each in later if each.pk not in gone), None)

    @cached_property
    def steps(self) -> list[ItemStep]:
        """The row of numbers over the item."""
        return [
            ItemStep(
                item.pk,
                self.record.item_labels.get(item.pk) or item.title[:14],
                item.title,
                self._state(item),
                bool(self.shown and self.shown.pk == item.pk),
            )
            for item in self._lines
        ]

    def _state(self, item: AgendaItem) -> str:
        now = self.record.now
        if now.current and now.current.item == item.pk:
            return "now"
        if item.pk in now.deferred:
            return "deferred"
        return "done" if item.pk in now.done else "todo"

    @cached_property
    def item(self) -> ItemView | None:
        """The item that is shown, with what was declared and recorded of it."""
        item = self.shown
        if item is None:
            return None
        spans = [span for span in self.record.now.taken if span.began.item == item.pk]
        interests = self.record.interests_in(item)
        following = self.next_after(item)
        state, is_kept = self._state(item), self.kept.has(item)
        meeting, settings = self.record.meeting, self.record.settings
        links, votes = links_of(item), meeting.votes.whole().of_item(item)
        papers, modules = papers_asked(item, self.kept), modules_asked(meeting)
        ask(links, votes, papers, modules)
        house = house_words(meeting, settings, modules)
        words = words_of(item, self.record, self.restricted, self.kept, links=links, house=house)
        return ItemView(
            item=item,
            label=self.record.item_labels.get(item.pk, ""),
            state=state,
            since=spans[-1].began.at if spans else None,
            is_restricted=self.restricted.on_item(item) is not None,
            interests=interests,
            must_leave=[each for each in interests if state == "now" and self._stays_in(each)],
            findings=self._interest_findings(interests),
            log=[self._log_row(entry) for entry in self.record.entries if self._is_within(entry, item)],
            next=following,
            next_label=self.record.item_labels.get(following.pk, "") if following else "",
            words=words,
            vote_form=None if is_kept else self._vote_form(item, words),
            votes=[] if is_kept else vote_rows(amendments_first(list(votes)), house),
            outlook=self._outlook,
            papers=papers_of(papers),
        )

    def _vote_form(self, item: AgendaItem, words: ItemWords | None) -> DayVoteForm:
        return DayVoteForm(desk_of(item, self.record, self.kept, self.voters, words))

    @property
    def _outlook(self) -> Finding | None:
        """Where a veto can be moved: what it needs, and whether so many are here."""
        meeting, found = self.record.meeting, self.presence
        if meeting.kind not in MAY_VETO:
            return None
        return veto_finding(meeting, found.in_post, len(self.voters.counted), are_here=True)

    @property
    def next_words(self) -> str:
        """What the button says that closes this item and begins the next."""
        view = self.item
        if view is None or not (view.label and view.next_label):
            return _("Close this item, go to the next")
        return _("Close item {view}, go to {next_label}").format(view=view.label, next_label=view.next_label)

    @cached_property
    def voters(self) -> Voters:
        """Who can vote on the item that is shown, as the form of its vote counts them."""
        return voters_from(self.record, self.shown)

    def _stays_in(self, interest: Interest) -> bool:
        """True for somebody who must leave and is still here."""
        return (
            interest.must_leave and not interest.dispensation and interest.person_id in self.record.now.here
        )

    def _interest_findings(self, interests: Sequence[Interest]) -> list[Finding]:
        found = [
            stays_finding(each.printed_name, each.kind, each.consequence, each.dispensation)
            for each in interests
        ]
        return [each for each in found if each is not None]

    def _is_within(self, entry: DayEntry, item: AgendaItem) -> bool:
        """True for what happened while an item was on."""
        return any(
            span.began.item == item.pk
            and span.began.at <= entry.at
            and (span.ended is None or entry.at < span.ended)
            for span in self.record.now.taken
        )

    @cached_property
    def log(self) -> list[LogRow]:
        """Everything recorded, the latest first."""
        return [self._log_row(entry) for entry in reversed(self.record.entries)]

    def _log_row(self, entry: DayEntry) -> LogRow:
        label = self.record.item_labels.get(entry.item_id or 0, "")
        return LogRow(entry.pk, entry.at, entry_sentence(entry, label), entry.recorded_by)

    @property
    def keeps_in_browser(self) -> bool:
        """May a browser that lost the network keep what is typed now?"""
        is_private = not self.record.now.is_public
        shown = self.item is not None and self.item.is_restricted
        return self.record.settings.restricted_drafts_in_browser or not (is_private or shown)
