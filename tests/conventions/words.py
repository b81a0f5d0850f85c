"""The words people read, for the patterns of docs/words.md to be looked for in them."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from foundation.history.wording import PHRASES
from tests.conventions.plan import ROOT, code_files, parsed

PAGE = ROOT / "docs" / "words.md"
# Python that no person reads the strings of, and people who write as people do.
LEFT_OUT = ("config/demo/",)
# A tag or a comment of a template, and a place that code fills.
TAG = re.compile(r"\{%\s*comment.*?endcomment\s*%\}|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<!--.*?-->", re.DOTALL)
NAME = re.compile(r"[\w-]+([.:/][\w-]+)+")
QUOTED = re.compile(r"\"([^\"]*)\"|'([^']*)'")
MARKUP = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"\b(?:alt|aria-label|title|placeholder|content)=\"([^\"]*)\"")
SCRIPT_STRING = re.compile(r"\"((?:[^\"\\\n]|\\.)*)\"|'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`")
SCRIPT_NOTE = re.compile(r"/\*.*?\*/|(?<![:\"'`\\])//[^\n]*", re.DOTALL)


@cache
def patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    """What is not written, and what is written in its place, as docs/words.md lists it."""
    block = PAGE.read_text().split("```patterns\n", 1)[1].split("\n```", 1)[0]
    rows = (row.rsplit("  # ", 1) for row in block.splitlines())
    return tuple((re.compile(pattern, re.IGNORECASE), instead) for pattern, instead in rows)


def found_in(words: str) -> list[str]:
    """Each match of a pattern in a piece of text, with what to write in its place."""
    return [
        f"“{match[0]}”: {instead}" for pattern, instead in patterns() for match in pattern.finditer(words)
    ]


def in_python(source: ast.Module) -> Iterator[tuple[int, str]]:
    """The strings of a module that a person reads, without what an f-string fills in.

    No docstrings, types, dotted names, nor verbs of the history, which are read as their phrases.
    """
    silent = {id(part) for node in _unread(source) for part in ast.walk(node)}
    for node in ast.walk(source):
        if isinstance(node, ast.JoinedStr):
            silent |= {id(part) for part in node.values}
            yield (
                node.lineno,
                "".join(str(part.value) if isinstance(part, ast.Constant) else "" for part in node.values),
            )
        elif isinstance(node, ast.Constant) and id(node) not in silent and _is_words(node.value):
            yield node.lineno, re.sub(r"\{[^}]*\}", "", str(node.value))


def _is_words(value: object) -> bool:
    """True for a string a person can read: no name of code, no verb of the history nor the end of one."""
    if not isinstance(value, str) or NAME.fullmatch(value):
        return False
    return not any(verb.endswith(value) for verb in PHRASES)


def _unread(source: ast.Module) -> Iterator[ast.AST]:
    """The docstrings and the types of a module, and the keys of its phrases."""
    for node in ast.walk(source):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            yield from (node.body[0],) if node.body and isinstance(node.body[0], ast.Expr) else ()
        for name in ("annotation", "returns"):
            if (kind := getattr(node, name, None)) is not None:
                yield kind
        if isinstance(node, ast.Dict):
            yield from (key for key in node.keys if isinstance(key, ast.Constant) and key.value in PHRASES)


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """The text of a template, what its tags quote but names of code, and what its attributes say aloud."""
    for number, line in enumerate(_same_lines(TAG, source).splitlines(), 1):
        yield number, " ".join(_same_lines(MARKUP, line).split())
    for tag in (*TAG.finditer(source), *SPOKEN.finditer(source)):
        if tag[0].startswith(("{#", "<!--", "{% comment")):
            continue
        at = source.count("\n", 0, tag.start()) + 1
        quoted = [tag[1]] if tag.re is SPOKEN else [one or other for one, other in QUOTED.findall(tag[0])]
        yield from ((at, TAG.sub("", words)) for words in quoted if NAME.fullmatch(words) is None)


def in_script(source: str) -> Iterator[tuple[int, str]]:
    """The strings of a script."""
    bare = _same_lines(SCRIPT_NOTE, source)
    for match in SCRIPT_STRING.finditer(bare):
        words = next(each for each in match.groups() if each is not None)
        yield bare.count("\n", 0, match.start()) + 1, re.sub(r"\$\{[^}]*\}", "", words)


def everything() -> Iterator[tuple[Path, int, str]]:
    """Every piece of text that a person can read, with its file and line."""
    for path in code_files():
        if not path.relative_to(ROOT).as_posix().startswith(LEFT_OUT):
            yield from ((path, *each) for each in in_python(parsed(path.read_text())))
    for path in sorted((*(ROOT / "templates").rglob("*.html"), *(ROOT / "templates").rglob("*.txt"))):
        yield from ((path, *each) for each in in_template(path.read_text()))
    for path in sorted((ROOT / "static").rglob("*.js")):
        if "govuk" not in path.parts:
            yield from ((path, *each) for each in in_script(path.read_text()))
    for name in ("README.md", "CHANGELOG.md"):
        yield from (
            (ROOT / name, number, line)
            for number, line in enumerate((ROOT / name).read_text().splitlines(), 1)
        )


def _same_lines(pattern: re.Pattern[str], source: str) -> str:
    """The source without what matches, each line where it was."""
    return pattern.sub(lambda match: "\n" * match[0].count("\n") or " ", source)
