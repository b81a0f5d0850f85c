"""The tags of an uploaded PDF are kept where they are in order, mended a little, and left out where not."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.layout import weasy
from foundation.documents.packing import packs
from foundation.documents.pdf import checking, reading
from foundation.documents.processes import limits
from foundation.documents.search import searching
from foundation.documents.search.haystack import Haystack
from foundation.documents.search.searching import Needle
from foundation.documents.vetting import inspection, rebuilding
from foundation.documents.vetting.inspection import Found, from_data
from tests.foundation.documents.packing.test_packs import pdf as untagged_pdf
from tests.foundation.documents.pdf.test_checking import PAPER, SHELL, elements, page, redraw

# What a pack says and a paper alone does not.
OF_THE_PACK = {"title-shown", "metadata", "link-words"}
LOST = "Its tags were so badly out of order that they were removed."


def paper() -> bytes:
    """A tagged paper as somebody might send it, of two pages."""
    return weasy.lay_out(SHELL.format(PAPER), {})[0]


def sent(change: Callable[[pikepdf.Pdf], None] = lambda made: None) -> bytes:
    """The paper after a change."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as made:
        change(made)
        made.save(out)
    return out.getvalue()


def vetted(data: bytes) -> tuple[bytes, list[str], Found]:
    """The rebuilt file, its notes, and what is said of its tags."""
    head, rebuilt = rebuilding.answer(data)
    tags = next(each for each in from_data(head["found"]) if each.code == inspection.TAGS)
    return rebuilt, head["notes"], tags


def faults(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as made:
        return {fault.code for fault in checking.faults(made, is_claim_asked=False)} - OF_THE_PACK


def test_what_a_listener_hears_is_the_same_before_and_after() -> None:
    rebuilt, notes, tags = vetted(paper())
    assert reading.read(rebuilt) == reading.read(paper())
    assert (notes, tags.level, faults(rebuilt)) == ([], "met", set())


def test_a_language_is_kept_where_it_changes_and_said_only_there() -> None:
    def mark(made: pikepdf.Pdf) -> None:
        elements(made, "Document")[0].Lang = String("en-GB")
        for each in elements(made, "P"):
            each.Lang = String("en-GB")
        elements(made, "P")[-1].Lang = String("cy")
        heading = elements(made, "H2")[0]
        heading.S, heading.Lang = Name.NonStruct, String("fr")
        elements(made, "H1")[0].Lang = String("in Welsh")

    rebuilt, _, _ = vetted(sent(mark))
    said = [(each.type, each.language, each.words) for each in reading.read(rebuilt) if each.language]
    assert (said, faults(rebuilt)) == ([("Span", "fr", "Far"), ("P", "cy", "End")], set())


def test_a_paper_whose_tree_names_another_language_than_its_file_is_read_in_that_of_its_tree() -> None:
    def mark(made: pikepdf.Pdf) -> None:
        elements(made, "Document")[0].Lang = String("cy")

    rebuilt, _, _ = vetted(sent(mark))
    pack = packs.assemble(None, [packs.Part(key="9", title="Nine", data=rebuilt)], packs.Options(title="P"))
    assert reading.as_lines(reading.read(pack.data))[1] == "  Part (cy)  [Nine]"


def test_header_cells_are_found_again_under_their_new_names() -> None:
    rebuilt, _, _ = vetted(paper())
    with pikepdf.open(io.BytesIO(rebuilt)) as made:
        heads = {bytes(each.ID) for each in elements(made, "TH")}
        named = {bytes(each) for cell in elements(made, "TD") for each in cell.A.Headers}
        assert (len(heads), named <= heads, bool(named)) == (3, True, True)


def test_a_file_without_tags_gets_none_here() -> None:
    rebuilt, notes, tags = vetted(untagged_pdf(1, "words"))
    with pikepdf.open(io.BytesIO(rebuilt)) as made:
        assert "/StructTreeRoot" not in made.Root
    assert (tags.level, tags.sentence.startswith("Not fully accessible: the file has no tags")) == (
        "look",
        True,
    )


def loop(made: pikepdf.Pdf) -> None:
    last = elements(made, "P")[-1]
    last.K = Array([*([last.K] if isinstance(last.K, int) else list(last.K)), made.Root.StructTreeRoot.K[0]])


def hangs_twice(made: pikepdf.Pdf) -> None:
    document = elements(made, "Document")[0]
    document.K.append(document.K[0])


def number_twice(made: pikepdf.Pdf) -> None:
    redraw(made, 1, lambda drawn: drawn + b"/P <</MCID 0>> BDC 0 0 1 1 re f EMC")


def number_far_too_high(made: pikepdf.Pdf) -> None:
    redraw(made, 1, lambda drawn: drawn + b"/P <</MCID 2000000000>> BDC 0 0 1 1 re f EMC")


def very_deep(made: pikepdf.Pdf) -> None:
    inner = elements(made, "P")[-1]
    for _ in range(limits.UPLOAD_TAG_DEPTH):
        inner = made.make_indirect(Dictionary(S=Name.Span, K=inner))
    elements(made, "Document")[0].K.append(inner)


@pytest.mark.parametrize("change", [loop, hangs_twice, number_twice, number_far_too_high, very_deep])
def test_a_tree_in_disorder_is_left_out_and_the_pages_are_kept(change: Callable[[pikepdf.Pdf], None]) -> None:
    rebuilt, notes, tags = vetted(sent(lambda made: _in_one_stream(made, change)))
    with pikepdf.open(io.BytesIO(rebuilt)) as made:
        assert ("/StructTreeRoot" in made.Root, "/StructParents" in page(made, 1)) == (False, False)
        assert len(made.pages) == 2
    assert (notes, tags.level) == ([LOST], "look")


def _in_one_stream(made: pikepdf.Pdf, change: Callable[[pikepdf.Pdf], None]) -> None:
    for each in made.pages:
        each.contents_coalesce()
        each.obj.Contents = Array([each.obj.Contents])
    change(made)


def test_too_many_elements_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_TAGS", 20)
    assert vetted(paper())[1] == [LOST]


def a_line_outside_marks(made: pikepdf.Pdf) -> None:
    redraw(made, 1, lambda drawn: drawn + b" 10 10 m 90 10 l S 0 0 5 5 re W n /Sect BMC 5 5 9 9 re f EMC")


def a_mark_that_never_ends(made: pikepdf.Pdf) -> None:
    redraw(made, 1, lambda drawn: drawn + b" /Artifact BMC 0 0 1 1 re f")


def an_end_that_never_began(made: pikepdf.Pdf) -> None:
    redraw(made, 1, lambda drawn: drawn + b" EMC")


def content_that_is_not_there(made: pikepdf.Pdf) -> None:
    elements(made, "P")[0].K = Array([*elements(made, "P")[0].K, 99])


def wrong_parents(made: pikepdf.Pdf) -> None:
    for each in elements(made, "P"):
        each.P = made.Root.StructTreeRoot


def no_parent_tree(made: pikepdf.Pdf) -> None:
    del made.Root.StructTreeRoot.ParentTree


def types_nobody_explains(made: pikepdf.Pdf) -> None:
    for each in elements(made, "H2"):
        each.S = Name("/Ueberschrift")
    made.Root.StructTreeRoot.RoleMap = Dictionary(Ueberschrift=Name.Zwei, Zwei=Name.H2, Drei=Name.Drei)


def items_without_bodies(made: pikepdf.Pdf) -> None:
    for item in elements(made, "LI"):
        body = item.K[1]
        item.Pg = page(made, 1)
        item.K = Array([item.K[0], *(body.K if isinstance(body.K, Array) else [body.K])])


def header_cells_without_scope(made: pikepdf.Pdf) -> None:
    for cell in elements(made, "TH"):
        del cell["/A"]


def a_form_field_in_the_tree(made: pikepdf.Pdf) -> None:
    field = made.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9])))
    page(made, 2).Annots = Array([field])
    reference = Dictionary(Type=Name.OBJR, Obj=field, Pg=page(made, 2))
    elements(made, "Document")[0].K.append(made.make_indirect(Dictionary(S=Name.Form, K=reference)))


@pytest.mark.parametrize(
    "change",
    [
        a_line_outside_marks,
        a_mark_that_never_ends,
        an_end_that_never_began,
        content_that_is_not_there,
        wrong_parents,
        no_parent_tree,
        types_nobody_explains,
        items_without_bodies,
        header_cells_without_scope,
        a_form_field_in_the_tree,
    ],
)
def test_what_programs_often_get_wrong_is_put_right(change: Callable[[pikepdf.Pdf], None]) -> None:
    rebuilt, notes, tags = vetted(sent(lambda made: _in_one_stream(made, change)))
    assert (faults(rebuilt), tags.level, LOST in notes) == (set(), "met", False)


def test_words_outside_the_tags_are_read_last_and_told_with_their_page() -> None:
    def add(made: pikepdf.Pdf) -> None:
        page(made, 2).Resources.Font.F9 = made.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        )
        redraw(made, 2, lambda drawn: drawn + b" BT /F9 12 Tf 90 90 Td (Forgotten) Tj ( words) Tj ET")

    rebuilt, _, tags = vetted(sent(lambda made: _in_one_stream(made, add)))
    assert reading.as_lines(reading.read(rebuilt))[-1] == "  P  Forgotten words"
    assert (tags.level, tags.pages, "are read last" in tags.sentence) == ("look", [2], True)


def test_a_link_that_is_taken_out_leaves_its_words() -> None:
    def run(made: pikepdf.Pdf) -> None:
        for each in page(made, 1).Annots:
            del each["/Dest"]
            each.A = Dictionary(S=Name.Launch, F=String("a.exe"))

    rebuilt, _, tags = vetted(sent(run))
    assert "P  Some" in reading.as_lines(reading.read(rebuilt))[2]
    assert "Nine Some words ." in reading.spoken(reading.read(rebuilt))
    with pikepdf.open(io.BytesIO(rebuilt)) as made:
        assert (elements(made, "Link"), faults(rebuilt), tags.level) == ([], set(), "met")


def test_nothing_unknown_passes_with_the_tree() -> None:
    def hide(made: pikepdf.Pdf) -> None:
        root = made.Root.StructTreeRoot
        first = elements(made, "P")[0]
        first.AF = Array([made.make_stream(b"CANARY one")])
        first.A = Dictionary(
            O=Name.UserProperties, P=Array([Dictionary(N=String("x"), V=String("CANARY two"))])
        )
        first.PieceInfo = String("CANARY three")
        first.ID = String("CANARY four")
        root.ClassMap = Dictionary(CANARY_five=Dictionary(O=Name.Layout, Note=String("CANARY six")))
        root.RoleMap = Dictionary(CANARY_seven=Name.P)
        first.S = Name.CANARY_seven
        root.IDTree = Dictionary(Names=Array([String("CANARY eight"), first]))

    rebuilt, _, tags = vetted(sent(hide))
    with pikepdf.open(io.BytesIO(rebuilt)) as made:
        everything = b"".join(
            each.unparse() + (each.read_bytes() if isinstance(each, pikepdf.Stream) else b"")
            for each in made.objects
        )
    assert (b"CANARY" in everything, b"CANARY".hex().encode() in everything.lower(), tags.level) == (
        False,
        False,
        "met",
    )


@pytest.mark.parametrize("key", ["Alt", "ActualText", "E", "T"])
def test_words_kept_with_the_tree_are_searched(key: str) -> None:
    secret = "Sale of the Quenby depot"

    def hide(made: pikepdf.Pdf) -> None:
        elements(made, "Figure")[0][f"/{key}"] = String(secret)

    rebuilt, _, _ = vetted(sent(hide))
    found = searching.find(
        [Needle("the title", secret)], [("Paper", Haystack(searching.everything_in(rebuilt)))]
    )
    assert found.hits != []


def test_words_in_place_of_marked_content_are_searched() -> None:
    secret = "Sale of the Quenby depot"

    def hide(made: pikepdf.Pdf) -> None:
        drawn = f" /Artifact BMC /Span <</ActualText ({secret})>> BDC 0 0 1 1 re f EMC EMC".encode()
        redraw(made, 1, lambda before: before + drawn)

    rebuilt, _, _ = vetted(sent(lambda made: _in_one_stream(made, hide)))
    haystack = Haystack(searching.everything_in(rebuilt))
    hits = searching.find([Needle("the title", secret)], [("Paper", haystack)]).hits
    with pikepdf.open(io.BytesIO(rebuilt)) as made:
        is_there = any(secret.encode() in each.Contents.read_bytes() for each in made.pages)
    assert is_there is False or hits != []
