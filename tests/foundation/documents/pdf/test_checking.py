"""The checker finds nothing in a sound pack, and finds each way in which a merge can break one."""

import io
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.layout import weasy
from foundation.documents.packing import packs
from foundation.documents.pdf import checking, reading, tagging
from tests.foundation.documents.packing.test_packs import pdf as untagged_pdf

DOT = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5"
    "ErkJggg=="
)
SHELL = '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body>{}</body></html>'
FRONT = '<h1>Agenda</h1><p><a href="https://pack.invalid/9">Nine</a></p>'
PAPER = (
    '<h1>Nine</h1><p>Some <a href="#far">words</a>.</p><ul><li>one</li><li>two</li></ul>'
    "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><th>r</th><td>1</td></tr></tbody></table>"
    f'<p><img alt="A dot" src="{DOT}"></p><h2 id="far" style="break-before: page">Far</h2><p>End</p>'
)
BILINGUAL = (
    '<h1>Minutes</h1><div lang="cy"><h2>Troseddau cyllyll</h2></div><p>The <em lang="cy">Senedd</em> sat.</p>'
)


@cache
def sound() -> bytes:
    """A pack of a front sheet and two papers."""
    front, paper = (weasy.lay_out(SHELL.format(body), {})[0] for body in (FRONT, PAPER))
    parts = [packs.Part(key=key, title=f"Paper {key}", data=paper) for key in ("9", "10")]
    return packs.assemble(lambda ranges: front, parts, packs.Options(title="Pack")).data


def elements(broken: pikepdf.Pdf, kind: str) -> list[Dictionary]:
    top = broken.Root.StructTreeRoot.K[0]
    return [each for each in tagging.walk(top) if tagging.kind(each) == kind]


def tree_of(broken: pikepdf.Pdf) -> Dictionary:
    tree = broken.Root.StructTreeRoot
    assert isinstance(tree, Dictionary)
    return tree


def page(broken: pikepdf.Pdf, number: int) -> Dictionary:
    return broken.pages[number - 1].obj


def redraw(broken: pikepdf.Pdf, number: int, change: Callable[[bytes], bytes]) -> None:
    """Change what a page draws."""
    whole = b"\n".join(bytes(each.read_bytes()) for each in page(broken, number).Contents)
    page(broken, number).Contents = broken.make_stream(change(whole))


def a_paper_dropped_from_the_tree(broken: pikepdf.Pdf) -> None:
    del elements(broken, "Document")[0].K[1]


def pages_shifted(broken: pikepdf.Pdf) -> None:
    for each in broken.pages[3:]:
        if "/StructParents" in each.obj:
            each.obj.StructParents = int(each.obj.StructParents) - 1


def one_row_for_all_pages(broken: pikepdf.Pdf) -> None:
    for each in broken.pages:
        if "/StructParents" in each.obj:
            each.obj.StructParents = 0


def no_parent_tree(broken: pikepdf.Pdf) -> None:
    del tree_of(broken).ParentTree


def no_tree(broken: pikepdf.Pdf) -> None:
    del broken.Root.StructTreeRoot


def no_language(broken: pikepdf.Pdf) -> None:
    del broken.Root.Lang


def not_marked(broken: pikepdf.Pdf) -> None:
    broken.Root.MarkInfo.Marked = False


def file_name_instead_of_title(broken: pikepdf.Pdf) -> None:
    del broken.Root.ViewerPreferences


def no_metadata(broken: pikepdf.Pdf) -> None:
    del broken.Root.Metadata


def claim_lost(broken: pikepdf.Pdf) -> None:
    checking.withdraw_claim(broken)


def same_identifier_everywhere(broken: pikepdf.Pdf) -> None:
    for each in elements(broken, "TH"):
        each.ID = String("same")


def identifiers_not_listed(broken: pikepdf.Pdf) -> None:
    del tree_of(broken).IDTree


def header_that_is_not_there(broken: pikepdf.Pdf) -> None:
    elements(broken, "TD")[0].A.Headers = Array([String("nobody")])


def table_without_header_cells(broken: pikepdf.Pdf) -> None:
    for each in elements(broken, "TH"):
        each.S = Name.TD


def row_too_short(broken: pikepdf.Pdf) -> None:
    row = elements(broken, "TR")[1]
    row.K = Array(list(row.K)[:1])


def picture_without_words(broken: pikepdf.Pdf) -> None:
    del elements(broken, "Figure")[0].Alt


def heading_skips(broken: pikepdf.Pdf) -> None:
    elements(broken, "H2")[0].S = Name.H4


def wrong_parent(broken: pikepdf.Pdf) -> None:
    elements(broken, "P")[0].P = tree_of(broken)


def item_outside_its_list(broken: pikepdf.Pdf) -> None:
    elements(broken, "L")[0].S = Name.Sect


def unknown_type(broken: pikepdf.Pdf) -> None:
    elements(broken, "P")[0].S = Name.Paragraph


def link_without_a_place(broken: pikepdf.Pdf) -> None:
    link = elements(broken, "Link")[0]
    link.K = Array([each for each in link.K if isinstance(each, int)])


def link_owner_shifted(broken: pikepdf.Pdf) -> None:
    for each in broken.pages:
        for annotation in each.obj.get("/Annots", ()):
            annotation.StructParent = int(annotation.StructParent) + 1000


def link_without_words(broken: pikepdf.Pdf) -> None:
    for annotation in page(broken, 1).Annots:
        del annotation.Contents


def tab_order_lost(broken: pikepdf.Pdf) -> None:
    del page(broken, 1).Tabs


def stamp_not_marked(broken: pikepdf.Pdf) -> None:
    page(broken, 1).Contents[-1] = broken.make_stream(b"0 0 10 10 re f")


def content_of_no_element(broken: pikepdf.Pdf) -> None:
    redraw(broken, 1, lambda drawn: drawn + b"/P <</MCID 99>> BDC 0 0 1 1 re f EMC")


def content_gone(broken: pikepdf.Pdf) -> None:
    page(broken, 3).Contents = broken.make_stream(b"")


def number_used_twice(broken: pikepdf.Pdf) -> None:
    redraw(broken, 1, lambda drawn: drawn + b"/P <</MCID 0>> BDC EMC")


def marks_never_end(broken: pikepdf.Pdf) -> None:
    redraw(broken, 1, lambda drawn: drawn + b"/Artifact BMC ")


def element_hangs_twice(broken: pikepdf.Pdf) -> None:
    document = elements(broken, "Document")[0]
    document.K.append(document.K[1])


def a_paper_in_no_language(broken: pikepdf.Pdf) -> None:
    elements(broken, "Part")[1].Lang = String("in Welsh")


def an_empty_language(broken: pikepdf.Pdf) -> None:
    elements(broken, "P")[0].Lang = String("")


def font_not_embedded(broken: pikepdf.Pdf) -> None:
    font = next(iter(dict(page(broken, 3).Resources.Font).values()))
    inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        if key in inner.FontDescriptor:
            del inner.FontDescriptor[key]


BROKEN: dict[Callable[[pikepdf.Pdf], None], str] = {
    a_paper_dropped_from_the_tree: "unread",
    pages_shifted: "page-number-twice",
    one_row_for_all_pages: "page-number-twice",
    no_parent_tree: "page-unlisted",
    no_tree: "no-tree",
    no_language: "language",
    not_marked: "not-marked",
    file_name_instead_of_title: "title-shown",
    no_metadata: "metadata",
    claim_lost: "claim",
    same_identifier_everywhere: "identifier-twice",
    identifiers_not_listed: "identifier-unlisted",
    header_that_is_not_there: "header-missing",
    table_without_header_cells: "table-headless",
    row_too_short: "table-irregular",
    picture_without_words: "picture",
    heading_skips: "heading-skipped",
    wrong_parent: "parent",
    item_outside_its_list: "misplaced",
    unknown_type: "type",
    link_without_a_place: "link-empty",
    link_owner_shifted: "link-owner",
    link_without_words: "link-words",
    tab_order_lost: "tab-order",
    stamp_not_marked: "unmarked",
    content_of_no_element: "unread",
    content_gone: "nothing-there",
    number_used_twice: "number-twice",
    marks_never_end: "marks-unbalanced",
    element_hangs_twice: "reached-twice",
    a_paper_in_no_language: "language-odd",
    an_empty_language: "language-odd",
    font_not_embedded: "font-not-embedded",
}
# What merging can break must be found without reading the pages again.
AT_EVERY_BUILD = {
    "owner", "page-number-twice", "page-unlisted", "no-tree", "language", "not-marked", "title-shown",
    "identifier-twice", "identifier-unlisted", "header-missing", "parent", "link-empty", "link-owner",
    "reached-twice", "language-odd",
}  # fmt: skip


def test_nothing_is_found_in_a_sound_pack() -> None:
    assert checking.check(sound()) == []


@pytest.mark.parametrize("break_it", BROKEN, ids=lambda each: each.__name__)
def test_each_broken_merge_is_caught(break_it: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(io.BytesIO(sound())) as broken:
        break_it(broken)
        assert BROKEN[break_it] in {fault.code for fault in checking.faults(broken)}


@pytest.mark.parametrize(
    "break_it",
    [each for each, code in BROKEN.items() if code in AT_EVERY_BUILD],
    ids=lambda each: each.__name__,
)
def test_what_merging_can_break_is_caught_at_every_build(break_it: Callable[[pikepdf.Pdf], None]) -> None:
    with pikepdf.open(io.BytesIO(sound())) as broken:
        break_it(broken)
        found = checking.faults(broken, is_claim_asked=False, is_deep=False)
        assert BROKEN[break_it] in {fault.code for fault in found}


def test_a_dropped_paper_is_caught_at_every_build_too() -> None:
    with pikepdf.open(io.BytesIO(sound())) as broken:
        a_paper_dropped_from_the_tree(broken)
        found = checking.faults(broken, is_claim_asked=False, is_deep=False)
        assert [fault.code for fault in found] == [
            "lost",
            "link-unread",
            "identifier-unlisted",
        ] or "lost" in {fault.code for fault in found}


def test_a_pack_with_an_untagged_paper_can_be_read_and_claims_nothing() -> None:
    front = weasy.lay_out(SHELL.format(FRONT), {})[0]
    part = packs.Part(key="9", title="Scanned plan", data=untagged_pdf(2, "plan"))
    pack = packs.assemble(lambda ranges: front, [part], packs.Options(title="Pack")).data
    assert [fault.code for fault in checking.check(pack)] == ["claim", "font-not-embedded"]
    assert reading.spoken(reading.read(pack)) == "[Pack] [Agenda] Agenda Nine [Scanned plan] plan 1 plan 2"


def test_a_pack_is_read_in_the_order_of_its_papers() -> None:
    assert reading.as_lines(reading.read(sound()))[:9] == [
        "Document  [Pack]",
        "  Part  [Agenda]",
        "    H1  Agenda",
        "    P",
        "      Link  Nine",
        "  Part  [Paper 9]",
        "    H1  Nine",
        "    P  Some",
        "      Link  words",
    ]


def test_a_pack_in_two_languages_says_where_each_begins() -> None:
    front, paper = (weasy.lay_out(SHELL.format(body), {})[0] for body in (FRONT, BILINGUAL))
    welsh = weasy.lay_out(SHELL.format("<h1>Nodyn</h1>").replace("en-GB", "cy"), {})[0]
    parts = [packs.Part(key=key, title=key, data=data) for key, data in (("9", paper), ("10", welsh))]
    pack = packs.assemble(lambda ranges: front, parts, packs.Options(title="Pack")).data
    assert reading.as_lines(reading.read(pack))[5:] == [
        "  Part  [9]",
        "    H1  Minutes",
        "    Div (cy)",
        "      H2  Troseddau cyllyll",
        "    P  The",
        "      Span (cy)  Senedd",
        "      sat.",
        "  Part (cy)  [10]",
        "    H1  Nodyn",
    ]
    assert checking.check(pack) == []


def test_the_command_says_what_is_wrong_and_reads_aloud(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(sound())
    bad.write_bytes(untagged_pdf(1, "words"))
    call_command("check_pdf", str(good))
    assert capsys.readouterr().out == "No faults: all of it can be reached in order.\n"
    call_command("check_pdf", str(good), tree=True)
    assert capsys.readouterr().out.splitlines()[2] == "    H1  Agenda"
    with pytest.raises(CommandError):
        call_command("check_pdf", str(bad))
    assert "no-tree: There is no structure tree" in capsys.readouterr().out
