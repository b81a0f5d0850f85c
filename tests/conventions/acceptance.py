"""Writes docs/acceptance.md anew from the marks on the tests: `python -m tests.conventions.acceptance`."""

import ast
import re
from collections import defaultdict
from pathlib import Path

from tests.conventions.plan import ROOT, tree

PAGE = ROOT / "docs" / "acceptance.md"
ROW = re.compile(r"^\| ([SVR]\d?-?\d+) \| (.*) \| (.*) \|$")
MOST_NAMES = 4


def marked_points(path: Path) -> dict[str, list[str]]:
    """Point to the tests of one file that carry its mark, as `folder/file::test`."""
    found: dict[str, list[str]] = defaultdict(list)
    for node in ast.walk(tree(path)):
        if not isinstance(node, ast.FunctionDef):
            continue
        for mark in node.decorator_list:
            if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.shows":
                for point in (ast.literal_eval(argument) for argument in mark.args):
                    found[point].append(f"{path.relative_to(ROOT / 'tests')}::{node.name}")
    return found


def all_points() -> dict[str, list[str]]:
    """Every marked point of the whole suite."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for point, names in marked_points(path).items():
            found[point] += names
    return found


def page(points: dict[str, list[str]]) -> str:
    """The page as it should read now; what each point asks is kept."""
    lines = []
    for line in PAGE.read_text().splitlines():
        if match := ROW.match(line):
            names = points.get(match[1], [])
            shown = "<br>".join(f"`{name}`" for name in names[:MOST_NAMES])
            line = f"| {match[1]} | {match[2]} | {shown or 'later'} |"
        lines.append(line)
    return "\n".join(lines) + "\n"


def listed() -> set[str]:
    """The points the page lists."""
    return {match[1] for line in PAGE.read_text().splitlines() if (match := ROW.match(line))}


if __name__ == "__main__":
    PAGE.write_text(page(all_points()))
