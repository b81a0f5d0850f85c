"""The whole of one minute as plain values: for keeping, comparing, and bringing two of them together."""

import json
import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from itertools import groupby
from typing import Any

from foundation.documents.saving import merging_texts
from foundation.documents.saving.merging_texts import Stretch, merged
from foundation.documents.text import blocks, pairing, richtext
from foundation.documents.text.blocks import Block
from meetings.models import Decision, FollowUp, Minute, TextVersion

# Field by field: its name on the page. A content is a dictionary of these, ready to be kept as JSON.
NAMES = {
    "title": "Heading",
    "opening": "Opening",
    "text": "Text",
    "limbs": "Decision",
    "follow_ups": "Follow-up",
    "items": "Agenda items",
}
_TAG = re.compile(r"<[^>]*>")
COLUMNS = ("title", "opening", "text")
EMPTY: dict[str, Any] = {"title": "", "opening": "", "text": "", "limbs": [], "follow_ups": [], "items": []}
Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LimbLine:
    """One limb of a decision as typed: its words and, if it depends on another, the condition.

    `public_text` is what the public reads of it where the business was taken in private.
    """

    text: str
    condition: str = ""
    public_text: str = ""

    @property
    def stripped(self) -> "LimbLine":
        """The same without blanks around its words."""
        return LimbLine(self.text.strip(), self.condition.strip(), self.public_text.strip())


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One decision as typed: `stands` says where in the minute, `confirmation_by` whose word it waits for."""

    kind: str
    limbs: Sequence[LimbLine]
    stands: str = ""
    confirmation_by: str = ""

    @classmethod
    def of(cls, decision: Decision) -> "DecisionLine":
        """A recorded decision as it would be typed."""
        limbs = [LimbLine(limb.text, limb.condition, limb.public_text) for limb in decision.limbs.all()]
        return cls(decision.kind, limbs, decision.stands, decision.confirmation_by)

    @property
    def stripped(self) -> "DecisionLine":
        """The same without blanks around its words, and without limbs that say nothing."""
        limbs = [limb for limb in (each.stripped for each in self.limbs) if limb.text]
        return replace(self, limbs=limbs, confirmation_by=self.confirmation_by.strip())


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """One follow-up as typed; `pk` is that of the one it changes, None for a new one."""

    text: str
    kind: str = FollowUp.Kind.ACTION
    owner: str = ""
    due_on: date | None = None
    pk: int | None = None
    stands: str = ""
    due_words: str = ""


FOLLOW_UP = [each.name for each in fields(FollowUpRow)]


@dataclass(frozen=True, slots=True)
class Piece:
    """One limb, follow-up, agenda item or line, with the id by which it is known in every state."""

    id: str
    content: Hashable
    text: str
    row: Any = None


def content_of(minute: Minute) -> Content:
    """The minute as it stands."""
    # Asked at every save of what is typed: the usual order, without the joins it has across minutes.
    decisions = minute.decisions.order_by("position", "pk").prefetch_related("limbs")
    rows = minute.follow_ups.order_by("position", "pk").values(*FOLLOW_UP)
    return {
        "title": minute.title,
        "opening": minute.opening,
        "text": minute.text,
        "limbs": limbs_of([DecisionLine.of(each) for each in decisions]),
        "follow_ups": follow_ups_of([FollowUpRow(**row) for row in rows]),
        "items": list(minute.minute_items.order_by("position").values_list("item_id", flat=True)),
    }


def content_read(minute: Minute) -> Content:
    """The same of a minute fetched with its minutes whole, from what was read: no question is asked."""
    return {
        "title": minute.title,
        "opening": minute.opening,
        "text": minute.text,
        "limbs": limbs_of([DecisionLine.of(each) for each in minute.decisions.all()]),
        "follow_ups": follow_ups_of(
            [
                FollowUpRow(**{name: getattr(row, name) for name in FOLLOW_UP})
                for row in minute.follow_ups.all()
            ]
        ),
        "items": [link.item_id for link in minute.minute_items.all()],
    }


def content_kept(version: TextVersion | None) -> Content:
    """The minute as a version kept it; what an old version did not keep counts as nothing."""
    if version is None:
        return dict(EMPTY)
    columns = {name: getattr(version, name) for name in COLUMNS}
    return {**EMPTY, **columns, **(version.rest or {})}


def limbs_of(decisions: Sequence[DecisionLine]) -> list[dict[str, Any]]:
    """The limbs of decisions in a row, each with what its decision says of itself."""
    # What a decision says of itself is read once: pasted text may have thousands of limbs.
    own = ((line, asdict(replace(line, limbs=[]))) for line in decisions)
    return [
        {**{name: value for name, value in said.items() if name != "limbs"}, "limb": _limb(limb)}
        for line, said in own
        for limb in (each.stripped for each in line.limbs)
        if limb.text
    ]


def _limb(limb: LimbLine) -> dict[str, str]:
    """A limb as plain values; versions kept before there were public wordings have none."""
    values: dict[str, str] = asdict(limb)
    return {name: value for name, value in values.items() if value or name != "public_text"}


def _limb_words(limb: Mapping[str, str]) -> str:
    """Everything that was typed in the row of a limb."""
    return " ".join(filter(None, [limb["condition"], limb["text"], limb.get("public_text", "")]))


def decisions_in(content: Content) -> list[DecisionLine]:
    """The decisions of a content; limbs in a row under the same words are one decision."""
    rows = [({k: v for k, v in row.items() if k != "limb"}, row["limb"]) for row in content["limbs"]]
    return [
        DecisionLine(**head, limbs=[LimbLine(**limb) for _, limb in group])
        for head, group in groupby(rows, key=lambda row: row[0])
    ]


def follow_ups_of(rows: Sequence[FollowUpRow]) -> list[dict[str, Any]]:
    """Follow-ups as plain values; those without words are none."""
    return [
        {
            **asdict(row),
            "text": row.text.strip(),
            "owner": row.owner.strip(),
            "kind": str(row.kind),
            "due_on": row.due_on.isoformat() if row.due_on else None,
        }
        for row in rows
        if row.text.strip()
    ]


def follow_ups_in(content: Content) -> list[FollowUpRow]:
    """The follow-ups of a content, ready to be written."""
    found = [
        {name: value for name, value in row.items() if name in FOLLOW_UP} for row in content["follow_ups"]
    ]
    return [
        FollowUpRow(**{**row, "due_on": date.fromisoformat(row["due_on"]) if row["due_on"] else None})
        for row in found
    ]


def with_rows_known(content: Content, current: Content) -> Content:
    """The content, with each follow-up typed anew that is there already taken for the one that is there."""
    claimed = {row["pk"] for row in content["follow_ups"] if row["pk"]}
    free = [row for row in current["follow_ups"] if row["pk"] not in claimed]
    rows = []
    for row in content["follow_ups"]:
        same = next((each for each in free if not row["pk"] and _said(each) == _said(row)), None)
        if same:
            free.remove(same)
        rows.append({**row, "pk": same["pk"]} if same else row)
    return {**content, "follow_ups": rows}


def is_same(one: Content, other: Content) -> bool:
    """True when two contents read the same."""
    return all(is_same_in(name, one[name], other[name]) for name in NAMES)


def is_same_in(name: str, one: Any, other: Any) -> bool:
    """True when one field of two contents reads the same."""
    if name == "text":
        return blocks.is_same(one, other)
    if name == "follow_ups":
        return [_said(row) for row in one] == [_said(row) for row in other]
    return bool(one == other)


def pieces(name: str, content: Content, earlier: Sequence[Any] = ()) -> list[Any]:
    """One field of a content in parts, named after the parts of an earlier state."""
    value = content[name]
    if name == "text":
        return blocks.named(value, earlier)
    if name == "title":
        return [Piece("title", value, value, value)] if value else []
    if name == "items":
        return [Piece(f"i{pk}", pk, str(pk), pk) for pk in value]
    if name == "follow_ups":
        found = [_follow_up(row) for row in value]
    elif name == "limbs":
        found = [Piece("", _frozen(row), row["limb"]["text"], row) for row in value]
    else:
        found = [Piece("", line, line, line) for line in value.splitlines() if line.strip()]
    return _named(found, earlier)


def joined(name: str, parts: Sequence[Any]) -> Any:
    """The parts of one field as the content holds them."""
    if name == "text":
        return blocks.joined(parts)
    if name == "title":
        return parts[0].row if parts else ""
    rows = [part.row for part in parts]
    if name == "items":
        return list(dict.fromkeys(rows))
    return "\n".join(rows) if name == "opening" else rows


def stretches(name: str, base: Content, theirs: Content, yours: Content) -> list[Stretch[Any]]:
    """Three states of one field, cut at what all three have."""
    if name == "text":
        return list(merging_texts.texts(base[name], theirs[name], yours[name]))
    was = pieces(name, base)
    there = pieces(name, theirs, was)
    known = {piece.id for piece in was}
    here = pieces(name, yours, [*was, *(piece for piece in there if piece.id not in known)])
    return merging_texts.stretches(was, there, here)


def words(name: str, part: Block | Piece, titles: Mapping[int, str] | None = None) -> str:
    """One part of a field in words, for setting beside another."""
    if name == "text":
        return part.text
    row = part.row if isinstance(part, Piece) else None
    if name == "follow_ups" and row:
        known = [row["text"], row["owner"], row["due_on"] or ""]
        return ", ".join(filter(None, known))
    if name == "limbs" and row:
        return _limb_words(row["limb"])
    return (titles or {}).get(int(part.text), part.text) if name == "items" else part.text


def all_words(content: Content) -> str:
    """Everything of a minute as plain words."""
    limbs = [_limb_words(row["limb"]) for row in content["limbs"]]
    rows = [row["text"] for row in content["follow_ups"]]
    text = richtext.plain(content["text"]) if content["text"] else ""
    return "\n".join(filter(None, [content["opening"].strip(), text, *limbs, *rows]))


def rough_words(content: Content) -> str:
    """Every word of a minute, quickly: for counting, not for reading."""
    rows = [_limb_words(row["limb"]) for row in content["limbs"]] + [
        row["text"] for row in content["follow_ups"]
    ]
    return " ".join([content["title"], content["opening"], _TAG.sub(" ", content["text"]), *rows])


def _named(found: Sequence[Piece], earlier: Sequence[Piece]) -> list[Piece]:
    """Parts with the ids of the earlier parts they were made from; new ones are told apart by their words."""
    pairs = pairing.pairs(earlier, found)
    taken = {part.id for part in earlier}
    named: list[Piece] = []
    for at, part in enumerate(found):
        name = earlier[pairs[at]].id if at in pairs else part.id
        number = 0
        while not name or (at not in pairs and name in taken):
            name, number = f"{number} {part.text}", number + 1
        taken.add(name)
        named.append(Piece(name, part.content, part.text, part.row))
    return named


def _follow_up(row: dict[str, Any]) -> Piece:
    return Piece(f"f{row['pk']}" if row["pk"] else "", _said(row), row["text"], row)


def _said(row: dict[str, Any]) -> str:
    """What a follow-up says, whichever row it is."""
    return _frozen({name: value for name, value in row.items() if name != "pk"})


def _frozen(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one field; `key` names the choice when both sides changed it."""

    name: str
    key: str
    stretch: Stretch[Any]

    @property
    def is_open(self) -> bool:
        """True when somebody must choose."""
        return self.stretch.settled is None


@dataclass(frozen=True, slots=True)
class Merge:
    """What was brought together: the whole when nothing is left to choose, and every part of it."""

    content: Content | None
    parts: tuple[Part, ...]

    @property
    def open(self) -> list[Part]:
        """What both sides changed, in the order of the page."""
        return [part for part in self.parts if part.is_open]


def merge(base: Content, theirs: Content, yours: Content, choices: Mapping[str, str] | None = None) -> Merge:
    """The minute that holds what both sides changed since `base`."""
    given, parts, content = choices or {}, [], dict(EMPTY)
    is_whole = True
    for name in NAMES:
        if any(is_same_in(name, yours[name], side[name]) for side in (theirs, base)):
            content[name] = theirs[name]
        elif is_same_in(name, theirs[name], base[name]):
            content[name] = yours[name]
        else:
            found = stretches(name, base, theirs, yours)
            keys = [f"{name}-{place}" for place in range(len(found))]
            parts += [Part(name, key, stretch) for key, stretch in zip(keys, found, strict=True)]
            chosen = {place: given[key] for place, key in enumerate(keys) if key in given}
            whole = merged(found, chosen)
            is_whole = is_whole and whole is not None
            content[name] = joined(name, whole or [])
    return Merge(content if is_whole else None, tuple(parts))
