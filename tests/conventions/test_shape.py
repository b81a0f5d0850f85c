"""Small functions, small files, thin views, and no hidden flow."""

import ast
import re

from tests.conventions.plan import ROOT, code_files, dotted_name, room_of, templates, tree, where

FUNCTION_LINES, FILE_LINES, TEMPLATE_LINES = 50, 460, 150
CLOCK = {"now", "today", "localdate", "localtime", "utcnow"}
# Where the clock may be read: what starts an act. Everything else gets the time as a parameter.
MAY_READ_THE_CLOCK = re.compile(
    r"(^|\.)(views|actions|jobs|policies|providers|context|commands|models|middleware|lifecycles|library\.publishing|"
    r"queue|outbox|events|links|reactions|home|setup|demo|templatetags|shared_cache|hands_off|alerts|said)(\.|$)"
)

# Where a machine's own clock decides nothing: see foundation/history/clock.py.
GOES_BY_THE_ONE_CLOCK = re.compile(
    r"foundation\.jobs\..*|foundation\.library\.jobs|meetings\.jobs|foundation\.history\.events|foundation\.library\.publishing|"
    r"meetings\.(restricted\.alerts|packs\.actions\.building|publishing\.actions\.publishing|public\.actions\.answering|"
    r"despatch\.actions\.scheduling|supplements\.actions\.(building|publishing))"
)


def test_no_function_is_longer_than_fifty_lines() -> None:
    wrong = [
        f"{where(path, node.lineno)} {node.name}: {length} lines"
        for path in code_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert wrong == []


def test_no_name_or_title_loses_its_capitals() -> None:
    # What somebody typed is printed as they typed it. File names are compared without case.
    typed = re.compile(r"\b(?!file\b)\w+\.(name|title|printed_name)\.lower\(\)")
    wrong = [
        where(path, number)
        for path in code_files()
        if room_of(dotted_name(path)) != "foundation.documents"
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if typed.search(line)
    ]
    assert wrong == []


def test_no_file_is_longer_than_four_hundred_and_sixty_lines() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in code_files()
        if (count := len(path.read_text().splitlines())) > FILE_LINES
    ]
    assert wrong == []


def test_no_template_is_longer_than_a_hundred_and_fifty_lines() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {count}"
        for path in templates()
        if (count := len(path.read_text().splitlines())) > TEMPLATE_LINES
    ]
    assert wrong == []


def test_views_ask_models_in_their_own_words() -> None:
    wrong = [
        where(path, node.lineno)
        for path in code_files()
        if "views" in path.parts or path.stem == "views"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("filter", "exclude")
    ]
    assert wrong == []


def test_no_model_overrides_save_and_nothing_listens_to_signals() -> None:
    wrong = []
    for path in code_files():
        for node in ast.walk(tree(path)):
            is_model_file = "models" in path.parts or path.stem == "models"
            if isinstance(node, ast.FunctionDef) and is_model_file and node.name in ("save", "delete"):
                wrong.append(where(path, node.lineno))
            if isinstance(node, ast.ImportFrom) and (node.module or "").endswith("signals"):
                wrong.append(where(path, node.lineno))
    assert wrong == []


def test_an_act_is_refused_through_require_or_refuse() -> None:
    wrong = [
        where(path, node.lineno)
        for path in code_files()
        if dotted_name(path) != "foundation.history.findings"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Raise) and node.cause is None and "Refused(stopped(" in ast.unparse(node)
    ]
    assert wrong == []


def test_rules_and_documents_never_read_the_clock() -> None:
    wrong = []
    for path in code_files():
        name = dotted_name(path)
        if MAY_READ_THE_CLOCK.search(name) or room_of(name) is None:
            continue
        for node in ast.walk(tree(path)):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in CLOCK
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id in ("timezone", "date", "datetime", "clock")
                and not (node.func.attr == "localtime" and node.args)
            ):
                wrong.append(where(path, node.lineno))
    assert wrong == []


def test_what_the_worker_decides_and_writes_down_goes_by_the_one_clock() -> None:
    wrong = [
        where(path, node.lineno)
        for path in code_files()
        if GOES_BY_THE_ONE_CLOCK.fullmatch(dotted_name(path))
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCK
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in ("timezone", "date", "datetime")
        and not node.args
    ]
    assert wrong == []


def test_rules_know_no_database() -> None:
    wrong = [
        f"{where(path, node.lineno)} imports {node.module}"
        for path in code_files()
        # Wording is pure as rules are.
        if {"rules", "wording"} & {*path.parts, path.stem}
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        and node.module
        and (node.module.startswith("django.db") or node.module.split(".")[-1] == "objects")
    ]
    assert wrong == []


def test_migrations_are_named_and_in_one_line() -> None:
    wrong = []
    for folder in sorted(ROOT.glob("*/migrations")) + sorted(ROOT.glob("*/*/migrations")):
        if ".venv" in folder.parts:
            continue
        names = sorted(path.stem for path in folder.glob("0*.py"))
        numbers = [name[:4] for name in names]
        if len(set(numbers)) != len(numbers):
            wrong.append(f"{folder.relative_to(ROOT)} branches: {names}")
        wrong += [f"{folder.relative_to(ROOT)}/{name}" for name in names if "_auto_" in name]
    assert wrong == []
