"""What of templates and of Python is not wrapped for translation, for tests to look at."""

import ast
import re
from collections.abc import Iterator

# Texts in a translation tag, and what prints nothing a person reads.
DONE = re.compile(
    r"\{%\s*(?P<kind>comment|blocktranslate)\b.*?end(?P=kind)\s*%\}|<(?P<raw>script|style|svg)\b.*?</(?P=raw)>|<!--.*?-->"
    r"|\{#.*?#\}|\{\{.*?\}\}|\{%\s*(?:end)?(?!post_button|empty|chip|day_button|error_summary|pages|include|progress"
    r"|details|tabs|decision|with)\w+\b.*?%\}",
    re.DOTALL,
)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
ELEMENT = re.compile(r"<[^>]*>", re.DOTALL)
SPOKEN = re.compile(r"\s(?:alt|aria-label|title|placeholder|data-label|data-said|data-gone)=\"([^\"]*)\"")
# What a tag of ours is told and shows; `_("…")` has been taken out by then.
QUOTED = re.compile(r"(?:\b(?P<key>\w+)=)?\"(?P<words>[^\"]*)\"")
MARKED = re.compile(r"_\(\"[^\"]*\"\)")
WORDS = re.compile(r"[^\W\d_]{2}")
# Said to the tag, not to a person: what to look like, where to go.
SILENT = {"kind", "size", "name", "value", "check", "pack", "query", "url", "state", "place", "act", "key"}


def bare_in_template(source: str) -> Iterator[tuple[int, str]]:
    """Every text of a template that stands outside a translation tag, with its line."""
    shown = DONE.sub(lambda match: "\n" * match[0].count("\n") or " ", source)
    for match in SPOKEN.finditer(shown):
        if _is_read(TAG.sub(" ", match[1])):
            yield shown.count("\n", 0, match.start()) + 1, match[1]
    for tag in TAG.finditer(shown):
        for quoted in QUOTED.finditer(MARKED.sub(" ", tag[0])):
            if quoted["key"] not in SILENT and _is_phrase(quoted["words"]):
                yield shown.count("\n", 0, tag.start()) + 1, quoted["words"]
    for number, line in enumerate(_same_lines(ELEMENT, _same_lines(TAG, shown)).splitlines(), 1):
        if _is_read(line):
            yield number, " ".join(line.split())


def _is_read(text: str) -> bool:
    """True where there is a word, without the names of characters."""
    return WORDS.search(re.sub(r"&\w+;", " ", text)) is not None


def _is_phrase(text: str) -> bool:
    """True for what a person reads: more words than one, or one that begins with a capital."""
    is_code = re.search(r"\.(?:html|css|js)$|^[#/]|^[\w-]+:[\w-]+$", text)
    return not is_code and _is_read(text) and (" " in text.strip() or text[:1].isupper())


def _same_lines(pattern: re.Pattern[str], source: str) -> str:
    return pattern.sub(lambda match: "\n" * match[0].count("\n") or " ", source)


FIELD_WORDS = {
    "label",
    "help_text",
    "empty_label",
    "verbose_name",
    "verbose_name_plural",
    "violation_error_message",
}
FINDINGS = {"stopped", "refuse", "look", "not_met", "met", "ValidationError", "add_error"}


def bare_in_python(source: ast.Module) -> Iterator[tuple[int, str]]:
    """Words of fields, choices and findings in a module that are given as they stand."""
    for node in ast.walk(source):
        if isinstance(node, ast.ClassDef) and any("Choices" in ast.unparse(base) for base in node.bases):
            for line in node.body:
                if (
                    isinstance(line, ast.Assign)
                    and isinstance(line.value, ast.Tuple)
                    and len(line.value.elts) == 2
                ):
                    yield from _bare(line.value.elts[1])
        if isinstance(node, ast.Call):
            for keyword in node.keywords:
                if keyword.arg in FIELD_WORDS:
                    yield from _bare(keyword.value)
    for function in ast.walk(source):
        if isinstance(function, ast.FunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in FINDINGS:
                    for each in (*node.args, *(k.value for k in node.keywords if k.arg == "remedy")):
                        yield from _bare(each, phrases=True)


def _bare(node: ast.expr, *, phrases: bool = False) -> Iterator[tuple[int, str]]:
    """The node itself where it is words, typed as they stand."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        text = node.value
    elif isinstance(node, ast.JoinedStr):
        text = "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
    else:
        return
    if _is_read(text) and (" " in text.strip() or not phrases):
        yield node.lineno, text
