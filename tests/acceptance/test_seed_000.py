"""Seed 000: the terms of reference of an inquiry in Leeds, found again in HTML and PDF, in order."""

import re
import subprocess
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import time_machine

from foundation.accounts.models import User
from foundation.accounts.roles import Role
from foundation.documents.layout import render
from foundation.documents.store import files
from foundation.documents.text.prose import blocks
from panels.models import Assignment
from scrutiny import actions
from scrutiny.documents import TermsOfReferenceDocument
from scrutiny.models import Consultee, Inquiry, ScopeItem, Session, Witness
from scrutiny.rules import session_label
from tests.acceptance.seed_text import bare, in_order, plain_line, seed, words
from tests.builders.meetings import add_items, make_meeting
from tests.builders.panels import make_panel, make_user

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]

BOARD = "Scrutiny Board (Safer and Stronger Communities)"
HEADINGS = (
    "Introduction",
    "Scope of the inquiry",
    "Desired Outcomes and Measures of Success",
    "Comments of the relevant Director and Executive Member",
    "Timetable for the inquiry",
    "Submission of evidence",
    "Witnesses",
    "Equality and Diversity / Cohesion and Integration",
    "Post inquiry report monitoring arrangements",
)
SHOWS = ("", "scope", "", "consultees", "", "sessions", "witnesses", "", "")
PARAGRAPHS = (11, 1, 3, 1, 2, 5, 1, 4, 2)
MONTHS = (
    (date(2014, 10, 1), None, "evidence", (1,)),
    (date(2014, 10, 1), date(2014, 11, 1), "evidence", (2, 3, 4)),
    (date(2014, 11, 1), None, "visit", ()),
    (date(2014, 12, 1), None, "evidence", (5, 6)),
    (date(2015, 1, 1), None, "findings", ()),
)
WHEN = ("October 2014", "October or November 2014", "November 2014", "December 2014", "January 2015")
WITNESSES = 13


def lines() -> list[str]:
    """The lines of the seed without page furniture: running labels, and breaks inside a sentence."""
    text = seed("000").replace("\nAppendix 1\n", "\n")
    joined = text.replace("which are aligned \n\n- to the city", "which are aligned to the city")
    joined = re.sub(r"which are aligned\s+- to the city", "which are aligned to the city", joined)
    return [line for line in joined.splitlines() if line.strip()]


def paragraphs(section: int) -> list[str]:
    """The numbered paragraphs of one section as typed: text, then its points with hyphens."""
    found: list[str] = []
    for line in lines():
        text = plain_line(line)
        numbered = re.match(rf"^(?:- )?{section}\.([1-9]\d*) (.*)$", text)
        if numbered:
            found.append(numbered[2])
        elif re.match(r"^(?:- )?\d+\.\d+ ", text) or line.startswith("#"):
            if found and not re.match(rf"^(?:- )?{section}\.", text):
                break
        elif found:
            mark = "- " if re.match(r"^\s*(-|[^\w(])\s", line) else ""
            found[-1] += "\n" + mark + re.sub(r"^\W+\s*", "", text)
    return found


def points(paragraph: str) -> list[str]:
    """The points under a paragraph."""
    return [point for block in blocks(paragraph) for point in block.points]


@pytest.fixture
def inquiry(clock: time_machine.Traveller) -> Inquiry:
    """The inquiry, entered through actions; only facts are typed here, texts come from the seed."""
    clock.move_to("2014-09-15T09:00:00+00:00")
    board = make_panel("leeds", name=BOARD)
    clerk = make_user("Ellen Marsh")
    Assignment.objects.create(body=board, user=clerk, role=Role.SECRETARIAT, starts_on=date(2014, 5, 1))
    made = actions.open_inquiry(
        body=board,
        title="The role of Police Community Support Officers linked to local integrated partnership working",
        predecessor_words="the review of PCSOs, February 2014",
        report_month=date(2015, 3, 1),
        by=clerk,
    )
    for number, section in enumerate(made.sections.all(), start=1):
        actions.save_section(
            section=section,
            heading=HEADINGS[number - 1],
            text=_typed(number),
            shows=SHOWS[number - 1],
            based_on=1,
            by=clerk,
        )
    _record(made, clerk)
    return Inquiry.objects.whole().get(pk=made.pk)


def _typed(number: int) -> str:
    """The text typed into a section; what is a record of its own is left to the record."""
    found = paragraphs(number)
    if number in (2, 7):
        return found[0].split("\n")[0]
    return "" if number == 6 else "\n\n".join(found)


def _record(made: Inquiry, clerk: User) -> None:
    items = [
        actions.add_part(inquiry=made, model=ScopeItem, text=text, by=clerk)
        for text in points(paragraphs(2)[0])
    ]
    for text, (first, last, kind, covered) in zip(paragraphs(6), MONTHS, strict=True):
        typed = [line for line in text.split("\n")[1:] if line.strip() and not line.startswith("- ")]
        business = typed[0] if typed[0].endswith(":") else "\n".join(typed)
        actions.add_part(
            inquiry=made,
            model=Session,
            kind=kind,
            first_month=first,
            last_month=last,
            business=business,
            scope_items=[items[n - 1] for n in covered],
            by=clerk,
        )
    for post in points(paragraphs(7)[0]):
        actions.add_part(inquiry=made, model=Witness, post=post, is_group=post == "Area Leaders", by=clerk)
    for post in ("Director of Environment and Housing", "Executive Member for Cleaner, Stronger and Safer"):
        actions.add_part(
            inquiry=made, model=Consultee, post=post, rule="Scrutiny Board Procedure Rule 12.1", by=clerk
        )


def expected() -> list[str]:
    """Everything the printed terms must say, in order."""
    found = [BOARD, "Draft 1."]
    for number, heading in enumerate(HEADINGS, start=1):
        found.append(f"{number}.0 {heading}")
        typed = paragraphs(number)
        for at, text in enumerate(typed, start=1):
            if number == 6:
                found.append(f"6.{at} {session_label(at)} – {WHEN[at - 1]}")
                continue
            found.append(f"{number}.{at} {text.split(chr(10))[0]}")
            found += points(text)
    return found


def test_the_seed_is_read_as_it_stands() -> None:
    assert [len(paragraphs(number)) for number in range(1, 10)] == list(PARAGRAPHS)
    assert len(points(paragraphs(2)[0])) == 6
    assert len(points(paragraphs(7)[0])) == WITNESSES


@pytest.mark.shows("S0-1", "S0-4", "S0-7", "S0-8", "S0-15", "S0-24", "S0-28", "S0-35")
def test_the_terms_are_found_in_html_and_pdf_in_order(inquiry: Inquiry, tmp_path: Path) -> None:
    document = TermsOfReferenceDocument.of(inquiry, inquiry.draft)
    made = render.pdf(document)
    target = tmp_path / "terms.pdf"
    target.write_bytes(files.read(made.file))
    command: list[str | Path] = ["pdftotext", "-layout", target, "-"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True)
    assert in_order(bare(render.screen(document)), expected()) == []
    assert in_order(bare(render.paper(document).split("</style>")[-1]), expected()) == []
    assert in_order(bare(printed.stdout), expected()) == []


@pytest.mark.shows("S0-9", "S0-10", "S0-17")
def test_scope_items_have_codes_and_every_one_but_the_visits_is_heard(inquiry: Inquiry) -> None:
    document = TermsOfReferenceDocument.of(inquiry, inquiry.draft)
    scope = document.sections[1].paragraphs[0]
    assert [point.code for point in scope.points] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    sessions = document.sections[5].paragraphs
    assert [paragraph.number for paragraph in sessions] == ["6.1", "6.2", "6.3", "6.4", "6.5"]
    assert [[p.code for p in paragraph.points] for paragraph in sessions] == [
        [],
        ["S2", "S3", "S4"],
        [],
        ["S5", "S6"],
        [],
    ]


@pytest.mark.shows("S0-13", "S0-14")
def test_the_terms_cannot_be_agreed_before_the_consultees_are_heard(inquiry: Inquiry) -> None:
    from foundation.accounts.models import User
    from foundation.history.findings import Refused

    with pytest.raises(Refused, match="No response is recorded from Director of Environment and Housing"):
        actions.agree_terms(
            inquiry=inquiry, elsewhere="Scrutiny Board", by=User.objects.get(name="Ellen Marsh")
        )


@pytest.mark.shows("S0-3")
def test_the_terms_are_placed_as_appendix_one_of_a_report(inquiry: Inquiry) -> None:
    from foundation.accounts.models import User
    from tests.builders.meetings import london

    clerk = User.objects.get(name="Ellen Marsh")
    meeting = make_meeting(inquiry.body, clerk, starts_at=london(2014, 9, 22))
    (item,) = add_items(meeting, clerk, "Inquiry into the role of PCSOs")
    terms = inquiry.draft
    assert terms is not None
    placed = actions.place_terms(terms=terms, item=item, appendix="Appendix 1", by=clerk)
    latest = placed.paper.latest
    assert latest is not None and latest.document is not None
    assert (placed.mark, placed.paper.preparation) == ("Appendix 1", "cleared")
    assert "Appendix 1" in words(str(latest.document["appendix"]))


def test_sections_follow_each_other_without_a_gap(inquiry: Inquiry) -> None:
    numbers = [float(s.number) for s in TermsOfReferenceDocument.of(inquiry, inquiry.draft).sections]
    assert all(after - before == 1 for before, after in pairwise(numbers))
