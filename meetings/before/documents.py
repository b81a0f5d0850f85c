"""The chair's brief: the agenda with everything the chair says, asks and needs beside each item."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import time
from typing import ClassVar

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.documents.layout.document import Document, printable
from foundation.ui.dates import long_day
from foundation.ui.words import counted
from meetings.before.pages import Outlook, outlook_of
from meetings.before.rules import clock_minutes
from meetings.common.rules.labels import labels
from meetings.common.sheet import printed_day_and_time, printed_pages, printed_time
from meetings.models import AgendaItem, ChairNote, Coming, Meeting, PackEntry, PaperVersion, PublicQuestion
from meetings.packs.documents.agenda import ExclusionRow, exclusion_of, first_private, next_meeting_of
from meetings.restricted.business import Restricted
from meetings.wording.brief import SayFacts, say
from meetings.wording.facts import Words
from panels.models import BodySettings


@dataclass(frozen=True, kw_only=True)
class BriefQuestion:
    """One public question as the chair calls it."""

    asker: str
    kind: str
    to: str
    text: str
    is_read_out: bool


@dataclass(frozen=True, kw_only=True)
class BriefItem:
    """One item with what the chair says and needs; times and pages are empty where they are not known."""

    label: str
    title: str
    begins: str = ""
    minutes: int | None = None
    presenter: str = ""
    pages: str = ""
    say: list[str] = field(default_factory=list)
    declared: list[str] = field(default_factory=list)
    questions: list[BriefQuestion] = field(default_factory=list)
    votes: str = ""
    note: str = ""
    private: str = ""
    exclusion: str = ""
    exclusion_rows: list[ExclusionRow] = field(default_factory=list)


@printable
@dataclass(frozen=True, kw_only=True)
class BriefDocument(Document):
    """The annotated agenda that the chair reads from. It is never published."""

    kind: ClassVar[str] = "brief"
    template: ClassVar[str] = "documents/brief.html"

    body_name: str
    meeting_name: str
    when: str
    location: str = ""
    chair: str = ""
    expected: list[str] = field(default_factory=list)
    items: list[BriefItem] = field(default_factory=list)

    @classmethod
    def of(cls, meeting: Meeting, kept: Collection[int] = ()) -> "BriefDocument":
        """The brief of this meeting as everything stands; of the lines in `kept` without what is noted."""
        settings = meeting.settings
        facts = _Facts.of(meeting, settings, kept)
        return cls(
            title=_("Chair’s brief: {settings_name}, {day}").format(
                settings_name=settings.name, day=long_day(meeting.starts_at)
            ),
            letterhead=settings.letterhead_lines,
            body_name=settings.name,
            meeting_name=meeting.name,
            when=printed_day_and_time(meeting.starts_at),
            location=str(meeting.venue or ""),
            chair=settings.chair_style,
            expected=_expected(facts.outlook),
            items=facts.items(),
        )


@dataclass(frozen=True)
class _Facts:
    """What the brief is made from, gathered in a fixed number of queries."""

    meeting: Meeting
    settings: BodySettings
    outlook: Outlook
    lines: Sequence[AgendaItem]
    numbers: Mapping[int, str]
    restricted: Restricted
    questions: Sequence[PublicQuestion]
    pages: Mapping[int, tuple[int, int]]
    notes: Mapping[int, ChairNote]
    kept: Collection[int]
    interests: Mapping[int, list[str]]
    for_all: Sequence[str]
    asked: Mapping[int, list[str]]
    following: str

    @classmethod
    def of(cls, meeting: Meeting, settings: BodySettings, kept: Collection[int]) -> "_Facts":
        lines = list(meeting.items.prefetch_related("placements__paper", "minutes_of"))
        interests: dict[int, list[str]] = {}
        for_all = []
        following = next_meeting_of(meeting)
        for interest in meeting.interests.prefetch_related("items"):
            words = f"{interest.printed_name}: {interest.words}"
            if interest.covers_all_items:
                for_all.append(words)
            for item in interest.items.all():
                interests.setdefault(item.pk, []).append(words)
        return cls(
            meeting=meeting,
            settings=settings,
            outlook=outlook_of(meeting),
            lines=lines,
            numbers=labels(lines),
            restricted=Restricted.of(meeting),
            questions=list(PublicQuestion.objects.taken().filter(meeting=meeting)),
            pages=_pages(meeting),
            notes={note.item_id: note for note in ChairNote.objects.filter(item__meeting=meeting)},
            kept=kept,
            interests=interests,
            for_all=for_all,
            asked=_asked(meeting),
            following=printed_day_and_time(following.starts_at) if following else "",
        )

    def items(self) -> list[BriefItem]:
        """Every line in order with its words, timed as far as the times are known."""
        shown = [item for item in self.lines if not item.withdrawn_at]
        planned = [self._minutes(item) for item in shown]
        start = timezone.localtime(self.meeting.starts_at)
        begins = clock_minutes(start.hour * 60 + start.minute, planned)
        exclusion = exclusion_of(self.restricted)
        first = first_private(shown, self.restricted) if exclusion else None
        found = []
        for item, at in zip(shown, begins, strict=True):
            is_first = exclusion is not None and item.pk == first
            found.append(
                self._item(
                    item,
                    begins=_clock(at) if any(planned) else "",
                    exclusion=exclusion.title if exclusion and is_first else "",
                    rows=list(exclusion.private) if exclusion and is_first else [],
                )
            )
        return found

    def _item(self, item: AgendaItem, *, begins: str, exclusion: str, rows: list[ExclusionRow]) -> BriefItem:
        kept = self.restricted.on_item(item)
        note = self.notes.get(item.pk)
        is_hidden = self.restricted.hides_title(item) or item.pk in self.kept
        return BriefItem(
            label=self.numbers[item.pk],
            title=self.restricted.public_title_of(item),
            begins=printed_time(item.not_before) if item.not_before else begins,
            minutes=note.minutes if note else None,
            presenter="" if is_hidden else item.presenter,
            pages="" if kept else self._pages_of(item),
            say=[] if kept or not item.is_item else say(self._say_facts(item)),
            declared=[*self.interests.get(item.pk, []), *(self.for_all if _is_interests(item) else [])],
            questions=self._questions() if item.standing == "public_questions" else [],
            votes=self._votes(item),
            note=note.note if note and item.pk not in self.kept else "",
            private=f"{self.restricted.words(kept)}." if kept else "",
            exclusion=exclusion,
            exclusion_rows=rows,
        )

    def _minutes(self, item: AgendaItem) -> int | None:
        """How long an item takes; a standing item nobody timed takes no time to speak of."""
        note = self.notes.get(item.pk)
        if note is not None and note.minutes is not None:
            return note.minutes
        return 0 if item.standing or not item.is_item else None

    def _pages_of(self, item: AgendaItem) -> str:
        spans = [self.pages[p.pk] for p in item.placements.all() if p.pk in self.pages]
        return printed_pages(min(a for a, __ in spans), max(b for __, b in spans)) if spans else ""

    def _questions(self) -> list[BriefQuestion]:
        noun = Words.noun_of(self.meeting.body.kind)
        to = {
            "panel": _("the {noun}").format(noun=noun),
            "commissioner": _("the {commissioner_title}").format(
                commissioner_title=self.settings.commissioner_title
            ),
        }
        return [
            BriefQuestion(
                asker=row.asker,
                kind=row.get_kind_display(),
                to=to[row.addressee],
                text=row.text,
                is_read_out=not row.comes_in_person,
            )
            for row in self.questions
        ]

    def _votes(self, item: AgendaItem) -> str:
        """How an item that is decided is carried: by the votes that a veto needs, else by a majority."""
        if item.business != "report" or item.parent_id is not None:
            return ""
        if self.outlook.veto is not None:
            return self.outlook.veto.sentence
        casting = _(" Whoever presides has a casting vote.") if self.settings.has_casting_vote else ""
        return _("A motion is carried by more votes for than against.{casting}").format(casting=casting)

    def _say_facts(self, item: AgendaItem) -> SayFacts:
        away = [row for row in self.outlook.rows if row.answer == Coming.Answer.APOLOGIES]
        return SayFacts(
            standing=item.standing,
            business=item.business,
            presenter=item.presenter,
            noun=Words.noun_of(self.meeting.body.kind),
            chair=self.settings.chair_style,
            deputy=self.settings.deputy_title,
            apologies=[row.line.name for row in away],
            substitutes=[
                (row.coming.substitute, row.line.name) for row in away if row.coming and row.coming.substitute
            ],
            questions=len(self.questions),
            urgent=[each.title for each in self.lines if each.urgent_reason and not self._is_kept(each)],
            urgent_reason=item.urgent_reason,
            minutes_of=[long_day(meeting.starts_at) for meeting in item.minutes_of.all()],
            next_meeting=self.following,
            asked_to=[
                words
                for placement in item.placements.all()
                if self.restricted.on(placement) is None
                for words in self.asked.get(placement.paper_id, [])
            ],
        )

    def _is_kept(self, item: AgendaItem) -> bool:
        return self.restricted.on_item(item) is not None


def _is_interests(item: AgendaItem) -> bool:
    return item.standing == "interests"


def _asked(meeting: Meeting) -> dict[int, list[str]]:
    """What each paper that was written here asks the meeting to do, by the key of the paper."""
    newest = PaperVersion.objects.filter(paper__placements__item__meeting=meeting, document__kind="report")
    newest = newest.exclude(paper__versions__number__gt=F("number")).distinct()
    return {
        version.paper_id: [line["text"] for line in (version.document or {}).get("recommendations", [])]
        for version in newest.only("paper", "document")
    }


def _pages(meeting: Meeting) -> dict[int, tuple[int, int]]:
    """The pages of each placement in the newest pack that was issued."""
    entries = PackEntry.objects.filter(pack__meeting=meeting, pack__issued_at__isnull=False)
    rows = entries.order_by("pack__issued_at").values_list("placement_id", "first_page", "last_page")
    return {placement: (first, last) for placement, first, last in rows if placement and first and last}


def _clock(minutes: int | None) -> str:
    return "" if minutes is None else printed_time(time(*divmod(minutes % (24 * 60), 60)))


def _expected(outlook: Outlook) -> list[str]:
    """Who is expected, in sentences; nothing before anybody answered."""
    expected = outlook.expected
    if expected.open == expected.in_post:
        return [_("No replies have been received yet.")]
    said = [outlook.quorum.sentence]
    if expected.remote:
        said.append(_("{members} will attend remotely.").format(members=counted(expected.remote, "member")))
    if outlook.veto is not None:
        said.append(outlook.veto.sentence)
    return said
