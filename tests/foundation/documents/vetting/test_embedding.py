"""Typefaces that a PDF only names are put into it, and not a letter or a line changes its place."""

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from foundation.documents.pdf import checking_pages
from foundation.documents.vetting import rebuilding
from tests.foundation.documents.packing.test_packs import spots, text

NOTE = "Typefaces that were not in the file were added, of the same widths: for {}."


def shown(name: str, drawn: bytes = b"(Words) Tj", **more: Any) -> bytes:
    """A page that shows words in a font it only names."""
    made, out = pikepdf.new(), io.BytesIO()
    page = made.add_blank_page(page_size=(595, 842))
    font = made.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{name}"), **more)
    )
    page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
    page.obj.Contents = made.make_stream(b"BT /F1 12 Tf 100 700 Td " + drawn + b" ET")
    made.save(out)
    return out.getvalue()


def font_of(data: bytes) -> tuple[str, bool]:
    """What the font of the first page is called without its prefix, and whether it is in the file."""
    with pikepdf.open(io.BytesIO(data)) as made:
        font = made.pages[0].Resources.Font.F1
        told = font.get("/FontDescriptor", Dictionary())
        name = str(font.BaseFont)[1:].rpartition("+")[2]
        return name, any(key in told for key in checking_pages.EMBEDDED)


@pytest.mark.parametrize(
    ("name", "face"),
    [
        ("Helvetica", "LiberationSans-Regular"),
        ("Helvetica-BoldOblique", "LiberationSans-BoldItalic"),
        ("ArialMT", "LiberationSans-Regular"),
        ("Arial,Bold", "LiberationSans-Bold"),
        ("Arial-ItalicMT", "LiberationSans-Italic"),
        ("Times-Roman", "LiberationSerif-Regular"),
        ("TimesNewRomanPS-BoldMT", "LiberationSerif-Bold"),
        ("Courier", "LiberationMono-Regular"),
        ("CourierNewPSMT", "LiberationMono-Regular"),
    ],
)
def test_a_base_font_is_put_in_and_said(name: str, face: str) -> None:
    rebuilt, _, notes = rebuilding.rebuild(shown(name))
    assert (font_of(rebuilt), notes) == ((face, True), [NOTE.format(name)])


@pytest.mark.parametrize("name", ["ArialNarrow", "Arial-Black", "HelveticaNeue", "Symbol", "Garamond"])
def test_a_font_of_other_widths_stays_as_it_is(name: str) -> None:
    rebuilt, _, notes = rebuilding.rebuild(shown(name))
    assert (font_of(rebuilt), notes) == ((name, False), [])


def test_letters_are_those_of_the_encoding_that_the_file_gives() -> None:
    own = Dictionary(Differences=Array([65, Name.Euro, Name.eacute, 200, Name.fi]))
    mac = {"Encoding": Name.MacRomanEncoding}
    assert text(rebuilding.rebuild(shown("Helvetica", b"(AB\310 x`y') Tj", Encoding=own))[0]) == ["€éfi x‘y’"]
    assert text(rebuilding.rebuild(shown("Helvetica", b"(caf\216) Tj", **mac))[0]) == ["café"]
    assert text(rebuilding.rebuild(shown("Helvetica", b"(\243) Tj", Encoding=Name.WinAnsiEncoding))[0]) == [
        "£"
    ]


@pytest.mark.parametrize("name", ["Helvetica", "Times-Bold", "Courier-Oblique"])
def test_words_stay_where_they_were(name: str) -> None:
    data = shown(name, b"(The Panel noted the report and AVOWED its thanks) Tj")
    before, after = spots(data), spots(rebuilding.rebuild(data)[0])
    assert [word[:2] for word in before] == [word[:2] for word in after]
    assert max(abs(a[2] - b[2]) + abs(a[3] - b[3]) for a, b in zip(before, after, strict=True)) < 0.2
