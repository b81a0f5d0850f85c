"""What cannot be laid out is refused before it is saved, with a sentence; what can be is let through."""

import pytest

from foundation.documents.layout import trial
from foundation.documents.processes import children, limits
from foundation.documents.text import richtext

pytestmark = pytest.mark.shows("R-45")


def refusal(text: str) -> str:
    with pytest.raises(richtext.TooMuch) as refused:
        trial.check(richtext.clean(text))
    return refused.value.sentence


@pytest.mark.parametrize(
    "typed",
    [
        "<p>x</p>" * 30_000,
        "<table>" + ("<tr>" + "<td>x</td>" * 60 + "</tr>") * 500 + "</table>",
        "<p>" + "x<br>" * 30_000 + "</p>",
        "<ul>" + "<li>x</li>" * 20_000 + "</ul>",
        "<b><p>" * 60_000,
        "<li>" * 99_000,
    ],
    ids=["paragraphs", "cells", "breaks", "points", "tangle", "open points"],
)
def test_texts_of_too_many_parts_are_refused_before_they_are_laid_out(typed: str) -> None:
    assert refusal(typed) == richtext.TOO_MANY_PARTS


@pytest.mark.parametrize("typed", ["<blockquote>" * 33_000, "<div style='display:flex'>" * 5000])
def test_texts_nested_without_end_are_refused_before_they_are_read(typed: str) -> None:
    assert refusal(typed) == richtext.TOO_DEEP


def test_five_megabytes_pasted_are_refused() -> None:
    assert refusal("<p>word</p>" * 500_000).startswith("This text is too long.")


def test_boxes_that_bend_lose_their_style_and_are_laid_out() -> None:
    typed = "<div style='display:flex'>" * 12 + "words" + "</div>" * 12
    assert trial.check(richtext.clean(typed)) == "<p>words</p>"


def test_a_heavy_text_is_laid_out_on_trial_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "TRIAL_ELEMENTS", 5)
    text = richtext.clean("<p>words</p>" * 10)
    assert trial.check(text) == text
    # Known to be well now: it passes though no layout would end in this time.
    monkeypatch.setattr(limits, "PATIENCE", 0)
    children.close()
    assert trial.check(text) == text
    assert refusal("<p>other words</p>" * 10) == children.BROKEN_OFF


def test_a_light_text_is_not_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PATIENCE", 0)
    assert trial.check("<p>words</p>") == "<p>words</p>"
