"""Papers, agendas and minutes as Word files: the numbers in the file are the numbers printed."""

import io
import re
import zipfile
from dataclasses import replace

import pypdfium2
import pytest

from foundation.documents.layout import render
from foundation.documents.layout.document import Document
from foundation.documents.store import files
from foundation.documents.text import richtext
from foundation.documents.word import word_in, word_out
from meetings.minutes.documents.entry import DecisionBlock, DecisionLimb, MinuteEntry
from meetings.minutes.documents.minutes import MinutesDocument
from meetings.packs.documents.agenda import AgendaDocument, AgendaLine, MemberRow
from meetings.papers.documents.report import ReportDocument
from tests.builders.papers import make_report
from tests.builders.word import report as word_report

pytestmark = [pytest.mark.django_db, pytest.mark.shows("S0-35")]


def printed_lines(document: Document) -> list[str]:
    """The words of the printed page, a paragraph a line, numbers in front."""
    page = re.sub("<(style|title)>.*?</\\1>", "", render.paper(document), flags=re.S)
    # In a Word file the subject is a heading above the facts: in a cell nobody would find it as one.
    subject = '(<table class="facts heading">.*?)<tr><th[^>]*>Subject</th><td[^>]*>(<h1>.*?</h1>)</td></tr>'
    page = re.sub(subject, "\\2\\1", page, flags=re.S)
    return _lines(re.sub("</span>\\s*<p[^>]*>", "</span> ", page))


def word_lines(data: bytes) -> list[str]:
    """The words of a Word file as its reader sees them, numbers in front."""
    read = word_in.read_docx(data)
    numbered = richtext.number(read.html, richtext.Numbering.NONE).html
    return _lines(re.sub("</span>\\s*<p[^>]*>", "</span> ", numbered))


def _lines(page: str) -> list[str]:
    # Cells are compared as lines of their own: Word and the page part them in different ways.
    return [
        " ".join(line.split())
        for line in richtext.plain(re.sub("<(/?)t[dh]\\b[^>]*>", "<\\1p>", page)).splitlines()
    ]


def minutes() -> MinutesDocument:
    """Minutes whose numbers go on from an earlier meeting, with limbs and points."""
    return MinutesDocument(
        title="Minutes of the meeting held on Friday 4 December 2026",
        letterhead=["Wessex Police and Crime Panel"],
        sentence="Minutes of a meeting held in Dorchester",
        status="Draft",
        status_note="To be confirmed.",
        chair="Councillor A. Chair (in the Chair)",
        members=["Councillor B. Member"],
        minutes=[
            MinuteEntry(
                ref="m1",
                label="45",
                title="Budget",
                html=richtext.number(
                    "<p>Three points were made:</p><ol><li><p>one;</p></li><li><p>two.</p></li></ol>",
                    richtext.Numbering.NONE,
                ).html,
                decisions=[
                    DecisionBlock(
                        head="RESOLVED",
                        limbs=[
                            DecisionLimb(label="(a)", text="it is noted;"),
                            DecisionLimb(label="(b)", text="more."),
                        ],
                    )
                ],
            ),
            MinuteEntry(ref="m2", label="46", title="Dates", html="<p>Noted.</p>"),
        ],
        day="4 December 2026",
        signature="CHAIR",
    )


def documents() -> dict[str, Document]:
    """A paper of every kind of numbers, and minutes."""
    plain = make_report()
    body = "<h2>Aims</h2><ol><li>One aim.</li><li>Two.</li></ol><h2>Means</h2><ol><li>One means.</li></ol>"
    odd = (
        '<ol type="a" start="3" data-before="" data-after=")"><li>third</li></ol>'
        '<ol type="1" start="2" data-before="4." data-after=""><li>four two</li><li>four three</li></ol>'
        '<ol type="A" start="1" data-before="(" data-after=")"><li>large</li></ol>'
        '<ol type="i" start="9" data-before="" data-after="."><li>nine</li><li>ten</li></ol>'
    )
    return {
        "run on": plain,
        "by section": replace(plain, numbering="sections", body=body),
        "lettered": replace(plain, house_style="secretariat", recommendation_lead="The Panel is asked to:"),
        "as in Word": ReportDocument(title="From Word", numbering="none", body=odd),
        "minutes": minutes(),
    }


def test_the_letterhead_of_the_word_file_keeps_the_spaces_in_front_of_a_line() -> None:
    spaced = replace(minutes(), letterhead=["Wessex  Police", "    and Crime Panel"])
    with zipfile.ZipFile(io.BytesIO(word_out.to_docx(spaced))) as packed:
        written = re.findall("<w:t[^>]*>([^<]*)</w:t>", packed.read("word/document.xml").decode())
    lines = "".join(written[:8])
    assert lines.startswith("Wessex\u00a0 Police\u00a0\u00a0\u00a0\u00a0and Crime Panel")


@pytest.mark.parametrize("name", documents())
def test_the_numbers_in_the_word_file_are_the_numbers_printed(name: str) -> None:
    document = documents()[name]
    assert word_lines(word_out.to_docx(document)) == printed_lines(document)


def test_both_skins_print_the_brackets_and_sections_of_word() -> None:
    document = documents()["as in Word"]
    labels = ["c)", "4.2", "4.3", "(A)", "ix.", "x."]
    assert re.findall('<span class="n">([^<]+)</span>', render.screen(document)) == labels
    with pypdfium2.PdfDocument(files.read(render.pdf(document).file)) as pdf:
        words = pdf[0].get_textpage().get_text_bounded().split()
    assert [word for word in words if word in labels] == labels


def test_a_report_from_word_goes_out_and_comes_in_again_unchanged() -> None:
    first = word_in.read_docx(word_report())
    document = ReportDocument(title=first.title, numbering="none", body=first.html)
    again = word_in.read_docx(word_out.to_docx(document))
    text = first.html[first.html.index("<h2>Purpose") :]
    assert again.html[again.html.index("<h2>Purpose") :] == text


def test_the_file_says_what_it_is_and_is_the_same_every_time() -> None:
    document = make_report("Knives & bins")
    made = word_out.to_docx(document, author="Wessex Police and Crime Panel")
    assert word_out.to_docx(document, author="Wessex Police and Crime Panel") == made
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        core = parts.read("docProps/core.xml").decode()
        styles = parts.read("word/styles.xml").decode()
    assert re.findall("<dc:[a-z]+>(.*?)</dc:", core) == [
        "Knives &amp; bins",
        "Wessex Police and Crime Panel",
        "en-GB",
    ]
    assert 'w:val="en-GB"' in styles


def test_a_file_name_holds_only_what_every_system_takes() -> None:
    assert word_out.file_name("Minutes: 4 December 2026 / Ŵ") == "Minutes-4-December-2026.docx"
    assert word_out.file_name("…") == "paper.docx"


def agenda() -> AgendaDocument:
    """An agenda with an item, its presenter and its pages, and members enough for two columns."""
    line = AgendaLine(
        kind="item",
        label="1",
        title="Apologies for absence and any substitutes who attend in place of members",
        presenter="Chair",
        pages="3 - 8",
    )
    members = [MemberRow(name=f"Councillor {letter}. Member", for_whom="Castle") for letter in "ABCDEFG"]
    return AgendaDocument(
        title="Agenda",
        body_name="Wessex Police and Crime Panel",
        meeting_name="Ordinary meeting",
        when="Friday 4 December 2026",
        members=members,
        lines=[line],
    )


def document_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        return parts.read("word/document.xml").decode()


def test_the_columns_of_an_agenda_are_as_wide_as_on_the_page() -> None:
    found = document_xml(word_out.to_docx(agenda()))
    grids = re.findall("<w:tblGrid>.*?</w:tblGrid>", found)
    facts, items = ([int(width) for width in re.findall('w:w="([0-9]+)"', grid)] for grid in grids)
    assert [round(100 * width / sum(facts)) for width in facts] == [25, 75]
    assert [round(100 * width / sum(items)) for width in items] == [10, 47, 23, 20]


def test_members_are_in_two_columns_without_a_space_before_a_comma() -> None:
    data = word_out.to_docx(agenda())
    found = document_xml(data)
    assert "Councillor A. Member, Castle" in word_lines(data)
    before, _, after = found.partition("Councillor A. Member")
    assert 'w:cols w:num="1"' in before
    assert after.count('w:cols w:num="2"') == 1
    assert found.count('<w:type w:val="continuous"') == 3


def test_the_subject_of_a_report_is_a_heading_above_its_table() -> None:
    found = document_xml(word_out.to_docx(make_report("Knives")))
    heading = found.index('<w:pStyle w:val="Heading1"')
    assert heading < found.index("Knives") < found.index("<w:tbl>")
    assert found.count("Knives") == 1
