"""One minute as printed: its number, its text, what was decided under it and what is to be done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from foundation.ui.words import letter, roman
from meetings.minutes.documents.kept import AT_START as AT_START
from meetings.minutes.documents.kept import TAKEN_IN_PRIVATE, is_kept, public_title, public_wording
from meetings.minutes.documents.record import Entry
from meetings.minutes.documents.text import numbered, opening_html, segments, text_html
from meetings.models import Decision, FollowUp, Minute
from meetings.votes.documents import VoteBlock
from meetings.wording.meeting import day_words
from panels.models import BodySettings
from panels.models.settings import DECISION_WORDS

# Printed as a list of its own, 1. 2. 3., whatever labels other decisions have.
NUMBERED_KINDS = (Decision.Kind.RECOMMENDATIONS, Decision.Kind.FINDINGS)
_Labels = BodySettings.LimbLabels


@dataclass(frozen=True, kw_only=True)
class DecisionLimb:
    """One limb of a decision; the label is empty when it stands alone."""

    label: str = ""
    text: str = ""
    condition: str = ""


@dataclass(frozen=True, kw_only=True)
class DecisionBlock:
    """A decision with the body's own words above it, and whose word it still waits for."""

    head: str
    limbs: list[DecisionLimb] = field(default_factory=list)
    votes: list[VoteBlock] = field(default_factory=list)
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUpLine:
    """Something to be done, as printed under the minute; empty words where owner or day are not known.

    Within the text it has no words of its own: the paragraph above it says what is to be done.
    """

    kind: str
    text: str
    owner: str = ""
    due: str = ""


@dataclass(frozen=True, kw_only=True)
class MinutePart:
    """What stands between two paragraphs of a minute, and the text that goes on after it."""

    follow_ups: list[FollowUpLine] = field(default_factory=list)
    decisions: list[DecisionBlock] = field(default_factory=list)
    html: str = ""


@dataclass(frozen=True, kw_only=True)
class SecondText:
    """A minute in the body's second language: heading and text."""

    language: str
    title: str = ""
    html: str = ""


@dataclass(frozen=True, kw_only=True)
class MinuteEntry:
    """One minute: its own number, the numbers of its agenda items, its text with numbers as words.

    What was decided first stands before the text, what was decided or undertaken in the course of it in
    `parts`, the rest after it.
    """

    ref: str
    label: str
    title: str
    item_labels: list[str] = field(default_factory=list)
    item_refs: list[str] = field(default_factory=list)
    html: str = ""
    motions: list[VoteBlock] = field(default_factory=list)
    decisions: list[DecisionBlock] = field(default_factory=list)
    follow_ups: list[FollowUpLine] = field(default_factory=list)
    first_decisions: list[DecisionBlock] = field(default_factory=list)
    parts: list[MinutePart] = field(default_factory=list)
    corrections: list[str] = field(default_factory=list)
    summary: str = ""
    second: list[SecondText] = field(default_factory=list)


def entry_of(entry: Entry, settings: BodySettings) -> MinuteEntry:
    """One minute with everything that is printed for the public under its number."""
    placed = placed_of(entry, settings, is_public=True)
    return MinuteEntry(
        ref=entry.minute.ref,
        label=entry.label,
        title=public_title(entry),
        item_labels=list(entry.item_labels),
        item_refs=[item.ref for item in entry.items],
        motions=list(entry.motions),
        html=placed.html,
        decisions=placed.decisions,
        follow_ups=placed.follow_ups,
        first_decisions=placed.first_decisions,
        parts=placed.parts,
        summary=entry.minute.public_summary if entry.minute.private_text else "",
        second=_second(entry, settings),
    )


def _second(entry: Entry, settings: BodySettings) -> list[SecondText]:
    """The minute in the second language; what came of business kept from the public is not printed."""
    if not entry.second or entry.is_restricted:
        return []
    text = entry.second.get("text", "")
    return [
        SecondText(
            language=settings.second_language,
            title=entry.second.get("title", ""),
            html=text_html(text, settings.minute_points) if text else "",
        )
    ]


@dataclass(frozen=True)
class Placed:
    """The text of a minute cut where something stands within it."""

    html: str
    parts: list[MinutePart]
    first_decisions: list[DecisionBlock]
    decisions: list[DecisionBlock]
    follow_ups: list[FollowUpLine]


def placed_of(entry: Entry, settings: BodySettings, *, is_public: bool = False) -> Placed:
    """Text, decisions and follow-ups of a minute where each of them stands, with the words for the public."""
    blocks = public_blocks(entry, settings) if is_public else recorded_blocks(entry, settings)
    decisions = list(zip(entry.minute.decisions.all(), blocks, strict=True))
    actions = [row for row in entry.minute.follow_ups.all() if _is_printed(row, entry)]
    anchor = anchor_of(entry.minute)
    wanted = {row.stands for row, __ in decisions} | {row.stands for row in actions}
    cuts = {f"{anchor}{stands}" for stands in wanted - {"", AT_START}}
    pieces = segments(printed_html(entry, settings), cuts)
    if entry.paragraphs:
        run: Iterator[str] = iter(entry.paragraphs)
        pieces = [(numbered(html, run), key) for html, key in pieces]
    inside = [key.removeprefix(anchor) for __, key in pieces if key]
    following = [html for html, __ in pieces[1:]]
    parts = [
        MinutePart(
            follow_ups=[follow_up_line(row, is_inside=True) for row in actions if row.stands == key],
            decisions=[block for row, block in decisions if row.stands == key],
            html=html,
        )
        for key, html in zip(inside, following, strict=True)
    ]
    elsewhere = {AT_START, *inside}
    return Placed(
        html=pieces[0][0],
        parts=parts,
        first_decisions=[block for row, block in decisions if row.stands == AT_START],
        decisions=[block for row, block in decisions if row.stands not in elsewhere]
        or ([] if decisions else written_blocks(entry, settings)),
        follow_ups=[follow_up_line(row) for row in actions if row.stands not in inside],
    )


def placed_again(printed: MinuteEntry) -> Placed:
    """A minute that was printed, cut as it was."""
    return Placed(
        html=printed.html,
        parts=printed.parts,
        first_decisions=printed.first_decisions,
        decisions=printed.decisions,
        follow_ups=printed.follow_ups,
    )


def decided_in(printed: MinuteEntry) -> list[DecisionBlock]:
    """Every decision of a minute that was printed, in its order."""
    within = [block for part in printed.parts for block in part.decisions]
    return [*printed.first_decisions, *within, *printed.decisions]


def printed_html(entry: Entry, settings: BodySettings) -> str:
    """Opening and text, the opening in a person's words where there are any."""
    opening = opening_html(entry.own_opening or entry.written.opening)
    return opening + text_html(entry.minute.text, settings.minute_points, anchor_of(entry.minute))


def anchor_of(minute: Minute) -> str:
    """What the HTML id of each paragraph of a minute begins with; it stays the same for good."""
    return f"p-{minute.ref}-"


def decision_blocks(entry: Entry, settings: BodySettings) -> list[DecisionBlock]:
    """The decisions; where none is recorded, what the record resolves, unless a person wrote instead."""
    return recorded_blocks(entry, settings) or written_blocks(entry, settings)


def recorded_blocks(entry: Entry, settings: BodySettings) -> list[DecisionBlock]:
    """The decisions that a person recorded, in their order."""
    return [_decision(decision, entry, settings) for decision in entry.minute.decisions.all()]


def public_blocks(entry: Entry, settings: BodySettings) -> list[DecisionBlock]:
    """The same as the public reads them: of private business its public wording, if any."""
    found = []
    rows = zip(entry.minute.decisions.all(), recorded_blocks(entry, settings), strict=True)
    for decision, block in rows:
        if not is_kept(entry, decision.stands):
            found.append(block)
            continue
        wording = [(words, "") for words in public_wording(decision)]
        limbs = limbs_of(wording, decision.kind, entry.label, settings)
        head = block.head if limbs else ""
        found.append(replace(block, head=head, limbs=limbs or [DecisionLimb(text=TAKEN_IN_PRIVATE)], note=""))
    return found


def written_blocks(entry: Entry, settings: BodySettings) -> list[DecisionBlock]:
    """What the record resolves by itself, as long as nobody decided or wrote anything else."""
    if entry.minute.opening or not entry.written.resolved or entry.minute.decisions.all():
        return []
    kind = Decision.Kind.RESOLVED
    limbs = limbs_of([(sentence, "") for sentence in entry.written.resolved], kind, entry.label, settings)
    return [DecisionBlock(head=decision_head(settings, kind), limbs=limbs)]


def entry_has_words(entry: Entry, settings: BodySettings) -> bool:
    """True when something would be printed under the heading of a minute."""
    written = entry.own_opening or entry.written.opening or entry.minute.text
    return bool(written or decision_blocks(entry, settings))


def decision_head(settings: BodySettings, kind: str) -> str:
    """The body's own words above a decision of this kind."""
    return str(settings.decision_words.get(kind) or DECISION_WORDS.get(kind, ""))


def follow_up_line(row: FollowUp, *, is_inside: bool = False) -> FollowUpLine:
    """A follow-up as printed: below its minute with its words, within the text with its owner only."""
    return FollowUpLine(
        kind=row.get_kind_display(),
        text="" if is_inside else row.text,
        owner=row.owner,
        due=day_words(row.due_on) if row.due_on else row.due_words.removeprefix("by "),
    )


def _decision(decision: Decision, entry: Entry, settings: BodySettings) -> DecisionBlock:
    rows = [(limb.text, limb.condition) for limb in decision.limbs.all()]
    return DecisionBlock(
        head=decision_head(settings, decision.kind),
        limbs=limbs_of(rows, decision.kind, entry.label, settings),
        note=confirmation_note(decision),
        votes=entry.votes.on_decision(decision, is_kept=is_kept(entry, decision.stands)),
    )


def confirmation_note(decision: Decision) -> str:
    """Whose confirmation a decision waits for, or on which day it was given; nothing where nobody's."""
    if not decision.confirmation_by:
        return ""
    if decision.confirmed_on is None:
        return _("Subject to confirmation by {confirmation_by}.").format(
            confirmation_by=decision.confirmation_by
        )
    return _("Confirmed by {confirmation_by} on {day}.").format(
        confirmation_by=decision.confirmation_by, day=day_words(decision.confirmed_on)
    )


def limbs_of(
    rows: Sequence[tuple[str, str]], kind: str, label: str, settings: BodySettings
) -> list[DecisionLimb]:
    """The limbs, labelled in the body's own way, and only when there are several."""
    return [
        DecisionLimb(
            label=limb_label(number, kind, label, settings.limb_labels) if len(rows) > 1 else "",
            text=text,
            condition=condition,
        )
        for number, (text, condition) in enumerate(rows, start=1)
    ]


def limb_label(number: int, kind: str, minute: str, style: str) -> str:
    """The label of one limb: (a), (1), (i), or 45.1 under minute 45; recommendations count 1., 2., 3."""
    if kind in NUMBERED_KINDS:
        return f"{number}."
    if style == _Labels.DECIMAL:
        return f"{minute}.{number}" if minute else f"{number}."
    own = {_Labels.FIGURES.value: str(number), _Labels.ROMAN.value: roman(number)}
    return f"({own.get(style) or letter(number)})"


def _is_printed(row: FollowUp, entry: Entry) -> bool:
    """Actions stand in the minutes; what came of business kept from the public does not."""
    may_be_private = bool(entry.minute.private_text) and not row.stands
    return row.kind == FollowUp.Kind.ACTION and not entry.is_restricted and not may_be_private
