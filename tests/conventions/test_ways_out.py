"""Each way on which words leave is in the one list of ways out: the code is read for them."""

import ast
from collections.abc import Iterator

import pytest

from foundation.library.models import Publication
from meetings.restricted.ways_out import UNUSED_KINDS, WAYS
from tests.conventions.plan import code_files, dotted_name, parsed, room_of, tree

# Calls by which words leave, as they are written.
LEAVES_BY = {
    "library.publish",
    "library.announce",
    "library.withdraw",
    "outbox.send",
    "post",
    "strangers.ask",
    "to_docx",
    "word_out.to_docx",
    "word_file",
    "word_files",
    "word_out.word_file",
    "word_out.word_files",
    "word_answer",
    "tell_live",
    "zipfile.ZipFile",
}
LETTERS = {"outbox.send", "post", "strangers.ask"}
ASKS = {"require_no_leak", "require_nothing_restricted", "post"}
# The doors themselves, the makers of Word files and archives, and what reads them.
DOORS = ("foundation.", "meetings.restricted.posting.")


def called(node: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            yield ast.unparse(each.func), each


def leaving(module: str, parsed: ast.Module) -> set[str]:
    """The functions of a module in which words leave; of e-mails those that other modules call."""
    own = {each.name: each for each in parsed.body if isinstance(each, ast.FunctionDef)}
    direct = {name for name, node in own.items() for call, _ in called(node) if call in LEAVES_BY}
    letters = {name for name, node in own.items() for call, _ in called(node) if call in LETTERS}
    found = direct - {name for name in letters if name.startswith("_")}
    reached = {name for name in letters if name.startswith("_")}
    while reached:
        callers = {
            name
            for name, node in own.items()
            for call, _ in called(node)
            if call in reached and name not in reached
        }
        found |= {name for name in callers if not name.startswith("_")}
        reached = {name for name in callers if name.startswith("_")}
    return {f"{module}.{name}" for name in found if room_of(module)}


def in_code() -> set[str]:
    every = {name for path in code_files() for name in leaving(dotted_name(path), tree(path))}
    return {name for name in every if not name.startswith(DOORS)}


def test_every_way_on_which_words_leave_is_in_the_list() -> None:
    listed = {name for way in WAYS.values() for name in way.made_by}
    missing, gone = in_code() - listed, listed - in_code()
    assert (missing, gone) == (set(), set()), (
        "Put it into meetings/restricted/ways_out.py and let it ask the search."
    )


def test_every_kind_of_publication_is_in_the_list() -> None:
    listed = {kind for way in WAYS.values() for kind in way.kinds}
    assert listed | UNUSED_KINDS == set(Publication.Kind)
    assert listed & UNUSED_KINDS == set()


def test_each_way_out_asks_the_search_under_its_name() -> None:
    asked = set()
    for path in code_files():
        for call, node in called(tree(path)):
            if call in ASKS:
                given = [each.value for each in node.keywords if each.arg == "way"] or node.args[:1]
                asked |= {each.value for each in given if isinstance(each, ast.Constant)}
    assert asked == {way.key for way in WAYS.values() if not way.only_public}


def test_no_e_mail_about_the_business_of_a_body_goes_past_the_door_that_asks() -> None:
    past = {
        dotted_name(path)
        for path in code_files()
        for call, _ in called(tree(path))
        if call == "outbox.send" and (room_of(dotted_name(path)) or "").split(".")[0] != "foundation"
    }
    accounts = {name.rpartition(".")[0] for name in WAYS["mail_accounts"].made_by}
    assert past - accounts == {"meetings.restricted.posting", "meetings.despatch.actions.despatching"}


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("def told(x):\n    _send(x)\n\ndef _send(x):\n    post('mail_authors', x)", {"told"}),
        ("def told(x):\n    _to(x)\n\ndef _to(x):\n    _by(x)\n\ndef _by(x):\n    outbox.send(x)", {"told"}),
        ("def out(x):\n    library.publish(kind='feed')", {"out"}),
        ("def _file(x):\n    return to_docx(x)", {"_file"}),
        ("def _kept(x):\n    return word_answer(x)", {"_kept"}),
        ("def quiet(x):\n    return x", set()),
    ],
)
def test_a_new_way_is_noticed(source: str, found: set[str]) -> None:
    assert leaving("meetings.new", parsed(source)) == {f"meetings.new.{name}" for name in found}
