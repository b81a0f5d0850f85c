"""Nothing a person reads holds a word that docs/words.md replaces."""

import pytest

from tests.conventions.plan import ROOT, parsed, where
from tests.conventions.words import everything, found_in, in_python, in_script, in_template, patterns


def test_every_piece_of_text_is_free_of_the_words_we_replace() -> None:
    found = [f"{where(path, line)} {each}" for path, line, words in everything() for each in found_in(words)]
    assert found == []


def test_the_patterns_of_the_audit_are_all_among_ours() -> None:
    audit = ROOT.parent / "shared" / "trials" / "words.md"
    if not audit.exists():
        pytest.skip("The audit of the words is beside the project only where it is developed.")
    block = audit.read_text().split("## 4.")[1].split("```\n", 1)[1].split("\n```", 1)[0]
    ours = {pattern.pattern for pattern, _ in patterns()}
    assert [row for row in block.splitlines() if row.rsplit("  # ", 1)[0] not in ours] == []


def test_strings_of_code_are_read_and_docstrings_are_not() -> None:
    source = parsed(
        'def f(who: str) -> str:\n    "Look at once."\n    return f"{who} stands at once {who}"\n'
    )
    assert list(in_python(source)) == [(3, " stands at once ")]


def test_text_tags_and_attributes_of_a_template_are_read_and_its_comments_are_not() -> None:
    source = '{# at once #}\n<p title="beside">Send {{ it }} at once</p>\n{% button "Say why" %}'
    assert [(line, found_in(words)) for line, words in in_template(source) if found_in(words)] == [
        (2, ["“at once”: immediately; together"]),
        (3, ["“Say why”: Enter, Select, Record"]),
        (2, ["“beside”: next to; as well as"]),
    ]


def test_strings_of_a_script_are_read_and_its_notes_are_not() -> None:
    assert [words for _, words in in_script('// "at once"\nsay("Saved", `at ${hour} noon`);\n')] == [
        "Saved",
        "at  noon",
    ]
