"""Programs that tests hand to other processes stand in strings, where types are not checked: imports are."""

import ast
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from tests.conventions.plan import ROOMS, ROOT, parsed, tree, where

OURS = ("tests", *(room.partition(".")[0] for room in ROOMS))


def programs(source: ast.Module) -> Iterator[tuple[int, ast.Module]]:
    """The programs in the strings of a module that import something of ours, with their lines."""
    for each in ast.walk(source):
        if isinstance(each, ast.Constant) and isinstance(each.value, str) and "\nfrom " in each.value:
            try:
                yield each.lineno, parsed(each.value)
            except SyntaxError:
                continue


def missing(program: ast.Module) -> Iterator[str]:
    """What a program imports of ours that is not there."""
    for each in ast.walk(program):
        if isinstance(each, ast.ImportFrom) and each.module and each.module.partition(".")[0] in OURS:
            module = import_module(each.module)
            found = {name.name for name in each.names if name.name != "*" and not hasattr(module, name.name)}
            yield from (name for name in sorted(found) if not is_module(f"{each.module}.{name}"))


def is_module(name: str) -> bool:
    """True for a module of ours."""
    path = ROOT / name.replace(".", "/")
    return path.with_suffix(".py").exists() or (path / "__init__.py").exists()


def test_what_programs_in_strings_import_is_there() -> None:
    found = [
        f"{where(path, line)} imports {name}"
        for path in sorted((ROOT / "tests").rglob("*.py"))
        if path != Path(__file__)
        for line, program in programs(tree(path))
        for name in missing(program)
    ]
    assert found == []


def test_an_import_that_went_elsewhere_is_caught() -> None:
    source = parsed('PROGRAM = """\nfrom tests.builders.meetings import london, make_panel\n"""')
    assert [name for _, program in programs(source) for name in missing(program)] == ["make_panel"]
