"""Inside a room, too, imports and addresses point to the left, and no files import each other in a ring."""

import ast

import pytest

from tests.conventions.inside import ring, upward_addresses, upward_imports
from tests.conventions.plan import PACKAGES, ROOMS, ROOT, code_files, dotted_name, parsed, tree

# What Django and the worker look for at the root of a room.
MUST_LIE_LOOSE = {"__init__.py", "apps.py", "jobs.py", "models.py"}
# A room’s own face: its addresses, what it gives to those above, and the acts they may call.
FACE = {"urls.py", "providers.py", "actions.py", "phrases.py"}
# Printed documents stand together; each belongs to the room whose class it prints.
PRINTED = "documents"


rooms = pytest.mark.parametrize("room", PACKAGES)


def modules(room: str) -> dict[str, ast.Module]:
    folder = ROOT / room.replace(".", "/")
    return {dotted_name(path): tree(path) for path in code_files() if path.is_relative_to(folder)}


@rooms
def test_each_package_imports_only_what_stands_to_its_left(room: str) -> None:
    assert upward_imports(room, modules(room), PACKAGES[room]) == []


@pytest.mark.parametrize("room", sorted(ROOMS))
def test_no_files_import_each_other_in_a_ring(room: str) -> None:
    assert ring(modules(room)) == []


@rooms
def test_no_module_lies_loose(room: str) -> None:
    loose = {path.name for path in (ROOT / room.replace(".", "/")).glob("*.py")}
    assert loose - MUST_LIE_LOOSE - FACE == set()


@rooms
def test_addresses_in_templates_of_a_package_point_left(room: str) -> None:
    label = room.split(".")[-1]
    folder = ROOT / "templates" / label
    pages = {
        path.relative_to(folder).as_posix(): path.read_text()
        for path in folder.rglob("*.html")
        if label != PRINTED
    }
    assert upward_addresses(room, modules(room), pages, PACKAGES[room]) == []


# A made-up room.
ORDER = "models < votes | papers < minutes"
SOUND = {
    "room": "from room.minutes.rules import read",
    "room.models": "",
    "room.votes.rules": "from room import models",
    "room.votes.urls": "patterns = [path('votes/', votes, name='votes')]",
    "room.papers.rules": "if TYPE_CHECKING:\n    from room.minutes import rules",
    "room.minutes.rules": "from room.papers import rules\nfrom room.votes.rules import carried",
    "room.minutes.urls": "patterns = [path('minutes/', minutes, name='minutes')]",
}


def made_up(**changed: str) -> dict[str, ast.Module]:
    sources = SOUND | {f"room.{name.replace('__', '.')}": source for name, source in changed.items()}
    return {name: parsed(source) for name, source in sources.items()}


def test_a_room_in_order_has_nothing_wrong() -> None:
    assert upward_imports("room", made_up(), ORDER) == []
    assert ring(made_up()) == []


@pytest.mark.parametrize(
    ("module", "source", "wrong"),
    [
        (
            "votes__rules",
            "from room.minutes.rules import read",
            "room.votes.rules:1 imports room.minutes.rules",
        ),
        ("votes__rules", "from room.minutes import rules", "room.votes.rules:1 imports room.minutes.rules"),
        ("votes__rules", "import room.minutes.rules", "room.votes.rules:1 imports room.minutes.rules"),
        (
            "votes__rules",
            "def f():\n    import room.minutes.rules",
            "room.votes.rules:2 imports room.minutes.rules",
        ),
        ("votes__rules", "def f():\n    from room import read", "room.votes.rules:2 imports room"),
        ("votes__rules", "from room.papers import rules", "room.votes.rules:1 imports room.papers.rules"),
        ("models", "from room.votes import rules", "room.models:1 imports room.votes.rules"),
        ("models", "if x:\n    from room.votes import rules", "room.models:2 imports room.votes.rules"),
    ],
)
def test_an_upward_import_is_caught(module: str, source: str, wrong: str) -> None:
    assert upward_imports("room", made_up(**{module: source}), ORDER) == [f"{wrong}: {ORDER}"]


def test_a_package_without_a_place_is_caught() -> None:
    assert upward_imports("room", made_up(loose=""), ORDER) == [f"loose has no place in: {ORDER}"]


@pytest.mark.parametrize(
    ("module", "source", "found"),
    [
        ("votes__cast", "from room.votes import tellers", ["room.votes.cast", "room.votes.tellers"]),
        ("votes__cast", "def f():\n    import room.votes.tellers", ["room.votes.cast", "room.votes.tellers"]),
        ("votes__cast", "from room.votes import rules", []),
    ],
)
def test_a_ring_of_two_files_is_caught(module: str, source: str, found: list[str]) -> None:
    room = made_up(votes__tellers="from room.votes.cast import count", **{module: source})
    assert sorted(set(ring(room))) == found
    assert upward_imports("room", room, ORDER) == []


def test_a_ring_of_three_files_is_told_in_its_order() -> None:
    room = made_up(
        votes__a="import room.votes.b", votes__b="import room.votes.c", votes__c="import room.votes.a"
    )
    found = ring(room)
    assert found[0] == found[-1]
    assert {(one[-1], other[-1]) for one, other in zip(found, found[1:], strict=False)} == {
        ("a", "b"),
        ("b", "c"),
        ("c", "a"),
    }


@pytest.mark.parametrize(
    ("page", "text", "wrong"),
    [
        ("votes/vote.html", "{% url 'room:votes' %}", []),
        ("minutes/page.html", '<a href="{% url "room:votes" pk=1 %}">', []),
        (
            "votes/vote.html",
            "<p>\n{% url 'room:minutes' %}",
            [f"votes/vote.html:2 leads by url to minutes of minutes: {ORDER}"],
        ),
        ("votes/vote.html", "{% onward 'room:minutes' %}", []),
        (
            "minutes/page.html",
            "{% onward 'room:votes' pk %}",
            [f"minutes/page.html:1 leads by onward to votes of votes: {ORDER}"],
        ),
        ("loose.html", "{% url 'room:votes' %}", ["loose.html:1 leads to votes: one of them has no package"]),
        (
            "votes/vote.html",
            "{% url 'room:gone' %}",
            ["votes/vote.html:1 leads to gone: one of them has no package"],
        ),
        ("votes/vote.html", "{% url 'panels:body' %}", []),
    ],
)
def test_an_upward_address_is_caught(page: str, text: str, wrong: list[str]) -> None:
    assert upward_addresses("room", made_up(), {page: text}, ORDER) == wrong
