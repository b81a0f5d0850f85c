"""Words in another language than their document bear it in the Word file, and no other words do."""

import io
import zipfile
from dataclasses import dataclass
from typing import Any

import pytest
from lxml import etree

from foundation.documents.word import child
from foundation.documents.word.archive import W

SHELL = '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body>{}</body></html>'
ABOUT = {"title": "T", "author": "", "language": "en-GB"}


@dataclass
class Written:
    """The words of a Word file by language, and the file's text as XML."""

    words: dict[str, str]
    text: Any


def written(body: str) -> Written:
    data = child.write(SHELL.format(body).encode(), ABOUT)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        text = etree.fromstring(parts.read("word/document.xml"))
    words: dict[str, str] = {}
    for run in text.iter(f"{W}r"):
        found = run.find(f"{W}rPr/{W}lang")
        language = "" if found is None else found.get(f"{W}val")
        words[language] = words.get(language, "") + "".join(each.text or "" for each in run.iter(f"{W}t"))
    return Written({language: " ".join(said.split()) for language, said in words.items()}, text)


SNIPPETS = {
    "a heading and a paragraph": (
        '<h2>Knives</h2><div lang="cy"><h3>Cyllyll</h3><p>Nododd y <em>Panel</em>.</p></div><p>Noted.</p>',
        {"": "KnivesNoted.", "cy": "CyllyllNododd y Panel."},
    ),
    "words in a sentence": (
        '<p>The <em lang="cy">Senedd</em> and <span lang="fr">le <b>maire</b></span>, then.</p>',
        {"": "The and , then.", "cy": "Senedd", "fr": "le maire"},
    ),
    "English inside Welsh": (
        '<p lang="cy">Gweler <i lang="en-GB">the report</i> heno.</p>',
        {"": "the report", "cy": "Gweler heno."},
    ),
    "a list that Word counts": (
        '<ol lang="cy"><li><span class="n">(a)</span> un</li>'
        '<li><span class="n">(b)</span><p>dau</p></li></ol>',
        {"cy": "undau"},
    ),
    "a list whose numbers are words": (
        '<ol lang="cy"><li><span class="n">3.2</span><p>tri</p></li></ol>',
        {"": "3.2", "cy": "tri"},
    ),
    "a table": (
        '<table lang="cy"><thead><tr><th>Ardal</th><th lang="en-GB">Area</th></tr></thead>'
        "<tbody><tr><th>Gogledd</th><td>1</td></tr></tbody></table>",
        {"": "Area", "cy": "ArdalGogledd1"},
    ),
    "a link": (
        '<p>See <a lang="cy" href="https://a.example/">dolen</a>.</p>',
        {"": "See .", "cy": "dolen"},
    ),
    "the code of the document itself": ('<p lang="en-GB">Noted.</p>', {"": "Noted."}),
    "a code that cannot be one": ('<p lang="in &quot;Welsh">Nododd.</p>', {"": "Nododd."}),
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_words_bear_their_language(name: str) -> None:
    body, expected = SNIPPETS[name]
    assert written(body).words == expected


@pytest.mark.parametrize("name", SNIPPETS)
def test_no_mark_is_left_among_the_words(name: str) -> None:
    made = written(SNIPPETS[name][0]).text
    assert {each.getparent().tag for each in made.iter(f"{W}lang")} <= {f"{W}rPr"}


def test_a_list_in_another_language_is_still_counted_by_word() -> None:
    made = written(SNIPPETS["a list that Word counts"][0]).text
    assert len(list(made.iter(f"{W}numId"))) == 2


def test_the_label_of_a_row_in_another_language_is_bold() -> None:
    made = written(SNIPPETS["a table"][0]).text
    bold = [run for run in made.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert "Gogledd" in {"".join(run.itertext()) for run in bold}


def test_words_of_every_script_bear_the_language() -> None:
    found = next(written('<p lang="ur">اردو</p>').text.iter(f"{W}lang"))
    assert {key.removeprefix(W): value for key, value in found.items()} == {
        "val": "ur",
        "eastAsia": "ur",
        "bidi": "ur",
    }
