import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from foundation.documents.processes import limits
from foundation.documents.text import numbering, richtext
from foundation.documents.text.richtext import Numbering

HASH = "a" * 64


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>one <b>two</b> <i>three</i></p>", "<p>one <strong>two</strong> <em>three</em></p>"),
        ("<p onclick='x()' style='color:red' class='n'>x</p>", "<p>x</p>"),
        ("<script>alert(1)</script><style>p{}</style><p>x</p>", "<p>x</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p>x</p>"),
        ('<p><a href="//elsewhere.example/">x</a></p>', "<p>x</p>"),
        ('<p><a href="/inside/">x</a></p>', "<p>x</p>"),
        (
            '<p><a href="https://a.example/?b=1&amp;c=2">x</a></p>',
            '<p><a href="https://a.example/?b=1&amp;c=2">x</a></p>',
        ),
        ('<p><a href="mailto:panel@wessex.example">x</a></p>',) * 2,
        ('<p><img src="https://a.example/spy.png" alt="spy">x</p>', "<p>x</p>"),
        ('<p><img src="data:image/png;base64,AAAA" alt="x">y</p>', "<p>y</p>"),
        (f'<p><img src="stored:{HASH}">x</p>', f'<p><img src="stored:{HASH}" alt="">x</p>'),
        ('<ol type="a" start="3"><li>x</li></ol>',) * 2,
        ('<ol type="disc" start="x"><li>x</li></ol>', "<ol><li>x</li></ol>"),
        ("<h1>x</h1>", "<p>x</p>"),
        ("<h4>a</h4><h2>b</h2><h4>c</h4>", "<h2>a</h2><h2>b</h2><h3>c</h3>"),
        ("<p></p><p>x</p><p> </p>", "<p>x</p>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("First words.\n\nSecond & last.", "<p>First words.</p><p>Second &amp; last.</p>"),
        ("<iframe src='https://a.example'></iframe><svg><p>y</p></svg>", "<p>y</p>"),
    ],
)
def test_only_what_a_paper_can_hold_is_kept(typed: str, kept: str) -> None:
    assert richtext.clean(typed) == kept
    assert richtext.clean(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "<p>" + "x" * limits.TEXT_BYTES,
        "<ul><li>" * 20 + "x",
        "<blockquote>" * 3000 + "x",
        "<table><tr><td colspan=100000>x</td></tr></table>",
        "<table><tr><td rowspan=65534>x</td></tr></table>",
        "<table>" + "<tr><td>x</td></tr>" * (limits.TABLE_ROWS + 1) + "</table>",
    ],
)
def test_what_could_not_be_printed_is_refused_in_a_sentence(typed: str) -> None:
    with pytest.raises(richtext.TooMuch) as refused:
        richtext.clean(typed)
    assert refused.value.sentence.endswith(".")


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<ol>",
        "</ol>",
        '<ol type="a">',
        "<ul>",
        "</ul>",
        "<li>",
        "</li>",
        "<h2>",
        "</h2>",
        "<h4>",
    ]
    + [
        "<table>",
        "<tr>",
        "<td>",
        "<th>",
        "</table>",
        "<b>",
        "</b>",
        "<br>",
        "words",
        " ",
        "&nbsp;",
        "<",
        "&",
        "a:",
    ]
    + [
        "<blockquote>",
        "<figure>",
        "<figcaption>",
        "<a href='https://a.example'>",
        "</a>",
        "\x0b",
        "<caption>",
    ]
)


@hypothesis_settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_cleaning_and_numbering_twice_is_the_same_as_once(typed: str) -> None:
    try:
        once = richtext.clean(typed)
    except richtext.TooMuch:
        return
    assert richtext.clean(once) == once
    for how in Numbering:
        numbered = richtext.number(once, how)
        assert richtext.number(numbered.html, how) == numbered


def _numbers(html: str) -> list[str]:
    return [span.text for span in richtext.parse(html).iter("span")]


REPORT = (
    "<h2>Purpose</h2><ol><li><p>One <strong>bold</strong>.</p></li></ol>"
    "<h2>Background</h2><ol><li>Two:<ol><li>a</li><li>b<ol><li>c</li></ol></li></ol></li><li>Three</li></ol>"
    "<table><tr><th>Year</th><th>Cost</th></tr><tr><th>2026</th><td>£5</td></tr></table>"
    "<h3>More</h3><ul><li>bullet</li></ul><ol><li>Four</li></ol>"
)


def test_paragraphs_run_on_across_headings_and_tables() -> None:
    numbered = richtext.number(REPORT, Numbering.RUN_ON)
    assert _numbers(numbered.html) == ["1.", "2.", "(a)", "(b)", "(i)", "3.", "4."]
    assert numbered.next == 5
    assert _numbers(richtext.number(REPORT, Numbering.RUN_ON, start=118).html)[0] == "118."


def test_sections_are_n_0_and_paragraphs_n_m() -> None:
    numbered = richtext.number(REPORT, Numbering.SECTIONS, start=4)
    assert _numbers(numbered.html) == ["4.0", "4.1", "5.0", "5.1", "(a)", "(b)", "(i)", "5.2", "5.3"]
    assert numbered.next == 6


def test_without_running_numbers_every_list_counts_for_itself() -> None:
    html = '<ol><li>x</li><li>y</li></ol><ol><li>z</li></ol><ol type="A" start="3"><li>v</li></ol>'
    assert _numbers(richtext.number(html, Numbering.NONE).html) == ["(i)", "(ii)", "(i)", "(C)"]


def test_a_chosen_kind_of_point_is_kept() -> None:
    html = '<ol><li>x<ol type="i" start="4"><li>y</li></ol><ol type="1"><li>z</li></ol></li></ol>'
    assert _numbers(richtext.number(html, Numbering.RUN_ON).html) == ["1.", "(iv)", "1."]


def test_a_list_that_asks_for_letters_does_not_run_on() -> None:
    html = '<ol><li>x</li></ol><ol type="a"><li>y</li></ol><ol><li>z</li></ol>'
    assert _numbers(richtext.number(html, Numbering.RUN_ON).html) == ["1.", "(a)", "2."]


def test_numbered_paragraphs_keep_their_mark_up_and_take_the_classes_of_paper() -> None:
    html = "<p>As follows:</p><ol><li>a <em>b</em> c<p>d</p></li></ol>"
    assert richtext.number(html, Numbering.RUN_ON).html == (
        '<p class="lead-in">As follows:</p>'
        '<ol class="paras"><li><span class="n">1.</span><p>a <em>b</em> c</p><p>d</p></li></ol>'
    )


def test_tables_say_what_their_head_cells_head() -> None:
    html = richtext.number(
        "<table><tr><th>Year</th><th></th></tr><tr><th>2026</th><td>5</td></tr></table>", Numbering.NONE
    ).html
    assert html == (
        '<table><thead><tr><th scope="col">Year</th><td></td></tr></thead>'
        '<tr><th scope="row">2026</th><td>5</td></tr></table>'
    )


@given(st.integers(1, 3000))
def test_letters_and_roman_numbers_read_back(number: int) -> None:
    values = {"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}
    digits = [values[sign] for sign in numbering.roman(number)]
    assert sum(-a if a < max(digits[at:]) else a for at, a in enumerate(digits)) == number
    total = 0
    for letter in numbering.alpha(number):
        total = total * 26 + ord(letter) - 96
    assert total == number


def test_plain_words_are_one_block_to_a_line() -> None:
    numbered = richtext.number(REPORT, Numbering.RUN_ON).html
    assert richtext.plain(numbered).split("\n")[:4] == ["Purpose", "1.", "One bold.", "Background"]
    assert richtext.plain("<p>a<br>b</p><table><tr><td>c</td><td>d</td></tr></table>") == "a\nb\nc d"


def test_headings_can_be_lowered() -> None:
    assert richtext.demote("<h2>a</h2><h4>b</h4>", 2) == "<h4>a</h4><h6>b</h6>"


@pytest.mark.parametrize(
    ("before", "start", "looks"),
    [
        ("", 9, "paras"),
        ("10.", 10, "paras"),
        ("10.1.", 1, "paras broad"),
        ("Recommendation ", 1, "paras long"),
    ],
)
def test_a_long_number_gets_more_room_or_a_line_of_its_own(before: str, start: int, looks: str) -> None:
    text = f'<ol type="1" start="{start}" data-before="{before}" data-after=""><li><p>x</p></li></ol>'
    assert f'class="{looks}"' in richtext.number(text, Numbering.NONE).html


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("<p>shall <del>not</del> meet</p>", "<p>shall <s>not</s> meet</p>", "shall [struck out: not] meet"),
        (
            '<p>shall <span style="text-decoration: line-through">not</span> meet</p>',
            "<p>shall <s>not</s> meet</p>",
            "shall [struck out: not] meet",
        ),
        (
            "<p>shall <strike>not</strike> meet</p>",
            "<p>shall <s>not</s> meet</p>",
            "shall [struck out: not] meet",
        ),
    ],
)
def test_struck_words_stay_struck_and_are_said_to_be(typed: str, kept: str, said: str) -> None:
    assert richtext.clean(typed) == kept
    assert richtext.plain(kept) == said
    numbered = richtext.number(kept, Numbering.NONE).html
    assert numbered == '<p>shall <span class="struck">[struck out: <s>not</s>]</span> meet</p>'
    assert richtext.number(numbered, Numbering.NONE).html == numbered
    assert richtext.plain(numbered) == said


@pytest.mark.parametrize("how", list(Numbering))
def test_a_list_with_words_and_no_kind_prints_only_its_words_however_often_it_is_numbered(
    how: Numbering,
) -> None:
    text = '<ol data-before="Note:" data-after=""><li><p>x</p></li><li><p>y</p></li></ol>'
    assert richtext.clean(text) == text
    once = richtext.number(text, how).html
    assert once.count('<span class="n">Note:</span>') == 2
    assert richtext.number(once, how).html == once


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("<p>H<sub>2</sub>O</p>",) * 2,
        ('<p>H<span style="vertical-align: sub">2</span>O</p>', "<p>H<sub>2</sub>O</p>"),
        ('<p>m<span style="font-size:9pt;vertical-align:super;">2</span></p>', "<p>m<sup>2</sup></p>"),
        ('<p>a<span style="mso-hide:all">b</span>c</p>', "<p>ac</p>"),
        (
            '<table><tbody><tr><td style="vertical-align: super">x</td></tr></tbody></table>',
            "<table><tbody><tr><td>x</td></tr></tbody></table>",
        ),
        ("<p>H₂O</p>",) * 2,
        ('<p dir="rtl">x</p>',) * 2,
        ('<p dir="auto">x</p>', "<p>x</p>"),
    ],
)
def test_looks_of_pasted_words_that_mean_something_stay_and_hidden_words_go(typed: str, kept: str) -> None:
    assert richtext.clean(typed) == kept
    assert richtext.clean(kept) == kept


@pytest.mark.parametrize("text", ["style=" * 400_000, "<p>" + "style= display " * 150_000 + "</p>"])
def test_words_that_only_begin_like_a_style_are_read_in_one_pass(text: str) -> None:
    # Tried anew at every beginning, this would not come to its end in this life.
    assert richtext.clean(text).count("style=") == text.count("style=")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("<h2>Background</h2><h2>Figures</h2><p>Ten.</p>", "<h2>Figures</h2><p>Ten.</p>"),
        ("<h2>Figures</h2><p>Ten.</p><h2>Next steps</h2>", "<h2>Figures</h2><p>Ten.</p>"),
        ("<h2>Figures</h2><ol><li><p></p></li></ol><h2>Costs</h2><p>None.</p>", "<h2>Costs</h2><p>None.</p>"),
        (
            "<h2>Figures</h2><h3>By district</h3><p>Ten.</p>",
            "<h2>Figures</h2><h3>By district</h3><p>Ten.</p>",
        ),
        ("<h2>Figures</h2><h3>By district</h3><h2>Costs</h2><p>None.</p>", "<h2>Costs</h2><p>None.</p>"),
        ("<p>Ten.</p>", "<p>Ten.</p>"),
        ("", ""),
    ],
)
def test_a_heading_that_nothing_follows_is_not_printed(typed: str, printed: str) -> None:
    assert richtext.without_empty_parts(typed) == printed
