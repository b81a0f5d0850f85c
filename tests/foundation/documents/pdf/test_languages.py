"""The code of a language, and a tree in which a language is said only where it changes."""

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.pdf import languages
from foundation.documents.pdf.tagging import kind, walk


@pytest.mark.parametrize("words", ["cy", "en-GB", "gle", "zh-Hant-TW", "sl-rozaj-biske-1994"])
def test_what_can_be_the_code_of_a_language(words: str) -> None:
    assert languages.is_code(words) is True


@pytest.mark.parametrize(
    "words", ["", "c", "Welsh", "cy ", "cy\n", "in Welsh", "cy-", "cy_GB", "cy" + "-cymraeg" * 5]
)
def test_what_cannot(words: str) -> None:
    assert languages.is_code(words) is False


def element(shape: str, *below: Dictionary | int, language: str = "") -> Dictionary:
    made = Dictionary(Type=Name.StructElem, S=Name(f"/{shape}"), K=Array(below))
    if language:
        made.Lang = String(language)
    return made


def settled(top: Dictionary) -> list[tuple[str, str]]:
    """Every element with the language it says, after settling in an English file."""
    with pikepdf.new() as pdf:
        document = pdf.make_indirect(top)
        languages.settle(document, "en")
        return [(kind(each), str(each.get("/Lang", ""))) for each in walk(document)]


def test_a_language_is_said_on_the_highest_element_that_has_it() -> None:
    inner = element("P", element("Span", 0, language="en"), language="cy")
    found = settled(element("Document", element("Div", inner, language="cy"), language="en"))
    assert found == [("Document", ""), ("Div", "cy"), ("P", ""), ("Span", "en")]


def test_a_box_without_meaning_hands_its_language_down() -> None:
    box = element(
        "NonStruct", element("NonStruct", element("P", 0)), element("P", 1, language="en"), language="cy"
    )
    assert settled(element("Document", box)) == [
        ("Document", ""),
        ("NonStruct", ""),
        ("NonStruct", ""),
        ("P", "cy"),
        ("P", ""),
    ]


def test_a_box_without_meaning_that_holds_words_of_another_language_becomes_a_run() -> None:
    same, other = element("NonStruct", 0, language="en"), element("NonStruct", 1, language="cy")
    assert settled(element("P", same, other)) == [("P", ""), ("NonStruct", ""), ("Span", "cy")]
