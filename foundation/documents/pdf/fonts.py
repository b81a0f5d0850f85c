"""Where the one typeface lies and the one for signs it lacks, and how a subset of it is put into a PDF."""

import contextlib
import functools
import hashlib
import io
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name

FOLDERS = (
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/ancient-scripts",
)
# Ticks, boxes, arrows and emoji, in black, of the Debian package fonts-symbola: free for any use.
SIGNS = "Symbola_hint"


class NoTypeface(Exception):
    """The Debian package fonts-liberation is not installed."""


def find(name: str) -> Path:
    """The file of one face, for instance `LiberationSans-Bold`."""
    for folder in FOLDERS:
        place = Path(folder) / f"{name}.ttf"
        if place.exists():
            return place
    raise NoTypeface("Install the package fonts-liberation: every paper is set in Liberation Sans")


def _faces_of_papers() -> list[Path]:
    """What papers are set in; without the package of the signs those print as boxes, and authors are told."""
    faces = [find("LiberationSans-Regular"), find("LiberationSans-Bold")]
    with contextlib.suppress(NoTypeface):
        faces.append(find(SIGNS))
    return faces


@functools.cache
def fingerprint() -> str:
    """Changes when an installed typeface does, because line breaks would."""
    digest = hashlib.sha256()
    for face in _faces_of_papers():
        digest.update(face.read_bytes())
    return digest.hexdigest()[:16]


@functools.cache
def _drawn() -> frozenset[int]:
    """Every letter and sign that a paper can be printed with."""
    return frozenset(
        number for face in _faces_of_papers() for number in TTFont(face, lazy=True).getBestCmap()
    )


def cannot_draw(text: str) -> str:
    """The letters and signs of a text that would print as boxes, each once, in their order."""
    strange = {letter for letter in set(text) if not letter.isascii() and ord(letter) not in _drawn()}
    # Spaces, joiners, selectors and marks of direction draw nothing themselves.
    strange = {each for each in strange if unicodedata.category(each) not in ("Cf", "Zs", "Zl", "Zp", "Mn")}
    return "".join(letter for letter in dict.fromkeys(text) if letter in strange)


@dataclass
class Face:
    """One face embedded in one PDF, holding only the letters that were asked for."""

    name: str
    object: pikepdf.Object
    glyphs: dict[str, int] = field(default_factory=dict)
    widths: dict[str, float] = field(default_factory=dict)

    def width(self, text: str, size: float) -> float:
        """The width of `text` in points."""
        return sum(self.widths[letter] for letter in text) * size / 1000

    def encode(self, text: str) -> bytes:
        """The operand of a text-showing operator."""
        return b"<" + "".join(f"{self.glyphs[letter]:04X}" for letter in text).encode() + b">"


@functools.lru_cache(8)
def _cut(name: str, letters: str) -> tuple[bytes, dict[str, int], dict[str, float], list[int]]:
    """The subset's bytes, its glyph numbers and widths, and its bounding box, in thousandths of an em."""
    font = TTFont(find(name), recalcTimestamp=False)
    # Marks are single words without ligatures; reading these tables costs more than all the rest.
    for table in ("GSUB", "GPOS", "GDEF", "kern"):
        if table in font:
            del font[table]
    options = subset.Options(notdef_outline=True, layout_features=[], retain_gids=False, hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    scale = 1000 / font["head"].unitsPerEm
    names = font.getBestCmap()
    glyphs = {letter: font.getGlyphID(names.get(ord(letter), ".notdef")) for letter in letters}
    widths = {letter: font["hmtx"][names.get(ord(letter), ".notdef")][0] * scale for letter in letters}
    head = font["head"]
    box = [round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return out.getvalue(), glyphs, widths, box


def embed(pdf: pikepdf.Pdf, name: str, text: str) -> Face:
    """Put the letters of `text` into `pdf` in one face, so that they can be shown and copied as text."""
    letters = "".join(sorted(set(text) | {" "}))
    data, glyphs, widths, box = _cut(name, letters)
    program = pdf.make_stream(data, Length1=len(data))
    tagged = Name(f"/{tag(data)}+{name}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=tagged, Flags=4, FontBBox=Array(box), ItalicAngle=0,
        Ascent=905, Descent=-212, CapHeight=729, StemV=80, FontFile2=program,
    )  # fmt: skip
    shown = sorted({number: widths[letter] for letter, number in glyphs.items()}.items())
    cid = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=tagged, CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        W=Array([part for number, width in shown for part in (number, Array([round(width)]))]),
    )  # fmt: skip
    whole = Dictionary(
        Type=Name.Font, Subtype=Name.Type0, BaseFont=tagged, Encoding=Name("/Identity-H"),
        DescendantFonts=Array([pdf.make_indirect(cid)]), ToUnicode=pdf.make_stream(_to_unicode(glyphs)),
    )  # fmt: skip
    return Face("Pb" + name.rpartition("-")[2], pdf.make_indirect(whole), glyphs, widths)


def tag(data: bytes) -> str:
    """Six capitals from the content, as the format asks of a subset."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])


def _to_unicode(glyphs: dict[str, int]) -> bytes:
    pairs = [
        f"<{number:04X}> <{letter.encode('utf-16-be').hex().upper()}>"
        for letter, number in sorted(glyphs.items(), key=lambda pair: pair[1])
        if number
    ]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):
        chunk = pairs[start : start + 100]
        lines += [f"{len(chunk)} beginbfchar", *chunk, "endbfchar"]
    return "\n".join([*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"]).encode()
