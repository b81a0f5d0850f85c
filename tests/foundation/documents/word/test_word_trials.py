"""Small Word files that once lost words or numbers: each types in its own text what is right."""

import re
from pathlib import Path

import pytest

from foundation.documents.text import richtext
from foundation.documents.word import word_in

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]
INPUTS = Path(__file__).parents[1] / "inputs"


def read(name: str) -> word_in.ReadDocument:
    return word_in.read_docx((INPUTS / f"{name}.docx").read_bytes())


def printed(html: str) -> list[str]:
    """Every line of a text with its number, as both skins print it."""
    numbered = richtext.number(html, richtext.Numbering.NONE).html
    return richtext.plain(re.sub("</span><p[^>]*>", "</span> ", numbered)).splitlines()


def test_content_controls_in_and_around_cells_and_rows_keep_their_words_and_places() -> None:
    assert read("cell-sdt").html == (
        "<p>Before</p><table><tbody>"
        '<tr><th scope="row">Officer</th><td>BLOCKSDT</td></tr>'
        '<tr><th scope="row">Date</th><td>CELLSDT</td></tr>'
        '<tr><th scope="row">Row</th><td>ROWSDT</td></tr>'
        '<tr><th scope="row">Inline</th><td>RUNSDT</td></tr>'
        "</tbody></table><p>BODYSDT</p><p>After</p>"
    )


def test_a_cell_that_begins_with_a_table_keeps_it() -> None:
    assert read("cell-nested-first").html == (
        "<p>Before</p><table><tbody>"
        '<tr><th scope="row">Left</th><td>Right</td></tr>'
        '<tr><th scope="row">LeftTwo</th><td><table><tbody>'
        "<tr><td>INNERONE</td><td>INNERTWO</td></tr></tbody></table></td></tr>"
        "</tbody></table><p>After</p>"
    )


def test_cells_of_formulas_empty_grid_columns_and_heads_of_two_rows_keep_their_shape() -> None:
    done = read("tables2")
    head = (
        '<table><thead><tr><th scope="col" rowspan="2">Item</th><th scope="col" colspan="2">2025/26</th></tr>'
        '<tr><th scope="col">Budget</th><th scope="col">Actual</th></tr></thead>'
        "<tbody><tr><td>Staff</td><td>100</td><td>90</td></tr></tbody></table>"
    )
    assert done.html == (
        '<p>1 equation cells</p><table><tbody><tr><th scope="row">Formula</th><td>E=mc</td></tr>'
        '<tr><th scope="row">Inline</th><td>INLINEEQ</td></tr></tbody></table>'
        '<p>2 grid before</p><table><tbody><tr><th scope="row">Jan</th><td>Feb</td></tr>'
        '<tr><td></td><td>UNDERFEB</td></tr><tr><th scope="row">UNDERJAN</th><td></td></tr></tbody></table>'
        f"<p>3 two-row head</p>{head}<p>4 both head rows repeated</p>{head}"
        "<p>5 text box with control and list</p><p>BOXPARA</p><p>BOXSDT</p>"
        "<p>BEFOREBOX SAMERUN</p><p>VMLBOX</p>"
        "<p>6 inline list in sdt</p><p>S1</p><p>S2</p><p>end</p>"
    )
    assert done.notes == [
        "The words of 2 text boxes are now in the text, where the box was: after “5 text box with control "
        "and list”; after “SAMERUN”. Check that they are in the right place.",
        "Formulas are kept as plain words. Check that they can still be read.",
    ]


def test_words_around_which_word_puts_something_all_come_along_in_their_order() -> None:
    done = read("odd-runs")
    assert printed(done.html) == [
        "1 plain",
        "2 SMARTTAG z",
        "3 CUSTOMXML z",
        "4 FLDSIMPLE z",
        "5 FLDCOMPLEX z",
        "6 ✓ z",
        "7 RUBYBASE (RT) z",
        "8 DIRTEXTBDOTEXT z",
        "9 left TABRIGHT",
        "BRLINE",
        "CRLINE PTAB",
        "10 BLOCKCUSTOMXML",
        "11 MCCHOICEBLOCK",
        "[struck out: 12 STRUCKOUT words]",
        "13 all caps by look",
        "14 LINKINSIDE",
        "15 target",
        "16 CELLCUSTOM ok",
        "17 second para 18 after bookmark",
        "19 ROWCUSTOM x",
        "20 TCCUSTOM y",
        "21 INSROW x",
        "22 FRAMETEXT",
        "23 end",
    ]
    assert done.notes == [
        "1 link to another place in the file kept as words only: “14 LINKINSIDE”.",
        "Words that are struck out in the Word file are kept as struck out: after “12 STRUCKOUT words”.",
    ]
    assert [(each.code, each.discloses) for each in done.found] == [("tracked_changes", True)]


def test_every_number_is_the_one_that_its_author_typed_beside_it() -> None:
    """Each numbered paragraph says "shown", and then its own number."""
    lines = printed(read("num-styles").html)
    shown = [line for line in lines if "shown" in line]
    assert len(shown) == 22
    for line in shown:
        number, _, wanted = line.partition("shown ")
        assert number.strip() == wanted.replace(" again", "").replace("nothing", ""), line


def test_hidden_and_deleted_words_stay_behind_and_words_that_cannot_be_seen_are_told() -> None:
    done = read("hidden-ways")
    assert printed(done.html) == [
        "Shown start",
        "Open words SECRETWEB",
        "CellA CellB",
        "CellC",
        "tiny SECRETTINY SECRETWHITE SECRETNEARWHITE SECRETTHEME",
        "SECRETWHITECELL seen",
        "SMARTWORDFLDSIMPLE✓5‑10x",
        "Shown end",
    ]
    assert [(each.what, each.words) for each in done.left] == [
        ("deleted words", "SECRETCELLDEL"),
        ("hidden words", "SECRETROW x"),
        *(
            ("hidden words", f"SECRET{words}")
            for words in ("DIRECT", "CHARSTYLE", "BASEDON", "SPEC", "PARSTYLE", "LINKINPAR", "PARBASED")
        ),
    ]
    assert [each.sentence for each in done.found if each.discloses] == [
        "Words are set as hidden on web pages, but are in the text: “SECRETWEB”, after “Open words”.",
        "Words in very small letters cannot be read in the Word file, but are in the text: “SECRETTINY”, "
        "after “tiny”.",
        "Words in white cannot be seen in the Word file, but are in the text: “SECRETWHITE”, after "
        "“SECRETTINY”; after “SECRETWHITE”; after “SECRETNEARWHITE”; and in 1 more place.",
    ]


def test_words_under_black_are_told_before_anybody_publishes_them() -> None:
    done = read("word-redaction")
    assert printed(done.html) == [
        "Redaction leftovers",
        "Name: BLACKHIGHLIGHT BLACKSHADE BLACKBOTH",
        "End",
    ]
    assert [(each.sentence, each.discloses) for each in done.found] == [
        (
            "Words blacked out in the Word file can still be read, but are in the text: “BLACKHIGHLIGHT”, "
            "after “Name:”; after “BLACKHIGHLIGHT”; after “BLACKSHADE”.",
            True,
        )
    ]


def test_struck_words_pictures_direction_and_a_late_title_all_stay() -> None:
    done = read("misc")
    assert re.sub("stored:[0-9a-f]{64}", "stored", done.html) == (
        "<p>Start of paper</p><p>The Panel shall <s>not</s> meet in public.</p>"
        '<p><img src="stored" alt="A red square"></p>'
        '<p dir="rtl">وثيقة تجربة</p><p>ENDTITLE LINE</p><p>Last</p>'
    )
    assert "The Panel shall [struck out: not] meet in public." in printed(done.html)
    assert richtext.clean(done.html) == done.html
