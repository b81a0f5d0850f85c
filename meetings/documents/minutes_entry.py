"""One minute as printed: its number, its text, what was decided under it and what is to be done."""

from dataclasses import dataclass, field
from html import escape

from foundation.documents import richtext
from foundation.ui.words import letter
from meetings.documents.minutes_record import Entry
from meetings.models import Decision, FollowUp
from meetings.rules.wording import day_words
from panels.models import BodySettings
from panels.models.settings import DECISION_WORDS


@dataclass(frozen=True, kw_only=True)
class DecisionLimb:
    """One limb of a decision; the label is empty when it stands alone."""

    label: str = ""
    text: str = ""
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionBlock:
    """A decision with the body's own words above it."""

    head: str
    limbs: list[DecisionLimb] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class FollowUpLine:
    """Something to be done, as printed under the minute; empty words where owner or day are not known."""

    kind: str
    text: str
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class MinuteEntry:
    """One minute: its own number, the numbers of its agenda items, its text with numbers as words."""

    ref: str
    label: str
    title: str
    item_labels: list[str] = field(default_factory=list)
    item_refs: list[str] = field(default_factory=list)
    html: str = ""
    decisions: list[DecisionBlock] = field(default_factory=list)
    follow_ups: list[FollowUpLine] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)


def entry_of(entry: Entry, settings: BodySettings) -> MinuteEntry:
    """One minute with everything that is printed under its number."""
    minute = entry.minute
    return MinuteEntry(
        ref=minute.ref,
        label=entry.label,
        title=minute.title,
        item_labels=list(entry.item_labels),
        item_refs=[item.ref for item in entry.items],
        html=opening_html(entry) + text_html(minute.text, f"p-{minute.ref}-"),
        decisions=decision_blocks(entry, settings),
        follow_ups=[
            follow_up_line(row) for row in minute.follow_ups.all() if row.kind == FollowUp.Kind.ACTION
        ],
    )


def opening_html(entry: Entry) -> str:
    """The opening paragraphs: a person's words where there are any, the record's sentences otherwise."""
    own = [line for line in entry.minute.opening.splitlines() if line.strip()]
    return "".join(f"<p>{escape(line.strip(), quote=False)}</p>" for line in own or entry.written.opening)


def text_html(text: str, anchor: str = "") -> str:
    """The text of a minute with its points numbered as words; `anchor` begins the id of each paragraph."""
    return richtext.number(text, richtext.Numbering.NONE, anchor=anchor).html if text else ""


def decision_blocks(entry: Entry, settings: BodySettings) -> list[DecisionBlock]:
    """The decisions; where none is recorded, what the record resolves, unless a person wrote instead."""
    decisions = list(entry.minute.decisions.all())
    if decisions:
        return [_decision(decision, settings) for decision in decisions]
    if entry.minute.opening or not entry.written.resolved:
        return []
    limbs = _limbs([(sentence, "") for sentence in entry.written.resolved])
    return [DecisionBlock(head=decision_head(settings, Decision.Kind.RESOLVED), limbs=limbs)]


def decision_head(settings: BodySettings, kind: str) -> str:
    """The body's own words above a decision of this kind."""
    return str(settings.decision_words.get(kind) or DECISION_WORDS.get(kind, ""))


def follow_up_line(row: FollowUp) -> FollowUpLine:
    """A follow-up as printed under its minute."""
    return FollowUpLine(
        kind=row.get_kind_display(),
        text=row.text,
        owner=row.owner,
        due=day_words(row.due_on) if row.due_on else "",
    )


def _decision(decision: Decision, settings: BodySettings) -> DecisionBlock:
    limbs = _limbs([(limb.text, limb.condition) for limb in decision.limbs.all()])
    return DecisionBlock(head=decision_head(settings, decision.kind), limbs=limbs)


def _limbs(rows: list[tuple[str, str]]) -> list[DecisionLimb]:
    """The limbs, lettered only when there are several."""
    several = len(rows) > 1
    return [
        DecisionLimb(label=f"({letter(number)})" if several else "", text=text, condition=condition)
        for number, (text, condition) in enumerate(rows, start=1)
    ]
