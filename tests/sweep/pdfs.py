"""PDFs for the sweep: with words, hidden words, a password; and everything a PDF holds, as text."""

import io
import subprocess
from pathlib import Path

import pikepdf


def with_broken_page(number: int, *, of: int) -> bytes:
    """A PDF of which one page is none."""
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(of):
        pdf.add_blank_page(page_size=(300, 300))
    pdf.Root.Pages.Kids[number - 1] = 42
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def pdf_with(words: str, *, author: str = "") -> bytes:
    """One page with these words, an author in its metadata and in a file attached."""
    pdf, out = pikepdf.new(), io.BytesIO()
    page = pdf.add_blank_page(page_size=(595, 842))
    font = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
        )
    )
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.obj.Contents = pdf.make_stream(f"BT /F1 14 Tf 72 700 Td ({words}) Tj ET".encode("latin-1"))
    if author:
        pdf.docinfo["/Author"] = author
        pdf.attachments["notes.txt"] = pikepdf.AttachedFileSpec(
            pdf, author.encode(), description="", filename="", mime_type="", creation_date="", mod_date=""
        )
    pdf.save(out, deterministic_id=True)
    return out.getvalue()


def encrypted() -> bytes:
    """A PDF that opens with a password only."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_with("Secret"))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    return out.getvalue()


def everything_in(data: bytes) -> str:
    """The words of every page, and every object of the file with its streams unpacked."""
    found = [data.decode("latin-1")]
    printed = subprocess.run(["pdftotext", "-", "-"], input=data, capture_output=True, check=True).stdout
    found.append(printed.decode())
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found += [_words_of(each) for each in pdf.objects]
    return "\n".join(found)


def _words_of(thing: pikepdf.Object) -> str:
    words = repr(thing)
    if isinstance(thing, pikepdf.Stream):
        try:
            raw = thing.read_bytes()
        except pikepdf.PdfError:
            raw = thing.read_raw_bytes()
        words += raw.decode("latin-1") + raw.replace(b"\x00", b"").decode("latin-1")
    return words


def save(folder: Path, name: str, data: bytes) -> Path:
    """The bytes as a file."""
    path = folder / name
    path.write_bytes(data)
    return path
