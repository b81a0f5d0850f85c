"""Plain text as people type it: a blank line ends a paragraph, a hyphen or a star begins a point."""

import re
from dataclasses import dataclass, field

_POINT = re.compile(r"^\s*[-*•–]\s+")


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, and the points that stand under it."""

    text: str
    points: list[str] = field(default_factory=list)


def blocks(text: str) -> list[Block]:
    """The paragraphs of a typed text, each with the points below it; line breaks inside one are joined."""
    found: list[Block] = []
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        lead, points = _split(part)
        if points and not lead and found:
            found[-1] = Block(found[-1].text, [*found[-1].points, *points])
        elif lead or points:
            found.append(Block(lead, points))
    return found


def _split(part: str) -> tuple[str, list[str]]:
    """The words before the first point, and the points."""
    lead: list[str] = []
    points: list[str] = []
    for line in filter(str.strip, part.split("\n")):
        if _POINT.match(line):
            points.append(_POINT.sub("", line).strip())
        elif points:
            points[-1] = f"{points[-1]} {line.strip()}"
        else:
            lead.append(line.strip())
    return " ".join(lead), points
