"""The rulebook lists every statutory number, and is never stale."""

from django.conf import settings

from foundation.history.rulebook import as_markdown, gather, statutory
from panels.management.commands.rulebook import PAGE, rulebook

THREE_WEEKS = statutory(21, "A test has three weeks.", "Testing Act 2026, section 1", checked=False)
FOUR_WEEKS = statutory(28, "A test has four weeks.", "Testing Act 2026, section 2", checked=True)


def test_the_page_is_as_the_rules_are() -> None:
    here = "\n".join(line for line in rulebook().splitlines() if "Testing Act" not in line)
    assert PAGE.read_text().rstrip() == here.split("\n## Tests\n")[0].rstrip(), "run manage.py rulebook"


def test_the_page_lies_in_the_docs() -> None:
    assert settings.BASE_DIR / "docs" / "rulebook.md" == PAGE


def test_a_source_nobody_has_read_says_whom_to_ask() -> None:
    assert (THREE_WEEKS.source, FOUR_WEEKS.source) == (
        "Testing Act 2026, section 1; check with your monitoring officer",
        "Testing Act 2026, section 2",
    )


def test_the_page_has_a_row_for_each_number() -> None:
    mine = [fact for fact in gather([]) if fact.room == "tests"]
    assert as_markdown(mine).splitlines()[-4:] == [
        "| Rule | Value | Source | Read |",
        "|---|---|---|---|",
        "| A test has four weeks. | 28 | Testing Act 2026, section 2 | yes |",
        "| A test has three weeks. | 21 | Testing Act 2026, section 1 | no |",
    ]


def test_every_number_has_a_sentence_and_a_source() -> None:
    facts = gather(["panels"])
    assert [fact for fact in facts if not (fact.sentence.endswith(".") and fact.authority)] == []


def test_values_of_a_room_are_gathered_once() -> None:
    assert [f.value for f in gather(["panels", "panels"]) if f.room == "panels"].count(5) == 1
