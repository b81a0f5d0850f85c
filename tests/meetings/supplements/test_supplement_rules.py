"""What a supplement is computed from: pages and numbers that were issued never change."""

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.common.rules.labels import labels
from meetings.packs.rules import (
    ADDED,
    REPLACED,
    WITHDRAWN,
    IssuedPaper,
    Paper,
    changes,
    issued_state,
    next_first_page,
    place_words,
    printed_pages,
)
from meetings.supplements.rules import NewItem, added_label, item_points, urgency_finding


@dataclass
class Line:
    pk: int
    kind: str = "item"
    parent_id: int | None = None
    label_override: str = ""
    issued_label: str = ""


def issued(key: int, version: str, first: int, last: int, **more: object) -> IssuedPaper:
    return IssuedPaper(key, entry=key, version=version, first=first, last=last, **more)


def paper(key: int, version: str, *, is_out: bool = True) -> Paper:
    return Paper(key, str(key), f"Paper {key}", version, is_out)


def test_changes_are_what_was_added_replaced_and_withdrawn_in_the_order_of_the_agenda() -> None:
    state = issued_state([issued(1, "a", 3, 4), issued(2, "b", 5, 8), issued(3, "c", 9, 9)])
    now = [paper(1, "a"), paper(4, "d"), paper(2, "b2"), paper(3, "c", is_out=False)]
    found = changes(state, now)
    assert [(change.kind, change.key) for change in found] == [(ADDED, 4), (REPLACED, 2), (WITHDRAWN, 3)]
    assert found[1].was == issued(2, "b", 5, 8)


def test_a_paper_that_was_withdrawn_and_comes_back_is_added() -> None:
    gone = IssuedPaper(1, 9, "", None, None, supplement=1, change=WITHDRAWN)
    state = issued_state([issued(1, "a", 3, 4), gone])
    assert [change.kind for change in changes(state, [paper(1, "a")])] == [ADDED]


@pytest.mark.parametrize(
    ("last", "paging", "leaves", "first"),
    [
        (100, "continue", True, (101, "")),
        (37, "continue", True, (39, "")),
        (37, "continue", False, (38, "")),
        (100, "prefix", True, (1, "S2-")),
    ],
)
def test_a_supplement_goes_on_counting_or_has_its_own_prefix(last, paging, leaves, first) -> None:
    assert next_first_page(last, paging=paging, number=2, has_leaves=leaves) == first


def test_pages_of_a_supplement_are_named_with_it() -> None:
    assert printed_pages(1, 3, "S1-") == "S1-1\u00a0–\u00a0S1-3"
    assert place_words(issued(1, "a", 101, 108, supplement=1)) == "Supplement 1, pages 101\u00a0–\u00a0108"
    assert place_words(issued(1, "a", 3, 8)) == ""


@pytest.mark.parametrize(
    ("style", "parent", "after", "label"),
    [
        ("next", None, None, "4"),
        ("next", None, 2, "4"),
        ("letter", None, 2, "2A"),
        ("letter", None, None, "3A"),
        ("letter", None, 9, "2B"),
        ("next", 2, None, "2 b)"),
    ],
)
def test_an_added_item_takes_the_next_number_or_a_letter(style, parent, after, label) -> None:
    lines = [Line(1, issued_label="1"), Line(2, issued_label="2"), Line(5, parent_id=2, issued_label="2 a)")]
    lines += [Line(9, label_override="2A")] if after == 9 else []
    lines += [Line(3, issued_label="3"), Line(4, kind="note")]
    assert added_label(lines, style=style, parent=parent, after=after) == label


@pytest.mark.shows("V34")
def test_a_new_item_after_the_notice_day_needs_the_opinion_and_the_circumstances() -> None:
    late = urgency_finding(is_in_time=False, reason="", opinion_by="", has_day=False)
    assert (late.is_met, late.remedy) == (
        False,
        "Otherwise it cannot be considered at this meeting. It can be listed for a later one.",
    )
    assert "100B(4)(b)" in late.source
    half = urgency_finding(is_in_time=False, reason="The grant ends", opinion_by="", has_day=True)
    assert not half.is_met
    whole = urgency_finding(is_in_time=False, reason="The grant ends", opinion_by="Cllr Gage", has_day=True)
    assert whole.is_met
    assert urgency_finding(is_in_time=True, reason="", opinion_by="", has_day=False).is_met


def test_an_item_added_in_time_and_published_late_is_stopped() -> None:
    items = [NewItem("14", "Grant", is_urgent=False, is_to_note=False), NewItem("15", "Vote", False, True)]
    assert [finding.is_met for finding in item_points(items, is_in_time=False)] == [False, True]
    assert [finding.is_met for finding in item_points(items, is_in_time=True)] == [True]


@dataclass
class Agenda:
    """An agenda after publication, as plain values: what was issued pack by pack, and what stands now."""

    lines: list[Line]
    now: dict[int, Paper]
    packs: list[list[IssuedPaper]]
    style: str
    has_leaves: bool
    versions: int = 0

    def state(self) -> dict[int, IssuedPaper]:
        return issued_state(entry for pack in self.packs for entry in pack)

    def edit(self, act: str, at: int) -> set[int]:
        """Change one thing; the keys of the papers that it touches."""
        self.versions += 1
        key = sorted(self.now)[at % len(self.now)]
        if act == "item":
            pk = 1000 + self.versions
            after = self.lines[at % len(self.lines)].pk
            label = added_label(self.lines, style=self.style, parent=None, after=after)
            place = [line.pk for line in self.lines].index(after) + 1
            self.lines.insert(place, Line(pk, label_override=label))
            self.now[pk] = paper(pk, f"v{self.versions}")
            return {pk}
        if act == "withdraw":
            self.now[key] = replace(self.now[key], is_out=False)
        elif act == "late":
            self.now[key] = replace(self.now[key], is_out=True)
        elif self.now[key].is_out:
            self.now[key] = replace(self.now[key], version=f"v{self.versions}")
        return {key}

    def issue(self, pages: int) -> list[tuple[str, int]]:
        """Issue a supplement of everything that changed, and freeze the labels."""
        found = changes(self.state(), list(self.now.values()))
        last = max((e.last for pack in self.packs for e in pack if e.last), default=0)
        at, _ = next_first_page(last, paging="continue", number=1, has_leaves=self.has_leaves)
        at += 1
        pack, number = [], len(self.packs)
        for change in found:
            if change.kind == WITHDRAWN:
                entry = IssuedPaper(change.key, self.versions, "", None, None, number, change=WITHDRAWN)
            else:
                at += self.has_leaves and at % 2 == 0
                entry = IssuedPaper(
                    change.key, self.versions, change.version, at, at + pages - 1, number, "", change.kind
                )
                at += pages
            pack.append(entry)
        self.packs.append(pack)
        for pk, label in labels(self.lines).items():
            next(line for line in self.lines if line.pk == pk).issued_label = label
        return [(change.kind, change.key) for change in found]


EDITS = st.lists(
    st.tuples(st.sampled_from(["item", "withdraw", "late", "replace"]), st.integers(0, 40)), max_size=6
)


@pytest.mark.shows("S4-77")
@given(
    counts=st.lists(st.integers(1, 6), min_size=1, max_size=8),
    rounds=st.lists(st.tuples(EDITS, st.integers(1, 5)), max_size=4),
    style=st.sampled_from(["next", "letter"]),
    has_leaves=st.booleans(),
)
def test_whatever_is_edited_untouched_items_keep_labels_and_pages_and_the_sheet_is_the_difference(
    counts, rounds, style, has_leaves
) -> None:
    lines = [Line(pk, issued_label=str(pk)) for pk in range(1, len(counts) + 1)]
    first, at = [], 3
    for pk, pages in enumerate(counts, start=1):
        first.append(issued(pk, "v0", at, at + pages - 1))
        at += pages
    agenda = Agenda(
        lines, {pk: paper(pk, "v0") for pk in range(1, len(counts) + 1)}, [first], style, has_leaves
    )
    for edits, pages in rounds:
        before, then = agenda.state(), dict(agenda.now)
        labels_before = labels(agenda.lines)
        touched = {key for act, where in edits for key in agenda.edit(act, where)}
        sheet = agenda.issue(pages)
        after, now_labels = agenda.state(), labels(agenda.lines)
        for key in before.keys() - touched:
            assert after[key] == before[key]
        assert {pk: now_labels[pk] for pk in labels_before} == labels_before
        assert len(set(now_labels.values())) == len(now_labels)
        out = {key: each.version for key, each in agenda.now.items() if each.is_out}
        was = {key: each.version for key, each in then.items() if each.is_out}
        assert {key for kind, key in sheet if kind == ADDED} == out.keys() - was.keys()
        assert {key for kind, key in sheet if kind == WITHDRAWN} == was.keys() - out.keys()
        assert {key for kind, key in sheet if kind == REPLACED} == {
            key for key in out.keys() & was.keys() if out[key] != was[key]
        }
        taken = [
            page for pack in agenda.packs for e in pack if e.first for page in range(e.first, e.last + 1)
        ]
        assert len(taken) == len(set(taken))
    assert agenda.packs[0] == first
