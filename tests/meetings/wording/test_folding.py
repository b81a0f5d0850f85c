"""A state takes the place of an earlier one only while nearly no word is lost with it."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.wording.folding import loses_little

texts = st.lists(st.sampled_from(["the", "panel", "asked", "why", "x"]), max_size=12).map(" ".join)


@pytest.mark.parametrize(
    ("before", "after", "is_little"),
    [
        ("The panel", "The panel asked", True),
        ("The pan", "The panel", True),
        ("The panel asked why", "The panel", True),
        ("The panel asked them why", "The panel", False),
        ("one two three", "", False),
        ("", "one", True),
        ("a b c end", "a x b y c end", True),
    ],
)
def test_a_word_or_two_may_be_corrected(before: str, after: str, is_little: bool) -> None:
    assert loses_little(before, after) is is_little


@given(texts, texts, texts, texts)
def test_looking_at_what_differs_alone_is_looking_at_the_whole(a: str, b: str, c: str, d: str) -> None:
    before, after = f"{a} {b} {d}", f"{a} {c} {d}"
    gone = Counter(before.split()) - Counter(after.split())
    assert loses_little(before, after) is (gone.total() <= 2)
