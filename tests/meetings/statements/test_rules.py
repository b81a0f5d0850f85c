"""What a statement needs before it is published."""

from datetime import date

import pytest

from meetings.statements import rules

FACTS = rules.Facts("The panel", "Commissioner", "Ellen Marsh", "pcp@wessex.example", "", 180)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize("kind", rules.SECTIONS)
def test_each_draft_has_every_section_and_says_which_to_complete(kind: str) -> None:
    drafted = rules.drafted(kind, FACTS)
    assert list(drafted) == [section.key for section in rules.SECTIONS[kind]]
    assert rules.gaps(kind, drafted) == [
        section.heading for section in rules.SECTIONS[kind] if rules.GAP in drafted[section.key]
    ]
    assert rules.gaps(kind, drafted) != []


def test_a_section_that_is_blank_is_not_complete() -> None:
    done = {section.key: "Done" for section in rules.SECTIONS["privacy"]} | {"rights": "  "}
    assert rules.completeness("privacy", done, "Wessex County Council").sentence == (
        "Complete “Your rights” before you publish."
    )


def test_the_authority_that_is_responsible_is_named_first() -> None:
    assert rules.completeness("privacy", {}, " ").code == "controller"


@pytest.mark.parametrize(
    ("approver", "approved", "review", "code"),
    [
        ("", TODAY, None, "approver"),
        ("P Boateng", None, None, "approved_on"),
        ("P Boateng", date(2026, 11, 25), None, "approved_on"),
        ("P Boateng", TODAY, TODAY, "review_on"),
        ("P Boateng", TODAY, date(2027, 11, 24), ""),
    ],
)
def test_an_approval_has_a_name_and_a_date_that_has_come(
    approver: str, approved: date | None, review: date | None, code: str
) -> None:
    assert rules.approval(approver, approved, review, TODAY).code == code


def test_the_drafts_say_how_long_addresses_are_kept_as_the_settings_do() -> None:
    assert "180 days after the meeting" in rules.drafted("privacy", FACTS)["how_long"]


def test_paragraphs_are_parted_by_blank_lines_and_keep_their_lines() -> None:
    assert rules.paragraphs("One\r\n\r\n Two\r\nthree \n\n\n") == [["One"], ["Two", "three"]]
