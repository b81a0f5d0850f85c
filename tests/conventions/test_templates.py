"""Templates hold no inline script or style, and trust no text that was not cleaned."""

import re

from tests.conventions.plan import ROOT, templates, where

# Where frozen or cleaned HTML is printed, and nothing else is.
MAY_PRINT_HTML = re.compile(r"^(documents|components|library|govuk)/")
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)", re.I)
INLINE_STYLE = re.compile(r"<style|\sstyle=", re.I)
HANDLER = re.compile(r"\son[a-z]+=\"", re.I)
OUTSIDE = re.compile(r"(?:src|href)=\"(?:https?:)?//(?!pack\.invalid)", re.I)


def lines_with(pattern: re.Pattern[str], *, but_not: re.Pattern[str] | None = None) -> list[str]:
    """Every template line the pattern is found in."""
    return [
        where(path, number)
        for path in templates()
        if not (but_not and but_not.search(path.relative_to(ROOT / "templates").as_posix()))
        for number, line in enumerate(path.read_text().splitlines(), 1)
        if pattern.search(line)
    ]


def test_no_template_holds_an_inline_script_or_handler() -> None:
    assert lines_with(INLINE_SCRIPT) + lines_with(HANDLER) == []


def test_no_template_but_pages_that_leave_the_site_holds_a_style() -> None:
    # The printed page, and the listing in an exported folder: both are read without the site's stylesheets.
    leaves = re.compile(r"^(documents/_paper|meetings/despatch/export_listing)\.html$")
    assert lines_with(INLINE_STYLE, but_not=leaves) == []


def test_no_template_calls_the_outside() -> None:
    assert lines_with(OUTSIDE) == []


def test_no_template_takes_the_capitals_from_what_somebody_typed() -> None:
    # A publication is called after its kind; meetings, bodies and people have names and titles of their own.
    assert lines_with(re.compile(r"(?<!publication\.)\b(name|title)\s*\|\s*lower")) == []


def test_no_template_lets_a_browser_cut_what_somebody_pastes() -> None:
    # Forms say what is too long beside the field. One line about several follow-ups has no field of its own.
    one_line = re.compile(r"^meetings/matters/matters_discharge\.html$")
    assert lines_with(re.compile(r"(?<!data-)\bmaxlength="), but_not=one_line) == []


def test_html_is_trusted_only_where_documents_print_it() -> None:
    assert lines_with(re.compile(r"\|\s*safe\b"), but_not=MAY_PRINT_HTML) == []
