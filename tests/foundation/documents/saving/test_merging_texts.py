"""Two texts that grew from one: nothing either side wrote is lost."""

from hypothesis import given
from hypothesis import strategies as st

from foundation.documents.saving import merging_texts
from foundation.documents.saving.merging_texts import BOTH, THEIRS, YOURS, Stretch
from foundation.documents.text import blocks
from foundation.documents.text.blocks import Block

Edit = tuple[str, int, str]
BASE = "<p>One was said.</p><p>Two was said.</p><ol><li>three</li><li>four</li></ol><p>Five was said.</p>"


def said(parts: list[Block]) -> list[str]:
    return [part.text for part in parts]


def settled(parts: list[Stretch[Block]], choices: dict[int, str] | None = None) -> list[str]:
    merged = merging_texts.merged(parts, choices)
    assert merged is not None
    return said(merged)


def merge(base: str, theirs: str, yours: str, choices: dict[int, str] | None = None) -> list[str] | None:
    merged = merging_texts.merged(merging_texts.texts(base, theirs, yours), choices)
    return None if merged is None else said(merged)


def in_conflict(parts: list[Stretch[Block]]) -> list[int]:
    return [place for place, stretch in enumerate(parts) if stretch.settled is None]


def test_paragraphs_that_only_one_side_changed_are_merged_by_themselves() -> None:
    theirs = BASE.replace("Two was", "Two had been").replace("<li>four</li>", "<li>four</li><li>more</li>")
    yours = BASE.replace("Five was", "Five had been").replace("<p>One was said.</p>", "")
    assert merge(BASE, theirs, yours) == [
        "Two had been said.",
        "three",
        "four",
        "more",
        "Five had been said.",
    ]


def test_a_paragraph_that_both_changed_waits_for_a_choice() -> None:
    theirs = BASE.replace("Two was", "Two had been")
    yours = BASE.replace("Two was said.", "Two was said twice.")
    parts = merging_texts.texts(BASE, theirs, yours)
    (place,) = in_conflict(parts)
    assert merging_texts.merged(parts) is None
    kept = {choice: settled(parts, {place: choice})[1:3] for choice in (THEIRS, YOURS, BOTH)}
    assert kept == {
        THEIRS: ["Two had been said.", "three"],
        YOURS: ["Two was said twice.", "three"],
        BOTH: ["Two had been said.", "Two was said twice."],
    }


def test_what_both_added_at_one_place_waits_for_a_choice_and_the_same_words_count_once() -> None:
    assert merge("", "<p>Theirs.</p>", "<p>Yours.</p>") is None
    assert merge("", "<p>Theirs.</p>", "<p>Yours.</p>", {0: BOTH}) == ["Theirs.", "Yours."]
    assert merge("", "<p>Alike.</p>", "<p>Alike.</p>") == ["Alike."]
    assert merge("", "<p>Alike.</p><p>A.</p>", "<p>Alike.</p><p>B.</p>", {1: BOTH}) == ["Alike.", "A.", "B."]


def test_what_one_side_took_out_and_the_other_changed_waits_for_a_choice() -> None:
    yours = BASE.replace("Two was said.", "Two was said twice.")
    assert merge(BASE, BASE.replace("<p>Two was said.</p>", ""), yours) is None


def test_two_states_stand_beside_each_other_paragraph_by_paragraph() -> None:
    was = blocks.blocks(BASE)
    now = blocks.named(BASE.replace("Two was", "Two had been").replace("<li>four</li>", "<li>xyz</li>"), was)
    pairs = [(a and a.text, b and b.text) for a, b in merging_texts.two_ways(was, now)]
    assert pairs == [
        ("One was said.", "One was said."),
        ("Two was said.", "Two had been said."),
        ("three", "three"),
        ("four", None),
        (None, "xyz"),
        ("Five was said.", "Five was said."),
    ]


WORDS = ["force", "panel", "crime", "report", "budget", "noted", "asked", "told"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)
edits = st.lists(st.tuples(st.sampled_from(["add", "change", "drop", "move"]), st.integers(0, 20), sentences))


def edited(rows: list[str], changes: list[Edit], mark: str) -> list[str]:
    rows = list(rows)
    for number, (what, place, words) in enumerate(changes):
        sentence = f"{words} {mark}{number}"
        at = place % (len(rows) + 1)
        if what == "add" or at == len(rows):
            rows.insert(at, sentence)
        elif what == "change":
            rows[at] = f"{rows[at]} {sentence}"
        elif what == "drop":
            del rows[at]
        else:
            rows.insert(0, rows.pop(at))
    return rows


def html(rows: list[str]) -> str:
    return blocks.identified("".join(f"<p>{row}</p>" for row in rows))


@given(st.lists(sentences, max_size=8), edits, edits, st.booleans())
def test_everything_either_side_wrote_is_in_the_text_that_keeps_both(
    rows: list[str], theirs: list[Edit], yours: list[Edit], has_ids: bool
) -> None:
    base = html(rows)
    there, here = edited(rows, theirs, "T"), edited(rows, yours, "Y")
    sides = [blocks.identified(html(side), base) if has_ids else html(side) for side in (there, here)]
    parts = merging_texts.texts(base, *sides)
    kept = " ".join(settled(parts, dict.fromkeys(in_conflict(parts), BOTH)))
    written = {word for row in (*there, *here) for word in row.split() if word[0] in "TY"}
    lost = {word for word in written if word not in kept.split()}
    # What one side took out again with a paragraph that the other left alone is in neither side's text.
    assert lost == set()


@given(st.lists(sentences, max_size=8), edits)
def test_when_only_one_side_wrote_the_text_is_theirs(rows: list[str], changes: list[Edit]) -> None:
    base, new = html(rows), edited(rows, changes, "T")
    assert (
        merge(base, html(new), base)
        == new
        == merge(base, base, html(new))
        == merge(base, html(new), html(new))
    )
