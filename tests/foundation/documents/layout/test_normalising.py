"""What the layout engine tags oddly, and what a listener gets instead: snippets with the tree they become.

When an upgrade of the engine breaks one of these, its name says what broke.
"""

import pytest

from foundation.documents.layout import weasy
from foundation.documents.pdf import checking, reading

SHELL = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>T</title><style>@page {{ size: A5; margin: 20mm }} '
    "p {{ orphans: 1; widows: 1 }} .paras {{ list-style: none }} .paras > li {{ position: relative }} "
    ".n {{ position: absolute; left: -10mm }} .new {{ break-before: page }} {more}</style></head>"
    "<body><h1>Title</h1>{body}</body></html>"
)
DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5"
    "ErkJggg=="
)


def laid_out(body: str, more: str = "") -> bytes:
    data, _ = weasy.lay_out(SHELL.format(body=body, more=more), {})
    return data


def tree(body: str, more: str = "") -> list[str]:
    """The lines below the title."""
    said = reading.as_lines(reading.read(laid_out(body, more)))
    assert said[:2] == ["Document", "  H1  Title"]
    return [line.removeprefix("  ") for line in said[2:]]


SNIPPETS = {
    "blocks in a list item stand in its body": (
        "<ul><li><p>a</p><p>b</p></li></ul>",
        ["L", "  LI", "    Lbl  •", "    LBody", "      P  a", "      P  b"],
    ),
    "the printed number of a paragraph is its label": (
        '<ol class="paras"><li><span class="n">4.</span><p>Four.</p></li></ol>',
        ["L", "  LI", "    Lbl  4.", "    LBody", "      P  Four."],
    ),
    "a list without marks keeps its items": (
        '<ul style="list-style: none"><li>a</li></ul>',
        ["L", "  LI", "    LBody  a"],
    ),
    "columns are one list": (
        '<ul style="columns: 2; list-style: none"><li>a</li><li>b</li></ul>',
        ["L", "  LI", "    LBody  a", "  LI", "    LBody  b"],
    ),
    "a link holds the bold word in it": (
        '<p>see <a href="https://a.example/">the <b>bold</b> link</a> here</p>',
        ["P  see", "  Link  the bold link", "  here"],
    ),
    "a link over two lines is one link": (
        '<p style="width: 30mm"><a href="https://a.example/">words that need more than one line</a></p>',
        ["P", "  Link  words that need more than one line"],
    ),
    "a number inside a heading is in the heading": (
        '<h2><span class="n">45.</span> Public questions</h2>',
        ["H2", "  Span  45.", "  Public questions"],
    ),
    "bold words are no box of their own": ("<p>a <b>b</b> c</p>", ["P  a b c"]),
    "a header cell over two columns heads both": (
        '<table><thead><tr><th colspan="2">A</th><th>B</th></tr></thead>'
        "<tbody><tr><th>r</th><td>1</td><td>2</td></tr></tbody></table>",
        ["Table", "  THead", "    TR", "      TH  A", "      TH  B"]
        + ["  TBody", "    TR", "      TH  r", "      TD  1", "      TD  2"],
    ),
    "a caption belongs to its figure": (
        f'<figure><img alt="A dot" src="{DOT}"><figcaption>Where</figcaption></figure>',
        ["Figure  A dot", "  Caption  Where"],
    ),
    "a paragraph over two pages is one paragraph": (
        f"<p>{'word ' * 900}</p><p>after</p>",
        [f"P  {' '.join(['word'] * 900)}", "P  after"],
    ),
    "a list over two pages is one list": (
        "<ul>"
        + '<li style="list-style: none">a</li>'
        + '<li style="list-style: none" class="new">b</li></ul>',
        ["L", "  LI", "    LBody  a", "  LI", "    LBody  b"],
    ),
    "a table over two pages is one table and its header is heard once": (
        "<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr>"
        '<tr class="new"><td>2</td></tr></tbody></table>',
        ["Table", "  THead", "    TR", "      TH  A"]
        + ["  TBody", "    TR", "      TD  1", "    TR", "      TD  2"],
    ),
    "a heading and a text in another language say so once, on what holds them": (
        '<div lang="cy"><h2>Troseddau</h2><p lang="cy">Nododd y Panel.</p></div><p>Noted.</p>',
        ["Div (cy)", "  H2  Troseddau", "  P  Nododd y Panel.", "P  Noted."],
    ),
    "words in another language are a run of their own": (
        '<p>The <em lang="cy">Senedd <b>yng</b> Nghaerdydd</em> and the <span lang="fr">maire</span>.</p>',
        ["P  The", "  Span (cy)  Senedd yng Nghaerdydd", "  and the", "  Span (fr)  maire", "  ."],
    ),
    "words in another language over two lines are one run": (
        '<p style="width: 30mm">The <i lang="cy">geiriau sydd ar sawl llinell</i> end.</p>',
        ["P  The", "  Span (cy)  geiriau sydd ar sawl llinell", "  end."],
    ),
    "words in another language over two pages are one run": (
        f'<p>The <i lang="cy">{"gair " * 900}</i> end.</p>',
        ["P  The", f"  Span (cy)  {' '.join(['gair'] * 900)}", "  end."],
    ),
    "what stands in a box without meaning says its language itself": (
        '<aside lang="cy"><p>Nododd.</p><p lang="en-GB">Noted.</p></aside>',
        ["P (cy)  Nododd.", "P  Noted."],
    ),
    "a list and a table in another language say so on the whole": (
        '<ol class="paras" lang="cy"><li><span class="n">4.</span><p>Pedwar.</p></li></ol>'
        '<table lang="cy"><thead><tr><th>Ardal</th><th lang="en">Area</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ["L (cy)", "  LI", "    Lbl  4.", "    LBody", "      P  Pedwar."]
        + ["Table (cy)", "  THead", "    TR", "      TH  Ardal", "      TH (en)  Area"]
        + ["  TBody", "    TR", "      TD  1", "      TD  2"],
    ),
    "a list inside an item of another language keeps to its own": (
        '<ul><li lang="cy">Un<ul><li>dau</li></ul></li></ul>',
        ["L", "  LI (cy)", "    Lbl  •", "    LBody  Un"]
        + ["  L (cy)", "    LI", "      Lbl  ◦", "      LBody  dau"],
    ),
    "a link and a picture say the language of their words": (
        f'<p><a href="https://a.example/" hreflang="cy" lang="cy">dolen</a>'
        f'<img lang="cy" alt="Dot" src="{DOT}"></p>',
        ["P", "  Link (cy)  dolen", "  Figure (cy)  Dot"],
    ),
    "a language that cannot be one is not repeated": (
        '<p lang="in Welsh">Nododd.</p>',
        ["P  Nododd."],
    ),
}


@pytest.mark.parametrize("name", SNIPPETS)
def test_what_the_engine_tags_oddly_is_put_right(name: str) -> None:
    body, expected = SNIPPETS[name]
    assert tree(body) == expected


@pytest.mark.parametrize("name", SNIPPETS)
def test_nothing_is_found_in_what_was_put_right(name: str) -> None:
    assert checking.check(laid_out(SNIPPETS[name][0])) == []


def test_a_paper_whose_headings_skip_a_level_does_not_claim_to_be_in_order() -> None:
    found = checking.check(laid_out("<h3>Skipped</h3><p>x</p>"))
    assert [fault.code for fault in found] == ["claim", "heading-skipped"]


@pytest.mark.parametrize(
    ("label", "numbering"),
    [("4.", "/Decimal"), ("4.1", "/Decimal"), ("(iv)", "/LowerRoman"), ("(i)", "/LowerRoman")]
    + [("(b)", "/LowerAlpha"), ("B", "/UpperAlpha"), ("(c)", "/LowerAlpha"), ("II", "/UpperRoman")],
)
def test_how_a_printed_number_counts(label: str, numbering: str) -> None:
    from foundation.documents.layout.normalising import counted

    assert counted(label) == numbering
