"""Signs out of fonts that draw pictures, as signs every font knows; formulas as words in one line: a/b, x².

Word writes such a sign as `w:sym`, as a letter of a private range, or as a plain letter in such a font.
"""

from lxml import etree

from foundation.documents.word.archive import W

UNKNOWN = "[symbol]"
_BULLETS = dict.fromkeys((0x6C, 0x9F, 0xB7), "•")
WINGDINGS = {
    0x20: " ", 0x21: "✏", 0x22: "✂", 0x28: "☎", 0x29: "✆", 0x2A: "✉", 0x36: "⌛", 0x41: "✌",
    0x43: "👍", 0x44: "👎",
    0x46: "☞", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x52: "☼", 0x58: "✠", 0x5B: "☯", 0x6E: "■",
    0x6F: "□", 0x70: "□",
    0x71: "❑", 0x72: "❒", 0x73: "⬧", 0x74: "⧫", 0x75: "◆", 0x76: "❖", 0x77: "⬥", 0x78: "☒",
    0x7A: "⌘",
    0x7B: "❀", 0x7D: "”", 0x7E: "“", 0x80: "⓪", 0x9E: "·", 0xA0: "▪", 0xA1: "○", 0xA7: "▪",
    0xA8: "☐", 0xAA: "✦",
    0xAB: "★", 0xAF: "✱", 0xD5: "⌫", 0xD7: "⮘", 0xD8: "➢", 0xDC: "➲", 0xDF: "←", 0xE0: "→",
    0xE1: "↑", 0xE2: "↓",
    0xE7: "⬅", 0xE8: "➔", 0xE9: "⬆", 0xEA: "⬇", 0xEF: "⇦", 0xF0: "⇨", 0xF1: "⇧", 0xF2: "⇩",
    0xF3: "⬄",
    0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", **_BULLETS,
    **{0x81 + at: chr(0x2460 + at) for at in range(10)}, **{0x8C + at: chr(0x2776 + at) for at in range(10)},
}  # fmt: skip
WINGDINGS_2 = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●",
    0x98: "●", 0x99: "○",
    0xA2: "■", 0xA3: "□", 0xA4: "☐",
}  # fmt: skip
WEBDINGS = {0x20: " ", 0x61: "✓", 0x63: "□", 0x67: "■", 0x6E: "●", 0x72: "✗", 0x3D: "■", 0x69: "ℹ", 0xA5: "✎"}
_GREEK = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_SMALL = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
SYMBOL = {
    **{0x20 + at: chr(0x20 + at) for at in range(0x21)},
    **{0x41 + at: letter for at, letter in enumerate(_GREEK)},
    **{0x61 + at: letter for at, letter in enumerate(_SMALL)},
    0x22: "∀", 0x24: "∃", 0x27: "∋", 0x2A: "∗", 0x2D: "−", 0x40: "≅", 0x5B: "[", 0x5C: "∴",
    0x5D: "]", 0x5E: "⊥",
    0x5F: "_", 0x7B: "{", 0x7C: "|", 0x7D: "}", 0x7E: "∼", 0xA0: "€", 0xA2: "′", 0xA3: "≤",
    0xA4: "⁄", 0xA5: "∞",
    0xA7: "♣", 0xA8: "♦", 0xA9: "♥", 0xAA: "♠", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→",
    0xAF: "↓", 0xB0: "°",
    0xB1: "±", 0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷",
    0xB9: "≠", 0xBA: "≡",
    0xBB: "≈", 0xBC: "…", 0xC5: "⊕", 0xC6: "∅", 0xC7: "∩", 0xC8: "∪", 0xCC: "⊂", 0xCE: "∈",
    0xCF: "∉", 0xD0: "∠",
    0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD5: "∏", 0xD6: "√", 0xD7: "⋅", 0xD8: "¬", 0xD9: "∧",
    0xDA: "∨", 0xDB: "⇔",
    0xDC: "⇐", 0xDD: "⇑", 0xDE: "⇒", 0xDF: "⇓", 0xE5: "∑", 0xF2: "∫",
}  # fmt: skip
FONTS = {
    "wingdings": WINGDINGS,
    "wingdings 2": WINGDINGS_2,
    "wingdings 3": {0x70: "▲", 0x71: "▼", 0x75: "▶", 0x74: "◀", 0x61: "↺", 0xC6: "▶"},
    "webdings": WEBDINGS,
    "marlett": {},
    "symbol": SYMBOL,
}


def sign(font: str, code: int) -> str:
    """One sign of a picture font, or `UNKNOWN`; letters of other fonts are what they are."""
    name = font.strip().lower()
    small = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    if name not in FONTS:
        # A private letter of an unknown font: most such lists were made with the font Symbol or Wingdings.
        return chr(code) if small == code else WINGDINGS.get(small, UNKNOWN)
    return FONTS[name].get(small, UNKNOWN)


def has_private(text: str) -> bool:
    """True for text with letters that only a picture font can draw."""
    return any("\uf000" <= letter <= "\uf0ff" for letter in text)


def translated(font: str, text: str) -> str:
    """Text set in a font, with what only that font can draw as signs that every font knows."""
    is_picture_font = font.strip().lower() in FONTS
    return "".join(
        sign(font, ord(letter)) if is_picture_font or "\uf000" <= letter <= "\uf0ff" else letter
        for letter in text
    )


M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def settle(formula: etree._Element) -> None:
    """Put a run with the words of the formula in its place."""
    run = etree.Element(f"{W}r", formula="1")
    etree.SubElement(run, f"{W}t").text = _line(formula).strip()
    parent = formula.getparent()
    if parent is None:
        return
    if parent.tag == f"{W}p" or parent.tag == f"{W}r":
        parent.replace(formula, run)
        return
    paragraph = etree.Element(f"{W}p")
    paragraph.append(run)
    parent.replace(formula, paragraph)


def _line(element: etree._Element) -> str:
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element).localname
    if name == "t":
        return element.text or ""
    if name.endswith("Pr"):
        return ""
    parts = {etree.QName(each).localname: _line(each) for each in element if isinstance(each.tag, str)}
    if name == "f":
        return f"{_held(parts.get('num', ''))}/{_held(parts.get('den', ''))}"
    if name in ("sSup", "sSub", "sSubSup"):
        below, above = parts.get("sub", ""), parts.get("sup", "")
        return (
            parts.get("e", "") + (f"_{_held(below)}" if below else "") + (f"^{_held(above)}" if above else "")
        )
    if name == "rad":
        degree = parts.get("deg", "")
        return f"{degree}√{_held(parts.get('e', ''))}"
    if name == "nary":
        sign = element.find(f"{M}naryPr/{M}chr")
        limits = "".join(
            f" {word} {parts[side]}" for word, side in (("from", "sub"), ("to", "sup")) if parts.get(side)
        )
        return f"{sign.get(f'{M}val', '') if sign is not None else '∫'}{limits} {parts.get('e', '')}"
    if name == "d":
        look = element.find(f"{M}dPr")
        begin, end = (_sign(look, each, usual) for each, usual in (("begChr", "("), ("endChr", ")")))
        return begin + ", ".join(_line(each) for each in element.findall(f"{M}e")) + end
    if name in ("mr", "eqArr"):
        return ", ".join(_line(each) for each in element.findall(f"{M}e")) + "; "
    return "".join(_line(each) for each in element)


def _sign(look: etree._Element | None, name: str, usual: str) -> str:
    found = look.find(f"{M}{name}") if look is not None else None
    return found.get(f"{M}val", "") if found is not None else usual


def _held(words: str) -> str:
    """Brackets around what is longer than one word or number."""
    return words if words.isalnum() else f"({words})" if words else ""
