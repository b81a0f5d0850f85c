"""Text that no page shows is read from any bytes: what is no drawing after all never ends the search."""

import io
import random
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from foundation.documents.search import unpacking

SEARCH_STOP = Path(__file__).parents[1] / "inputs" / "search-stop.pdf"
SECRET = b"Sale of the Quenby depot"
ODD = [
    b"\xe9\xff\xa0 ",
    b"/\xff\xfe 3 Tf ",
    b"]]>> ",
    b"<zz> ",
    b"BI /W 1 ID \xff\xfe EI ",
    b"(unbalanced ) ) ",
    b"\x00" * 40,
]


def with_stream(data: bytes, **keys: object) -> bytes:
    """A PDF with one page of its own and one loose stream."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.Root.PieceInfo = Dictionary(Kept=pdf.make_indirect(pdf.make_stream(data, keys)))
    pdf.save(out)
    return out.getvalue()


def words_of(data: bytes) -> str:
    return "\n".join(piece.text for piece in unpacking.unpack(data) if piece.kind != "raw")


def test_the_page_of_a_file_is_read_though_its_table_of_colours_looks_like_a_drawing() -> None:
    assert "Budget monitoring to the end of March" in words_of(SEARCH_STOP.read_bytes())


@pytest.mark.parametrize("odd", ODD)
def test_words_beside_odd_bytes_are_read(odd: bytes) -> None:
    assert SECRET.decode() in words_of(with_stream(b"BT /F1 9 Tf " + odd + b"(" + SECRET + b") Tj ET"))


def test_words_are_read_that_are_written_with_marks_and_figures_beside_odd_bytes() -> None:
    escaped = rb"(Sale of\040the \121uenby depot) Tj <2053616c65> Tj"
    assert "Sale of the Quenby depot Sale" in words_of(with_stream(b"BT /\xff 3 Tf " + escaped + b" ET"))


def test_names_that_are_no_text_end_nothing() -> None:
    odd = pikepdf.Object.parse(b"/#fe#ff")
    assert words_of(with_stream(b"BT (x) Tj ET", **{"/Type": odd, "/Subtype": odd})) != ""


@pytest.mark.parametrize("seed", range(20))
def test_any_bytes_at_all_are_read_without_an_error(seed: int) -> None:
    chance = random.Random(seed)
    noise = bytes(chance.choice(b"BTj'\"()<>[]/\\ \n\xff\xce\x00a1Tq") for _ in range(400))
    assert words_of(with_stream(b"BT " + noise + b" Tj ", **{"/Type": Name.Anything})) != ""
