"""Words are found in a PDF wherever a reader with any tool could find them, and however they are written."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.layout.weasy import lay_out
from foundation.documents.search import searching
from foundation.documents.search.haystack import Haystack, Piece, squeezed
from foundation.documents.search.searching import Hit, Needle, find

SECRET = "Sale of the Quenby depot"


def page_with(pdf: pikepdf.Pdf, *drawn: str) -> pikepdf.Page:
    """A page on which these strings are shown, each where the last one ended or as written."""
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    page = pdf.add_blank_page(page_size=(595, 842))
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td {' '.join(drawn)} ET".encode("latin-1"))
    return page


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def wheres(data: bytes, words: str = SECRET) -> list[str]:
    found = find([Needle("the title", words)], [("Pack", Haystack(searching.everything_in(data)))])
    return [hit.where.removeprefix("Pack: ") for hit in found.hits]


def public(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    page_with(pdf, "(Public words) Tj")
    return pdf


@pytest.mark.parametrize(
    "drawn",
    [
        ["(Sale of the Quenby depot) Tj"],
        ["(Sale of the Quen-) Tj 0 -14 Td (by depot) Tj"],
        ["(S a l e  o f  t h e  Q u e n b y  d e p o t) Tj"],
        ["[(Sa) -20 (le of the Qu) 30 (enby de) (pot)] TJ"],
        ["1 1 1 rg (SALE OF THE QUENBY DEPOT) Tj"],
        ["3 Tr (Sale of the Quenby depot) Tj"],
    ],
)
def test_words_on_a_page_are_found_however_they_are_drawn(drawn: list[str]) -> None:
    pdf = public(pikepdf.new())
    page_with(pdf, *drawn)
    assert "page 2" in wheres(saved(pdf))


def test_what_is_not_there_is_not_found() -> None:
    assert wheres(saved(public(pikepdf.new()))) == []


def hide_in_outline(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(SECRET, 0))


def hide_in_information(pdf: pikepdf.Pdf) -> None:
    pdf.docinfo["/Subject"] = SECRET


def hide_in_metadata(pdf: pikepdf.Pdf) -> None:
    with pdf.open_metadata() as metadata:
        metadata["dc:description"] = SECRET


def attached(pdf: pikepdf.Pdf, data: bytes) -> pikepdf.AttachedFileSpec:
    return pikepdf.AttachedFileSpec(
        pdf, data, description="", filename="", mime_type="", creation_date="", mod_date=""
    )


def hide_in_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["notes.txt"] = attached(pdf, SECRET.encode())


def hide_in_name_of_attachment(pdf: pikepdf.Pdf) -> None:
    pdf.attachments[f"{SECRET}.txt"] = attached(pdf, b"nothing")


def hide_in_note(pdf: pikepdf.Pdf) -> None:
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]), Contents=String(SECRET))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def hide_in_alternative_text(pdf: pikepdf.Pdf) -> None:
    pdf.Root.StructTreeRoot = Dictionary(
        Type=Name.StructTreeRoot,
        K=pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Figure, Alt=String(SECRET))),
    )


def hide_in_page_label(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))


def hide_in_drawing_nobody_uses(pdf: pikepdf.Pdf) -> None:
    loose = pdf.make_indirect(pdf.make_stream(f"BT /F1 9 Tf ({SECRET}) Tj ET".encode()))
    pdf.Root.PieceInfo = Dictionary(Kept=loose)


HIDING: dict[Callable[[pikepdf.Pdf], None], str] = {
    hide_in_outline: "the outline",
    hide_in_information: "the information about the document",
    hide_in_metadata: "the metadata (XMP)",
    hide_in_attachment: "an attached file",
    hide_in_name_of_attachment: "an attached file",
    hide_in_note: "a note or link on a page",
    hide_in_alternative_text: "the structure of the text",
    hide_in_page_label: "a page object",
    hide_in_drawing_nobody_uses: "object",
}


@pytest.mark.shows("R-3")
@pytest.mark.parametrize("hide", HIDING, ids=lambda each: each.__name__)
@pytest.mark.parametrize("packed", ["generate", "disable"])
def test_words_beside_the_pages_are_found_and_named_by_their_place(
    hide: Callable[[pikepdf.Pdf], None], packed: str
) -> None:
    pdf = public(pikepdf.new())
    hide(pdf)
    data = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode[packed], compress_streams=True)
    assert any(where.startswith(HIDING[hide]) for where in wheres(data))


def html(words: str) -> str:
    return f"<html lang='en'><body><h1>Report</h1><p>{words}</p></body></html>"


@pytest.mark.shows("R-3")
def test_a_page_cut_out_of_a_pack_is_found_by_the_letters_of_its_fonts() -> None:
    """Deleting a page keeps it when anything leads to it: its words are numbers of glyphs there."""
    data, _ = lay_out(html("Before") + "<p style='break-before: page'>The office at fifty-five</p>", {})
    with pikepdf.open(io.BytesIO(data)) as pdf:
        gone = pdf.pages[1].obj
        pdf.Root.PieceInfo = Dictionary(Kept=pdf.make_indirect(Dictionary(Page=gone)))
        del pdf.pages[1]
        cut = saved(pdf)
    found = wheres(cut, "The office at fifty-five")
    assert found != [] and all("no page’s own" in where for where in found)


def test_an_earlier_state_of_a_file_that_was_added_to_is_found() -> None:
    pdf = public(pikepdf.new())
    page_with(pdf, f"({SECRET}) Tj")
    before = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    after = saved(public(pikepdf.new()))
    assert any(where.startswith("an earlier state of the file") for where in wheres(before + after))


def test_bytes_that_no_list_of_the_file_knows_are_found() -> None:
    whole = saved(public(pikepdf.new()))
    packed = zlib.compress(f"BT ({SECRET}) Tj ET".encode())
    loose = b"9 0 obj <</Length %d>> stream\n%b\nendstream endobj\n" % (len(packed), packed)
    at = whole.rindex(b"startxref")
    assert "bytes that the file no longer lists" in wheres(whole[:at] + b"%" + loose + whole[at:])


def test_a_ligature_a_soft_hyphen_and_another_case_are_the_same_word() -> None:
    assert squeezed("O\ufb03ce of the Pol\u00adice") == squeezed("OFFICE  OF\nTHE PO-\nLICE")


def find_in(text: str, *needles: Needle, known: str = "") -> searching.Search:
    return find(needles, [("Agenda", Haystack([Piece("page 1", text)]))], Haystack([Piece("public", known)]))


LONG = "<p>The depot at Quenby will be sold to the lowest bidder in the spring.</p><p>Price: £9,250,000</p>"


def test_a_passage_of_a_long_text_is_found_and_an_unlike_one_is_not() -> None:
    needle = Needle("the report", LONG, is_long=True)
    passage = find_in("It says that will be sold to the lowest bidder, which is new.", needle)
    assert passage.hits == [Hit("the report", "Agenda: page 1")]
    assert find_in("The depot will be painted in the spring.", needle).hits == []
    assert find_in("It costs £9,250,000 or PRICE: £9,250,000", needle).hits == [
        Hit("the report", "Agenda: page 1")
    ]


def test_a_short_title_is_found_as_a_word_and_not_inside_others() -> None:
    needle = Needle("the title", "Ian Hall")
    assert find_in("A guardian hall and Ian Halliday", needle).hits == []
    assert find_in("as IAN\nHALL said", needle).hits == [Hit("the title", "Agenda: page 1")]


def test_what_is_public_for_itself_is_no_secret_and_is_said() -> None:
    title, report = Needle("the title", "Estates"), Needle("the report", LONG, is_long=True)
    passage = "The depot at Quenby will be sold to the lowest bidder in the spring"
    found = find_in(f"Estates {passage}", title, report, known=f"Our estates {passage}")
    assert (found.hits, found.left_out) == ([], ["the title"])
    assert found.shared == [Hit("the report", "public")]


def test_a_turn_of_phrase_that_is_public_is_not_worth_a_look() -> None:
    report = Needle("the report", LONG, is_long=True)
    found = find_in("", report, known="It will be sold to the lowest bidder.")
    assert (found.hits, found.shared) == ([], [])


def test_a_word_too_short_to_be_looked_for_is_said() -> None:
    assert find_in("no", Needle("the title", "No.")).left_out == ["the title"]


def test_data_and_pages_are_read_with_their_places() -> None:
    data = {
        "lines": [{"title": "Sale of the <b>Quen</b>by depot", "ref": "Sale%20of%20the%20Quenby%20depot"}]
    }
    hits = find([Needle("t", SECRET)], [("Data", Haystack(searching.in_data(data, "data")))]).hits
    assert [hit.where for hit in hits] == ["Data: data, lines, ref", "Data: data, lines, title"]
    page = "<p title='Sale of the Quenby depot'>Words</p><!-- sale-of-the-quenby-depot -->"
    found = find([Needle("t", SECRET)], [("Page", Haystack(searching.in_html(page, "page")))]).hits
    assert [hit.where for hit in found] == ["Page: page, in its source"]


def test_the_name_of_a_tag_is_no_letter_of_the_word_before_it() -> None:
    page = "<p>The Chief Constable</p><td>Peel</td><ul><li class=x>Police</li></ul>"
    needles = [Needle("one", "Constable P"), Needle("two", "the Chief Constable"), Needle("three", "Peel")]
    hits = find(needles, [("Page", Haystack(searching.in_html(page, "page")))]).hits
    assert sorted({hit.needle for hit in hits}) == ["three", "two"]


def test_a_file_that_cannot_be_read_is_never_taken_for_clean() -> None:
    with pytest.raises(searching.CannotSearch):
        searching.everything_in(b"%PDF-1.7 broken")
