"""The plan of the rooms, as the tests read it."""

import ast
import gc
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Each room imports only what stands before it. What `|` parts stands beside each other.
ORDER = (
    "foundation.history < foundation.ui < foundation.accounts < foundation.jobs < foundation.documents"
    " < foundation.library < panels < meetings < partnerships | scrutiny < config"
)
# The same inside a room, for its packages and for what must lie at its root.
PACKAGES = {
    "foundation.documents": (
        "processes | models < store < pdf < text < saving | search < layout < packing | vetting < word"
        " < incoming < child | jobs | phrases | apps | management"
    ),
    "meetings": (
        "models < common < wording < restricted < public < statements < attendance < votes < minutes <"
        " papers < confirming < ledger < packs < withholding < agenda < publishing < supplements <"
        " despatch < planning < matters < before < day < practice < actions | providers | jobs | urls"
        " | templatetags | phrases < apps"
    ),
}


def places(order: str) -> dict[str, int]:
    """Where each name of an order stands, from the left; names beside each other share a place."""
    return {name: place for place, names in enumerate(order.split(" < ")) for name in names.split(" | ")}


ROOMS = places(ORDER)
# An app's label is the last part of its room's name.
LABELS = {room.split(".")[-1]: room for room in ROOMS}


def room_of(dotted: str) -> str | None:
    """The room a dotted name belongs to, or None for a library."""
    return next((room for room in ROOMS if dotted == room or dotted.startswith(room + ".")), None)


def may_lead(source: str, target: str, standing: Mapping[str, int]) -> bool:
    """True when the target stands to the left of the source, or is the source itself."""
    return source == target or standing[target] < standing[source]


def imports_of(module: ast.Module, *, for_types: bool = True) -> Iterator[tuple[int, str]]:
    """Every imported name with its line, also inside functions; on request without those for types alone."""
    left_out = {
        id(each)
        for node in ast.walk(module)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING") and not for_types
        for branch in node.body
        for each in ast.walk(branch)
    }
    for node in ast.walk(module):
        if id(node) in left_out:
            continue
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


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
