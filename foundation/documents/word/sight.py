"""What nobody sees in Word but anybody could read here: hidden words stay behind, unseen ones are told.

Runs in the limited child process only.
"""

import re
from collections.abc import Iterator

from lxml import etree

from foundation.documents.vetting.inspection import Found
from foundation.documents.word.archive import W, drop
from foundation.documents.word.changes import drop_paragraph
from foundation.documents.word.left import Left, place_of, places, times, words_of
from foundation.documents.word.looks import Looks, about, is_on, value

HIDDEN = "hidden words"
# Half points: smaller letters than these nobody reads on paper.
TINY = 8
# Colours nearer to one another than this cannot be told apart.
LEAST_CONTRAST = 1.35
BLACK, WHITE = "000000", "FFFFFF"
NAMED = {
    "black": BLACK, "white": WHITE, "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "red": "FF0000",
    "magenta": "FF00FF", "blue": "0000FF", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "C0C0C0",
}  # fmt: skip
THEME = {"background1": WHITE, "light1": WHITE, "bg1": WHITE, "text1": BLACK, "dark1": BLACK, "tx1": BLACK}
_COLOUR = re.compile(r"[0-9A-Fa-f]{6}")


def leave_hidden(trees: list[etree._Element], looks: Looks) -> list[Left]:
    """Take out rows and words that are set as hidden; what was left behind."""
    left: list[Left] = []
    for tree in trees:
        for row in list(tree.iter(f"{W}tr")):
            if is_on(row.find(f"{W}trPr/{W}hidden")):
                _note(row, left)
                drop(row)
        for run in list(tree.iter(f"{W}r")):
            if is_on(looks.of_run(run, "vanish")) or is_on(looks.of_run(run, "specVanish")):
                _note(run, left)
                holder = next(run.iterancestors(f"{W}p"), None)
                drop(run)
                if holder is not None and _is_hidden_whole(holder):
                    drop_paragraph(holder)
    return left


def _note(element: etree._Element, left: list[Left]) -> None:
    if words := words_of(element):
        left.append(Left(HIDDEN, words, place_of(element)))


def _is_hidden_whole(paragraph: etree._Element) -> bool:
    """True when nothing is left of a paragraph and its end is hidden too, so that it takes no number."""
    look = about(paragraph)
    mark = look.find(f"{W}rPr/{W}vanish") if look is not None else None
    return is_on(mark) and next(paragraph.iter(f"{W}r"), None) is None


def told_of_hidden(left: list[Left]) -> Found | None:
    """What its author is told of hidden words."""
    if not left:
        return None
    return Found(
        "hidden_text",
        "look",
        f"There were hidden words in {times(len(left), 'place')}: {places(left)}. "
        "They are not in the imported text.",
        "You do not need to do anything here. Remove them in Word before you give the file itself to anyone.",
    )


def unseen(trees: list[etree._Element], looks: Looks) -> list[Found]:
    """Words that are in the text but cannot be seen in Word: by colour, under black, too small."""
    seen: dict[str, list[Left]] = {}
    for tree in trees:
        for run in tree.iter(f"{W}r"):
            words = words_of(run)
            if words and (kind := _unseen(run, looks)):
                seen.setdefault(kind, []).append(Left(kind, words, place_of(run)))
    return [
        Found(
            "hidden_text",
            "look",
            f"{kind}, but are in the text: “{left[0].words[:80]}”, {places(left)}.",
            "Check the text. Remove the words in Word if they should not be read.",
            discloses=True,
        )
        for kind, left in seen.items()
    ]


def _unseen(run: etree._Element, looks: Looks) -> str:
    """Why the words of a run cannot be seen, or nothing."""
    size = looks.of_run(run, "sz")
    if value(size).isdecimal() and int(value(size)) < TINY:
        return "Words in very small letters cannot be read in the Word file"
    if is_on(looks.of_run(run, "webHidden")) and next(run.iterancestors(f"{W}hyperlink"), None) is None:
        return "Words are set as hidden on web pages"
    own = looks.of_run(run, "color")
    colour = _text_colour(own)
    behind, is_own = _behind(run, looks)
    if colour is None:
        # What has no colour of its own turns white on a dark ground, but not always under a dark mark.
        return (
            "Words blacked out in the Word file can still be read" if is_own and _light(behind) < 0.06 else ""
        )
    if _contrast(colour, behind) >= LEAST_CONTRAST:
        return ""
    if _light(behind) < 0.06:
        return "Words blacked out in the Word file can still be read"
    return "Words in white cannot be seen in the Word file"


def _text_colour(own: etree._Element | None) -> str | None:
    if own is None:
        return None
    theme = THEME.get(own.get(f"{W}themeColor", ""))
    if theme is not None and own.get(f"{W}themeTint") is None and own.get(f"{W}themeShade") is None:
        return theme
    return value(own) if _COLOUR.fullmatch(value(own)) else None


def _behind(run: etree._Element, looks: Looks) -> tuple[str, bool]:
    """The colour behind a run, and whether it is the run's own: a mark, then paragraph, cell, box, table."""
    mark = NAMED.get(value(looks.of_run(run, "highlight")))
    if mark or (mark := _fill(looks.of_run(run, "shd"))):
        return mark, True
    paragraph = next(run.iterancestors(f"{W}p"), None)
    if paragraph is not None and (fill := _fill(looks.set_in(paragraph, "shd"))):
        return fill, False
    return next(_grounds(run, looks), WHITE), False


def _grounds(run: etree._Element, looks: Looks) -> Iterator[str]:
    for each in run.iterancestors():
        if each.tag == f"{W}tc" and (fill := _fill(each.find(f"{W}tcPr/{W}shd"))):
            yield fill
        elif each.tag == f"{W}tbl":
            if fill := _fill(each.find(f"{W}tblPr/{W}shd")) or _of_table_style(each, run, looks):
                yield fill
        elif etree.QName(each).localname in ("wsp", "shape", "rect", "roundrect", "sp"):
            if fill := _of_box(each):
                yield fill
        elif each.tag == f"{W}document" and (page := each.find(f"{W}background")) is not None:
            given = page.get(f"{W}color", "")
            if _COLOUR.fullmatch(given):
                yield given


def _of_table_style(table: etree._Element, run: etree._Element, looks: Looks) -> str:
    """The darkest ground that a table's style gives, to the table or to rows and columns that stand out."""
    fills: list[str] = []
    for style in looks.chain(value(table.find(f"{W}tblPr/{W}tblStyle"))):
        fills += [fill for each in style.iter(f"{W}shd") if (fill := _fill(each))]
    return min(fills, key=_light, default="")


def _of_box(shape: etree._Element) -> str:
    """The colour that a box is filled with; one filled from the theme or with a picture counts as dark."""
    given = str(shape.get("fillcolor", "")).split(" ")[0].lstrip("#")
    if shape.get("fillcolor"):
        return given if _COLOUR.fullmatch(given) else NAMED.get(given, "808080")
    for part in shape:
        if isinstance(part.tag, str) and etree.QName(part).localname == "spPr":
            for fill in part:
                name = etree.QName(fill).localname
                if name in ("solidFill", "gradFill", "blipFill", "pattFill"):
                    own = next((each.get("val", "") for each in fill if each.get("val")), "")
                    return own if _COLOUR.fullmatch(own) else THEME.get(own, "808080")
    return ""


def _fill(shading: etree._Element | None) -> str:
    """The colour of a shading, or nothing where it has none; one from the theme counts as dark."""
    if shading is None:
        return ""
    if value(shading) == "solid":
        # The whole ground is drawn in the colour of the pattern.
        pattern = shading.get(f"{W}color", "")
        return pattern if _COLOUR.fullmatch(pattern) else BLACK
    fill = str(shading.get(f"{W}fill", ""))
    if _COLOUR.fullmatch(fill):
        return fill
    theme = shading.get(f"{W}themeFill", "")
    return THEME.get(theme, "808080") if theme else ""


def _light(colour: str) -> float:
    """How light a colour is, from 0 for black to 1 for white."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)
