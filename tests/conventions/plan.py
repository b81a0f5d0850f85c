"""The plan of the rooms, as the tests read it."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Each room imports only what stands before it. `partnerships` and `scrutiny` stand beside each other.
ROOMS = [
    "foundation.history",
    "foundation.ui",
    "foundation.accounts",
    "foundation.jobs",
    "foundation.documents",
    "foundation.library",
    "panels",
    "meetings",
    "partnerships",
    "scrutiny",
    "config",
]
BESIDE = {("partnerships", "scrutiny"), ("scrutiny", "partnerships")}
SENTENCE = (
    "history < ui < accounts < jobs < documents < library < panels < meetings"
    " < partnerships | scrutiny < config"
)
# An app's label is the last part of its room's name.
LABELS = {room.split(".")[-1]: room for room in ROOMS}


def room_of(dotted: str) -> str | None:
    """The room a dotted name belongs to, or None for a library."""
    return next((room for room in ROOMS if dotted == room or dotted.startswith(room + ".")), None)


def may_import(importer: str, imported: str) -> bool:
    """True when the imported room stands to the left of the importer, or is the importer itself."""
    if importer == imported:
        return True
    return (importer, imported) not in BESIDE and ROOMS.index(imported) < ROOMS.index(importer)


def code_files() -> Iterator[Path]:
    """Every Python file of ours that is not a test or a migration."""
    for room in sorted({room.split(".")[0] for room in ROOMS}):
        for path in sorted((ROOT / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def templates() -> Iterator[Path]:
    """Every template of ours."""
    yield from sorted((ROOT / "templates").rglob("*.html"))


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return parsed(path.read_text())


def parsed(source: str) -> ast.Module:
    """The syntax tree of a source; the one place where the tests parse."""
    # Python 3.11 loses count of its depth when collecting garbage runs other code half-way through this.
    gc.disable()
    try:
        return ast.parse(source)
    finally:
        gc.enable()


def dotted_name(path: Path) -> str:
    """The module name of a file."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def where(path: Path, line: int) -> str:
    """File and line, as an editor opens it."""
    return f"{path.relative_to(ROOT)}:{line}"
