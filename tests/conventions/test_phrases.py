"""Whatever the code records, the history can say as a whole sentence."""

import ast
from collections.abc import Iterator

from django.apps import apps

from foundation.accounts.roles import Role
from foundation.history.lifecycles import Lifecycle
from foundation.history.wording import PHRASES
from meetings.common import lifecycles as of_meetings
from meetings.models import DayEntry
from partnerships import lifecycles as of_partnerships
from scrutiny import lifecycles as of_scrutiny
from scrutiny.models import Consultee, Outcome, ScopeItem, Session, Witness
from tests.conventions.plan import code_files, parsed, where

# Functions whose first word in quotation marks is a verb of the history.
RECORDS = ("record", "record_for", "_record", "_recorded", "_tell", "_bring", "_end")


def recorded() -> Iterator[tuple[str, str]]:
    """Each verb that stands in the code as it is recorded, and where."""
    for path in code_files():
        module = parsed(path.read_text())
        if not any(
            isinstance(node, ast.Call) and ast.unparse(node.func) in RECORDS for node in ast.walk(module)
        ):
            continue
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in RECORDS:
                yield from ((each, where(path, node.lineno)) for each in verbs(node))
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "verb":
                yield from ((each, where(path, node.lineno)) for each in words(node.value) if " " in each)


def verbs(call: ast.Call) -> Iterator[str]:
    """The verb of a call: the first argument that is, or chooses between, words alone."""
    for each in call.args:
        if found := list(words(each)):
            yield from found
            return


def words(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*words(node.body), *words(node.orelse))


def test_every_verb_in_the_code_has_its_phrase() -> None:
    found = list(recorded())
    assert len(found) > 150
    assert [f"{place}: “{verb}”" for verb, place in found if verb not in PHRASES] == []


def test_every_move_of_a_lifecycle_has_its_phrase() -> None:
    every = [
        each
        for module in (of_meetings, of_partnerships, of_scrutiny)
        for each in vars(module).values()
        if isinstance(each, Lifecycle)
    ]
    verbs = [f"{each.name} {move.past}" for each in every for move in each.moves.values()]
    assert [verb for verb in verbs if verb not in PHRASES] == []


def test_every_verb_that_is_put_together_has_its_phrase() -> None:
    kind = apps.get_model("library", "Publication")._meta.get_field("kind")
    kinds = [str(label).lower() for _, label in kind.flatchoices]
    parts = [str(each._meta.verbose_name) for each in (ScopeItem, Outcome, Consultee, Session, Witness)]
    verbs = [
        *(f"{kind} {done}" for kind in kinds for done in ("published", "withdrawn")),
        *(f"recorded: {kind.label.lower()}" for kind in DayEntry.Kind),
        *(f"{part} {done}" for part in parts for done in ("added", "changed", "moved", "dropped")),
        *(f"{r.label} {done}" for r in (Role.CSP_OFFICER, Role.CSP_CHAIR) for done in ("recorded", "ended")),
        *(f"{kind} changed" for kind in ("council", "person", "venue")),
    ]
    assert [verb for verb in verbs if verb not in PHRASES] == []


def test_each_phrase_is_in_the_past_tense_and_names_no_one() -> None:
    odd = [each for each in PHRASES.values() if each[0].isupper() or each.endswith(".") or ":" in each]
    assert odd == []
