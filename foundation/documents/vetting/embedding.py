"""Puts the typefaces that every viewer was once expected to have into an uploaded PDF.

Helvetica, Times and Courier, and the fonts that copy their widths, become the Liberation faces of the same
widths, so that no line changes its length. Runs in the limited child only.
"""

import functools
import io
import re
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name

from foundation.documents.pdf import fonts
from foundation.documents.pdf.tagging import Node

_FAMILIES = {
    "Helvetica": "Sans",
    "Arial": "Sans",
    "Times": "Serif",
    "TimesNewRoman": "Serif",
    "Courier": "Mono",
    "CourierNew": "Mono",
}
# Only these: a name such as ArialNarrow has other widths.
_NAME = re.compile(
    r"(?:[A-Z]{6}\+)?(Helvetica|Arial|TimesNewRoman|Times|CourierNew|Courier)(?:PS)?(?:MT)?"
    r"(?:[,-](Roman|Regular|Bold|Italic|Oblique|BoldItalic|BoldOblique)(?:MT)?)?\Z"
)
_PROGRAMS = ("/FontFile", "/FontFile2", "/FontFile3")
_PYTHONS = {"/MacRomanEncoding": "mac_roman", "/WinAnsiEncoding": "cp1252"}
# Flags of a font descriptor: equal widths, serifs; 32 says that its letters are the usual ones.
_FLAGS = {"Sans": 32, "Serif": 32 + 2, "Mono": 32 + 1}


def embed(pdf: pikepdf.Pdf) -> list[str]:
    """Embed every base font that the file only names; gives their names, in order."""
    found: dict[str, None] = {}
    for each in pdf.objects:
        if not isinstance(each, Dictionary) or each.get("/Type", Name.Font) != Name.Font:
            continue
        if each.get("/Subtype") not in (Name.Type1, Name.TrueType):
            continue
        name, face = _face(each)
        if face is None:
            continue
        try:
            _put_in(pdf, each, face)
        except fonts.NoTypeface:
            return []
        found[name] = None
    return list(found)


def _face(font: Node) -> tuple[str, str | None]:
    """What a font is called, and which face stands for it; none for one that is there, or that is unknown."""
    name = str(font.get("/BaseFont", "/"))[1:]
    match = _NAME.match(name)
    told = font.get("/FontDescriptor")
    is_there = isinstance(told, Dictionary) and any(key in told for key in _PROGRAMS)
    if match is None or is_there:
        return name, None
    style = match[2] or ""
    bold, slanted = "Bold" in style, "Italic" in style or "Oblique" in style
    kind = ("Bold" if bold else "") + ("Italic" if slanted else "") or "Regular"
    return name, f"Liberation{_FAMILIES[match[1]]}-{kind}"


def _put_in(pdf: pikepdf.Pdf, font: Node, face: str) -> None:
    letters, differences = _letters(font.get("/Encoding"), is_type1=font.Subtype == Name.Type1)
    data, widths, box = _cut(face, "".join(sorted(set(letters.values()))))
    family = face.removeprefix("Liberation").partition("-")[0]
    tagged = Name(f"/{fonts.tag(data)}+{face}")
    font.Subtype, font.BaseFont = Name.TrueType, tagged
    font.FirstChar, font.LastChar = 32, 255
    font.Widths = Array([round(widths.get(letters.get(code, ""), 0)) for code in range(32, 256)])
    font.FontDescriptor = pdf.make_indirect(
        Dictionary(
            Type=Name.FontDescriptor, FontName=tagged, Flags=_FLAGS[family], FontBBox=Array(box),
            ItalicAngle=-12 if "Italic" in face else 0, Ascent=905, Descent=-212, CapHeight=729, StemV=80,
            FontFile2=pdf.make_stream(data, Length1=len(data)),
        )
    )  # fmt: skip
    usual = Name.WinAnsiEncoding
    font.Encoding = Dictionary(BaseEncoding=usual, Differences=Array(differences)) if differences else usual


def _letters(encoding: Any, *, is_type1: bool) -> tuple[dict[int, str], list[Any]]:
    """The letter of each code; and where that is not the usual one of Windows, its name for the file."""
    from fontTools import agl
    from fontTools.encodings.StandardEncoding import StandardEncoding

    base: Any = encoding
    own: Any = Array()
    if isinstance(encoding, Dictionary):
        base, own = encoding.get("/BaseEncoding"), encoding.get("/Differences", Array())
    python = _PYTHONS.get(str(base)) if isinstance(base, Name) else None
    if python is None and is_type1:
        names = dict(enumerate(StandardEncoding))
    else:
        names = {code: agl.UV2AGL.get(ord(letter), "") for code, letter in _of(python or "cp1252").items()}
    code = 0
    for each in list(own)[:2000]:
        if isinstance(each, Name):
            names[code] = str(each)[1:]
            code += 1
        elif isinstance(each, int):
            code = int(each)
    letters = {code: agl.toUnicode(name) for code, name in names.items() if 32 <= code < 256}
    letters = {code: letter for code, letter in letters.items() if len(letter) == 1}
    usual = _of("cp1252")
    differences: list[Any] = []
    for code, letter in sorted(letters.items()):
        if letter != usual.get(code):
            differences += [code, Name(f"/{names[code]}")]
    return letters, differences


def _of(python: str) -> dict[int, str]:
    found = {code: bytes([code]).decode(python, errors="ignore") for code in range(32, 256)}
    return {code: letter for code, letter in found.items() if letter}


@functools.lru_cache(16)
def _cut(face: str, letters: str) -> tuple[bytes, dict[str, float], list[int]]:
    """A face with these letters only: its bytes, its widths and its box, in thousandths of an em."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    font = TTFont(fonts.find(face), recalcTimestamp=False)
    options = subset.Options(notdef_outline=True, layout_features=[], hinting=False)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    out = io.BytesIO()
    font.save(out)
    names, head = font.getBestCmap(), font["head"]
    scale = 1000 / head.unitsPerEm
    widths = {
        letter: font["hmtx"][names[ord(letter)]][0] * scale for letter in letters if ord(letter) in names
    }
    box = [round(edge * scale) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)]
    return out.getvalue(), widths, box
