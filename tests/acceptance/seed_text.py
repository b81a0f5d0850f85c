"""Reads the real papers beside the project at test time; no sentence of theirs is kept here."""

import html
import re
import unicodedata

from tests.conftest import seeds

BLANK_LEAF = "This page is intentionally left blank"
NUMBERED = re.compile(r"^\s*(?:- )?(\d+)\.\s+(\S.*)$")
ROMAN = re.compile(r"^\s*(?:- )?\(([ivxl]+)\)\s+(\S.*)$")
BULLET = re.compile(r"^\s*- (\S.*)$")
HEADING = re.compile(r"^#+\s+(.*)$")


def seed(number: str) -> str:
    """The whole text of one seed, such as "004"."""
    return next(seeds().glob(f"{number}_*.txt")).read_text(encoding="utf-8")


def words(text: str) -> str:
    """The text as its bare words: one space, plain quotes and hyphens, no markup, so that layouts compare."""
    text = unicodedata.normalize("NFKC", html.unescape(re.sub(r"<[^>]+>", "", text)))
    text = text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"')
    text = re.sub(r"[‐‑‒–—]", "-", text).replace("**", "")
    return re.sub(r"\s+", " ", text).strip()


def bare(text: str) -> str:
    """The words without any space at all: a PDF breaks lines where it likes."""
    return re.sub(r"[\s­]+", "", words(text)).replace("-", "")


def plain_line(line: str) -> str:
    """One line of a seed without its markup."""
    line = re.sub(r"</?(u|sup|b)>", "", line)
    return re.sub(r"\*\*", "", line).strip().lstrip("#").strip()


def between(text: str, start: str, end: str | None) -> str:
    """What stands between two passages, without them."""
    first = text.index(start) + len(start)
    return text[first : text.index(end, first) if end else len(text)]


def in_order(haystack: str, needles: list[str]) -> list[str]:
    """The needles that are not found one after the other; empty when all are there in order."""
    found, missing = 0, []
    for needle in needles:
        at = haystack.find(bare(needle), found)
        if at < 0:
            missing.append(needle)
        else:
            found = at + len(bare(needle))
    return missing


Block = tuple[str, str]


def blocks(text: str) -> list[Block]:
    """A stretch of a seed as (kind, words): h heading, n numbered paragraph, i roman point, b bullet, t text.

    A numbered paragraph whose number was lost in the copy (the count jumps) is still a numbered paragraph.
    """
    found: list[Block] = []
    numbers: list[int] = []
    for raw in join_broken(text.split("\n")):
        if match := HEADING.match(raw.strip()):
            if plain_line(match[1]).isdigit():
                continue
            block = ("h", plain_line(match[1]))
        else:
            block = _block(raw)
        found.append(block)
        numbers.append(int(NUMBERED.match(raw)[1]) if block[0] == "n" else 0)  # type: ignore[index]
    return _with_lost_numbers(found, numbers)


def _block(raw: str) -> Block:
    if (match := NUMBERED.match(raw)) and not raw.startswith(" "):
        return "n", plain_line(match[2])
    if match := ROMAN.match(raw):
        return "i", plain_line(match[2])
    if match := NUMBERED.match(raw):
        return "b", plain_line(match[2])
    if match := BULLET.match(raw):
        return ("b" if raw.startswith(" ") else "u"), plain_line(match[1])
    return "t", plain_line(raw)


def _with_lost_numbers(found: list[Block], numbers: list[int]) -> list[Block]:
    """Turn an unindented bullet into a numbered paragraph where the count says that one is missing."""
    last, mended = 0, []
    for place, (kind, text) in enumerate(found):
        following = next((number for number in numbers[place:] if number), 0)
        if kind == "u":
            kind = "n" if last and following > last + 1 else "b"
            last += kind == "n"
        last = numbers[place] or last
        mended.append((kind, text))
    return mended


def as_html(found: list[Block]) -> str:
    """Blocks as the editor would give them: numbered paragraphs are one list, points stand under the last."""
    out: list[str] = []
    top = sub = ""

    def close_sub() -> None:
        nonlocal sub
        if sub:
            out.append(f"</li></{sub[:2]}>" if sub else "")
            sub = ""

    def close_top() -> None:
        nonlocal top
        close_sub()
        if top:
            out.append("</li></ol>")
            top = ""

    for kind, text in found:
        line = html.escape(text, quote=False)
        if kind == "n":
            close_sub()
            out.append("</li>" if top else "<ol>")
            out.append(f"<li><p>{line}</p>")
            top = "ol"
        elif kind in "ib":
            opened = 'ol type="i"' if kind == "i" else "ul"
            if sub == opened:
                out.append("</li>")
            else:
                close_sub()
                out.append(f"<{opened}>")
                sub = opened
            out.append(f"<li><p>{line}</p>")
        else:
            close_top()
            out.append(f"<h2>{line}</h2>" if kind == "h" else f"<p>{line}</p>")
    close_top()
    return "".join(out)


def join_broken(lines: list[str]) -> list[str]:
    """Lines without blanks, a sentence that a page break cut rejoined with its first half."""
    joined: list[str] = []
    for line in (line.rstrip() for line in lines if line.strip() and not line.startswith("---")):
        if re.match(r"^[a-z]", line) and joined and not joined[-1].endswith((".", ":", ";")):
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    return joined
