"""The order inside a room, read from sources: what points upward, and what runs in a ring."""

import ast
import re
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter

from tests.conventions.plan import imports_of, may_lead, places

# The modules of a room by their dotted names.
Modules = Mapping[str, ast.Module]
# `onward` says that a link leads on to a later package; it knows no more of it than its address.
ADDRESS = re.compile(r"{%\s*(url|onward)\s+['\"](\w+):(\w+)['\"]")


def package_of(room: str, module: str) -> str:
    """The first part of a module's name below its room; nothing for the room's own face."""
    return module[len(room) + 1 :].split(".")[0]


def arrows(modules: Modules) -> Iterator[tuple[str, int, str]]:
    """Each import of one of these modules by another, with its line."""
    for importer, source in modules.items():
        for line, name in imports_of(source, for_types=False):
            # The name itself, where it is a module, or else whatever it is taken from.
            while name not in modules and "." in name:
                name = name.rpartition(".")[0]
            if name in modules and name != importer:
                yield importer, line, name


def upward_imports(room: str, modules: Modules, order: str) -> list[str]:
    """The imports that point to the right, and the packages that the order does not name."""
    # The face of a room hands on what its packages hold, so it stands above all of them.
    standing = {**places(order), "": len(order)}
    homeless = {name for module in modules if (name := package_of(room, module)) not in standing}
    return [f"{name} has no place in: {order}" for name in sorted(homeless)] + [
        f"{importer}:{line} imports {imported}: {order}"
        for importer, line, imported in arrows(modules)
        if not homeless & {source := package_of(room, importer), target := package_of(room, imported)}
        and not may_lead(source, target, standing)
    ]


def ring(modules: Modules) -> list[str]:
    """The first ring of files that import each other, from one of them back to it; nothing without one."""
    imported: dict[str, set[str]] = {module: set() for module in modules}
    for source, _, target in arrows(modules):
        imported[source].add(target)
    try:
        TopologicalSorter(imported).prepare()
    except CycleError as error:
        return list(reversed(error.args[1]))
    return []


def address_names(room: str, modules: Modules) -> dict[str, str]:
    """The package of each named address: that whose `urls` defines it."""
    return {
        str(keyword.value.value): package_of(room, module)
        for module, source in modules.items()
        if "urls" in module.split(".")
        for call in ast.walk(source)
        if isinstance(call, ast.Call)
        for keyword in call.keywords
        if keyword.arg == "name" and isinstance(keyword.value, ast.Constant)
    }


def upward_addresses(room: str, modules: Modules, pages: Mapping[str, str], order: str) -> list[str]:
    """The `{% url %}` of a room's templates, by their paths below its folder, that lead to the right.

    And each `{% onward %}` that does not.
    """
    standing, names, label = places(order), address_names(room, modules), room.split(".")[-1]
    wrong = []
    for page, text in pages.items():
        package = page.split("/")[0]
        for number, line in enumerate(text.splitlines(), 1):
            for tag, other, name in ADDRESS.findall(line):
                if other != label:
                    continue
                if name not in names or package not in standing:
                    wrong.append(f"{page}:{number} leads to {name}: one of them has no package")
                elif may_lead(package, names[name], standing) != (tag == "url"):
                    wrong.append(f"{page}:{number} leads by {tag} to {name} of {names[name]}: {order}")
    return wrong
