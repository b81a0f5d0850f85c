"""Word files become texts: numbers as their author saw them, and nothing that nobody may read."""

import io
import re
import shutil
import zipfile

import pytest

from foundation.documents.models import StoredFile
from foundation.documents.processes import limits
from foundation.documents.text import richtext
from foundation.documents.vetting import uploads
from foundation.documents.word import word_in
from tests.builders.council import field, note, notes, part
from tests.builders.word import (
    REL,
    cell,
    deleted,
    inserted,
    make_docx,
    packed,
    para,
    report,
    table,
    text,
)

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db, pytest.mark.shows("S1-1", "S3-4", "S3-6")]


def read(*body: str, **more: object) -> word_in.ReadDocument:
    """A Word file of these parts, read."""
    return word_in.read_docx(make_docx(*body, **more))  # type: ignore[arg-type]


def printed(html: str) -> list[str]:
    """Every line of a text with its number, as both skins print it."""
    numbered = richtext.number(html, richtext.Numbering.NONE).html
    return richtext.plain(re.sub("</span><p[^>]*>", "</span> ", numbered)).splitlines()


def codes(done: word_in.ReadDocument) -> list[tuple[str, bool]]:
    return [(each.code, each.discloses) for each in done.found]


def test_a_report_comes_with_its_numbers_tables_and_picture() -> None:
    done = word_in.read_docx(report())
    assert (done.title, done.notes, done.found) == ("Knife crime update", [], [])
    stored = StoredFile.objects.get()
    assert printed(done.html) == [
        "Report of Chief Constable",
        "Date Friday 4 December 2026",
        "Purpose",
        "1. Knife crime is a threat for the whole force.",
        "2. This report says what was done.",
        "Recommendations",
        "3. The Panel is asked to:",
        "(a) note the report;",
        "(b) say which of these it follows up:",
        "(i) the bins;",
        "(ii) the officers in schools.",
        "Background",
        "4. Recorded crime rose by a third since June.",
        "5. Two wards stand out:",
        "Castle;",
        "Abbey.",
        "Ward Offences",
        "2025 2026",
        "Castle 38 52",
        "6. The line goes up.",
    ]
    assert '<tr><th scope="row">Report of</th><td>Chief Constable</td></tr>' in done.html
    assert (
        '<thead><tr><th scope="col" rowspan="2">Ward</th><th scope="col" colspan="2">Offences</th></tr>'
        '<tr><th scope="col">2025</th><th scope="col">2026</th></tr></thead>' in done.html
    )
    assert f'<img src="stored:{stored.hash}" alt="A line that rises from 38 to 52">' in done.html
    assert richtext.clean(done.html) == done.html


def test_every_kind_of_number_stays_as_it_was_seen() -> None:
    done = read(
        para("Aims", style="NumberedHeading"),
        para("The first aim.", num="3", level=1),
        para("The second aim.", num="3", level=1),
        para("Means", style="NumberedHeading"),
        para("One means.", num="3", level=1),
        para("with a bracket behind;", num="4"),
        para("and another.", num="4"),
        para("A new run.", num="5"),
        para("And on.", num="5"),
    )
    assert printed(done.html) == [
        "1. Aims",
        "1.1 The first aim.",
        "1.2 The second aim.",
        "2. Means",
        "2.1 One means.",
        "a) with a bracket behind;",
        "b) and another.",
        "1. A new run.",
        "2. And on.",
    ]
    assert done.notes == [
        "The numbers of headings are kept as words, so they do not change when the text is changed."
    ]


def test_a_paragraph_set_in_under_a_point_stays_under_it() -> None:
    done = read(
        para("First.", num="1"),
        para("Still the first.", left=567),
        para("Second.", num="1"),
        para("Not numbered."),
        para("Third.", num="1"),
    )
    assert done.html == (
        '<ol type="1" start="1" data-before="" data-after="."><li><p>First.</p><p>Still the first.</p></li>'
        "<li><p>Second.</p></li></ol><p>Not numbered.</p>"
        '<ol type="1" start="3" data-before="" data-after="."><li><p>Third.</p></li></ol>'
    )


def test_headings_that_skip_a_level_are_put_in_order_and_it_is_said() -> None:
    done = read(
        para("Top", style="Heading2"),
        para("Deep", style="Heading5"),
        para("Again", style="Heading2"),
        para("x"),
    )
    assert done.html == "<h2>Top</h2><h3>Deep</h3><h2>Again</h2><p>x</p>"
    assert done.notes == ["Headings skipped a level or went too deep. They were put in order."]


def test_a_first_row_is_a_head_only_where_word_says_so() -> None:
    three = [["Month", "Offences", "Change"], ["January", "38", "+2"]]
    done = read(para("x"), table(*three), table(*three, heads=1))
    assert done.html.count("<thead>") == 1
    assert done.notes == [
        "1 table came without a heading row. If its first row names the columns, make that row heading cells."
    ]


def test_words_of_a_text_box_and_lost_parts_are_told() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{para('In the box')}</w:txbxContent></w:pict></w:r>"
    head = {"word/header1.xml": para("Wessex").replace("<w:p>", WITH_NAMES, 1).encode()}
    done = read(para("Before", box), para("After"), extra=head)
    assert done.html == "<p>Before</p><p>In the box</p><p>After</p>"
    assert done.notes == [
        "The words at the top and the foot of every page are left out, because packs print their own. "
        "They were: “Wessex”.",
        "The words of 1 text box are now in the text, where the box was: after “Before”. "
        "Check that they are in the right place.",
    ]


WITH_NAMES = '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def test_tracked_changes_are_taken_and_somebody_must_look() -> None:
    done = read(para("The Panel ", inserted("agrees"), deleted("refuses"), " the plan."))
    assert done.html == "<p>The Panel agrees the plan.</p>"
    assert codes(done) == [("tracked_changes", True)]
    assert done.found[0].sentence == (
        "Tracked changes had not been accepted or rejected: 1 insertion and 1 deletion. "
        "The insertions are in the text, and what was deleted is not in the text. Deleted: after “agrees”."
    )


def test_deletions_alone_give_nothing_away() -> None:
    assert codes(read(para("The plan", deleted(" of Sam"), "."))) == [("tracked_changes", False)]


def test_comments_hidden_words_and_names_do_not_come_along() -> None:
    comment = f'<w:comment w:id="1">{para("qx1zq")}</w:comment>'
    extra = {
        "word/comments.xml": f"{WITH_NAMES.replace('w:p ', 'w:comments ')}{comment}</w:comments>".encode(),
        "docProps/core.xml": b'<c xmlns:dc="d"><dc:creator>Sam Ode</dc:creator></c>',
        "word/embeddings/sheet.xlsx": b"PK qx2zq",
    }
    done = read(
        para("Seen. ", text("qx3zq", "<w:vanish/>"), '<w:r><w:commentReference w:id="1"/></w:r>'), extra=extra
    )
    assert done.html == "<p>Seen.</p>"
    assert codes(done) == [
        ("comments", False),
        ("hidden_text", False),
        ("embedded_files", False),
        ("author_names", False),
    ]


def test_white_words_are_read_and_somebody_must_look() -> None:
    done = read(para("Seen. ", text("Not seen.", '<w:color w:val="FFFFFF"/>')))
    assert done.html == "<p>Seen. Not seen.</p>"
    assert codes(done) == [("hidden_text", True)]


def test_links_footnotes_and_dangerous_addresses() -> None:
    links = (
        '<Relationship Id="a" Type="x/hyperlink" Target="https://wessex.example/plan" TargetMode="External"/>'
        '<Relationship Id="b" Type="x/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>'
        '<Relationship Id="c" Type="x/attachedTemplate" Target="http://evil.example/" TargetMode="External"/>'
    ).replace('"x/', '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/')
    held = "".join(
        f'<w:hyperlink r:id="{name}">{text(words)}</w:hyperlink>'
        for name, words in (("a", "plan"), ("b", "bad"))
    )
    done = read(para("See ", held, "."), relations=links)
    assert done.html == '<p>See <a href="https://wessex.example/plan">plan</a>bad.</p>'


def test_the_original_is_pictured_where_an_office_program_is_found() -> None:
    done = word_in.read_docx(make_docx(para("One page")), with_pages=True)
    assert bool(done.pages) == bool(shutil.which("soffice"))
    if done.pages:
        drawn, count = word_in.page_picture(done.pages, 1)
        assert (drawn[:4], count) == (b"\x89PNG", 1)
        assert word_in.page_picture(done.pages, 2) == (b"", 1)


def test_a_report_of_three_hundred_pages_is_read_whole() -> None:
    sentence = "The panel noted that response times had improved in every district since the last report. "
    chapter = [
        *(para(sentence * 4, num="1") for _ in range(40)),
        table(["Month", "Offences", "Change"], *[["January", "38", "+2"] for _ in range(20)], heads=1),
    ]
    done = read(*(block for n in range(60) for block in (para(f"Chapter {n}", style="Heading1"), *chapter)))
    lines = printed(done.html)
    assert len(done.html) > 900_000
    assert [line for line in lines if line.startswith("2400. ")] == [f"2400. {sentence * 4}".strip()]
    assert lines.count("January 38 +2") == 1200


def strict(data: bytes) -> bytes:
    """The same file in the Strict variant, as newer Word saves it when asked to."""
    parts = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            found = archive.read(name)
            for kind in (b"wordprocessingml", b"officeDocument", b"drawingml"):
                strictly = b"http://purl.oclc.org/ooxml/" + kind + b"/"
                found = found.replace(b"http://schemas.openxmlformats.org/" + kind + b"/2006/", strictly)
            parts[name] = found
    return packed(parts)


def test_the_strict_variant_reads_as_the_usual_one() -> None:
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(strict(report()))).read("word/document.xml")
    assert word_in.read_docx(strict(report())).html == word_in.read_docx(report()).html


def test_a_template_is_read_like_a_document() -> None:
    data = make_docx(para("The words of a template."), main="template.main")
    assert word_in.read_docx(data).html == "<p>The words of a template.</p>"


def test_drawings_of_shapes_and_web_pages_inside_are_named_with_their_place_and_words() -> None:
    drawn = "http://schemas.openxmlformats.org/drawingml/2006"
    shapes = f'<w:r><w:drawing><dgm:relIds xmlns:dgm="{drawn}/diagram" r:dm="rDgm"/></w:drawing></w:r>'
    data = (
        f'<dgm:dataModel xmlns:dgm="{drawn}/diagram" xmlns:a="{drawn}/main">'
        "<a:p><a:t>Chief Constable</a:t></a:p></dgm:dataModel>"
    )
    done = read(
        para("Who leads:"),
        para(shapes),
        '<w:altChunk r:id="rPage"/>',
        para("After."),
        extra={"word/diagrams/data1.xml": data.encode()},
        relations=f'<Relationship Id="rDgm" Type="{REL}/diagramData" Target="diagrams/data1.xml"/>',
    )
    assert done.html == "<p>Who leads:</p><p>After.</p>"
    assert done.notes == [
        "1 part that is kept as a web page or another file is left out: after “Who leads:”. "
        "Add it here by hand.",
        "1 chart or drawing is left out: after “Who leads:”. It says “Chief Constable”. "
        "Save it as a picture and add it, with alternative text.",
    ]


def test_a_file_with_nothing_but_a_drawing_says_what_was_left_out() -> None:
    with pytest.raises(uploads.NotAccepted) as refused:
        read('<w:altChunk r:id="rPage"/>')
    assert refused.value.sentence == (
        "There are no words in this Word file. Select the file that contains the paper. 1 part that is kept "
        "as a web page or another file is left out: at the beginning. Add it here by hand."
    )


def test_white_words_in_a_table_are_told_unless_the_ground_is_dark() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    dark = '<w:tc><w:tcPr><w:shd w:val="clear" w:fill="1F3864"/></w:tcPr>{}</w:tc>'
    assert codes(read(para("x"), table([dark.format(para(text("Head", white))), "seen"]))) == []
    assert codes(read(para("x"), table([cell(para(text("Not seen", white))), "seen"]))) == [
        ("hidden_text", True)
    ]


def test_a_typed_mark_of_a_note_and_the_formats_of_notes_stay_as_they_were_seen() -> None:
    own = '<w:r><w:footnoteReference w:id="2" w:customMarkFollows="1"/><w:t>*</w:t></w:r>'
    done = read(
        para("One", note("footnote", "1"), " two", own, " three", note("footnote", "3")),
        extra={
            "word/footnotes.xml": notes("footnote", ("1", "First."), ("2", "Starred."), ("3", "Third.")),
            "word/settings.xml": part(
                "settings", '<w:footnotePr><w:numFmt w:val="lowerLetter"/></w:footnotePr>'
            ),
        },
    )
    assert done.html.startswith("<p>One<sup>a</sup> two* three<sup>b</sup></p>")
    assert printed(done.html)[1:] == ["Notes", "a. First.", "* Starred.", "b. Third."]


def test_links_in_fields_lead_on_and_choices_of_old_forms_show_what_was_chosen() -> None:
    choice = (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>'
        '<w:listEntry w:val="High"/><w:listEntry w:val="Low"/></w:ddList></w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText> FORMDROPDOWN </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    link = field('HYPERLINK "https://wessex.example/"', "the plan")
    done = read(para("See ", link, ". Risk: ", choice, "."))
    assert done.html == '<p>See <a href="https://wessex.example/">the plan</a>. Risk: Low.</p>'


def test_merged_cells_that_hold_words_below_keep_them() -> None:
    done = read(
        para("x"),
        table(
            [cell("Castle", down="restart"), "1"],
            [cell("and Abbey", down="continue"), "2"],
            ["Total", "3"],
        ),
    )
    assert '<th scope="row" rowspan="2"><p>Castle</p><p>and Abbey</p></th>' in done.html


ENTITY = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


def hostile() -> dict[str, tuple[bytes, str]]:
    """Files that nobody should send, each with the first words of its refusal."""
    plain = make_docx(para("x"))
    with_doctype = ENTITY + b'<w:document xmlns:w="w"><w:body>&e;</w:body></w:document>'
    not_word, strange = "This file is not a Word file", "This Word file is not in the format that Word uses"
    return {
        "a bomb": (
            make_docx(para("x"), extra={"word/theme/t.xml": bytes(limits.WORD_PART + 1)}),
            "This Word file is too large",
        ),
        "many parts": (
            make_docx(para("x"), extra={f"a{n}": b"" for n in range(limits.WORD_PARTS)}),
            "This Word file is too large",
        ),
        "an entity": (make_docx(extra={"word/document.xml": with_doctype}), strange),
        "an entity in the styles": (
            make_docx(para("x"), extra={"word/styles.xml": ENTITY + b"<a>&e;</a>"}),
            strange,
        ),
        "a way out": (make_docx(para("x"), extra={"../../etc/cron.d/x": b"x"}), strange),
        "macros by kind": (
            make_docx(para("x"), main="document.macroEnabled.main"),
            "This Word file contains macros",
        ),
        "macros by part": (
            make_docx(para("x"), extra={"word/vbaProject.bin": b"x"}),
            "This Word file contains macros",
        ),
        "two files in one": (b"%PDF-1.7\n" + plain, not_word),
        "something before": (b"PK\x03\x04" + plain, strange),
        "something behind": (plain + b"%PDF-1.7", strange),
        "an old Word file": (b"\xd0\xcf\x11\xe0" + bytes(600), "This is an old Word file"),
        "an archive": (packed({"a.txt": b"x"}), not_word),
        "a workbook": (make_docx(main="sheet.main"), not_word),
        "cut short": (plain[:-200], "This Word file is damaged"),
        "no XML": (make_docx(extra={"word/document.xml": b"<w:"}), "This Word file is damaged"),
        "very deep": (
            make_docx(extra={"word/document.xml": b"<a>" * 5000 + b"</a>" * 5000}),
            "This Word file is damaged",
        ),
        "very many paragraphs": (
            make_docx("<w:p/>" * (limits.TEXT_ELEMENTS + 1)),
            "This Word file has too many paragraphs",
        ),
        "no words": (make_docx(para()), "There are no words"),
        "nothing": (b"", not_word),
    }


@pytest.mark.parametrize("name", hostile())
def test_a_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    data, sentence = hostile()[name]
    with pytest.raises(uploads.NotAccepted) as refused:
        word_in.read_docx(data)
    assert refused.value.sentence.startswith(sentence)


def test_one_heading_above_all_others_is_the_name_of_the_paper_unless_it_is_numbered() -> None:
    under = [para("Aims", style="Heading2"), para("Why", style="Heading3"), para("x")]
    assert read(para("Report", style="Heading1"), *under).html == (
        "<h2>Report</h2><h2>Aims</h2><h3>Why</h3><p>x</p>"
    )
    numbered = read(para("Report", style="Heading1", num="3"), *under).html
    assert numbered == "<h2>1. Report</h2><h3>Aims</h3><h4>Why</h4><p>x</p>"
