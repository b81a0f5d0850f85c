"""Formulas of a Word text as words in one line: a/b, x², √(y).

Runs in the limited child process only.
"""

from lxml import etree

from foundation.documents.word_zip import W

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
