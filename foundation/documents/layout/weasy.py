"""Everything that leans on WeasyPrint's insides. Runs in the limited child process only."""

import functools
import re
import warnings
from pathlib import Path
from typing import Any

import pydyf
import weasyprint
from PIL import Image
from weasyprint.formatting_structure import boxes
from weasyprint.pdf import tags
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from foundation.documents.layout import normalising
from foundation.documents.pdf import languages
from foundation.documents.processes import limits

VARIANT = "pdf/ua-1"
IMAGES = ("data:image/png;", "data:image/jpeg;", "data:image/svg+xml")

Image.MAX_IMAGE_PIXELS = limits.LAYOUT_IMAGE_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class OnlyOurs(URLFetcher):  # type: ignore[misc]
    """Fetches stored images and small images written into the page; refuses the rest before any reading."""

    def __init__(self, files: dict[str, str]) -> None:
        super().__init__(allowed_protocols={"data", "stored"}, allow_redirects=False, fail_on_errors=False)
        self.files = files

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
        """The image at `url`. Raises ValueError for every address that is not ours."""
        if url.startswith(IMAGES) and len(url) <= limits.LAYOUT_INLINE_IMAGE_BYTES:
            return super().fetch(url, headers)
        if url.startswith("stored:") and (place := self.files.get(url.removeprefix("stored:"))):
            return URLFetcherResponse(url, Path(place).read_bytes())
        raise ValueError(f"Refused: {url[:60]}")


def _page_references(self: Any) -> tuple[bytes, ...]:
    """pydyf makes this list anew for every tagged element, which is quadratic; keep it while pages stay."""
    kids = self.pages["Kids"]
    kept = self.__dict__.get("_kept_references")
    if kept is None or kept[0] != len(kids):
        kept = (len(kids), tuple(f"{number} 0 R".encode() for number in kids[::3]))
        self.__dict__["_kept_references"] = kept
    references: tuple[bytes, ...] = kept[1]
    return references


pydyf.PDF.page_references = property(_page_references)


# The elements of the paper under way that have made a tag, by their place in memory.
_met: dict[int, int] = {}
_build = tags._build_box_tree


def _build_and_remember(box: Any, *rest: Any) -> Any:
    """WeasyPrint tags each page by itself: note which element made a tag, so that halves can be joined."""
    for element in _build(box, *rest):
        source = getattr(box, "element", None)
        key = normalising.ORIGIN.removeprefix("/")
        if source is not None:
            _note_language(element, box, source)
        if source is not None and key not in element and element["S"] != "/Figure":
            name = "".join(letter for letter in str(box.element_tag) if letter.isalnum())
            # Counted, not by their place in memory: the same page gives the same bytes each time.
            number = _met.setdefault(id(source), len(_met))
            element[key] = f"/E{number}{name}"
            if element["S"] == "/Span" and "n" in source.get("class", "").split():
                element[normalising.LABEL.removeprefix("/")] = normalising.counted("".join(source.itertext()))
        yield element


def _note_language(element: Any, box: Any, source: Any) -> None:
    """WeasyPrint knows the language of every box and writes it nowhere: put it on the element it made."""
    language = box.style["lang"] or ""
    if "Lang" not in element and languages.is_code(language):
        element["Lang"] = pydyf.String(language)
    # Words such as <em lang="cy"> make an element without meaning: as a Span they can bear a language.
    if element["S"] == "/NonStruct" and isinstance(box, boxes.InlineBox) and source.get("lang"):
        element["S"] = "/Span"


tags._build_box_tree = _build_and_remember


_STYLE = re.compile(r"<style>([^<]*)</style>")
# Rules that put something into the paper itself, so that the paper has to read them.
_OWN_RULES = re.compile(r"@(font-face|counter-style|color-profile|import)")


@functools.lru_cache(4)
def _read(css: str) -> Any:
    """A stylesheet, read once in the life of this process."""
    return weasyprint.CSS(string=css, url_fetcher=OnlyOurs({}))


def _apart(html: str) -> tuple[str, list[Any]]:
    """The page without the stylesheet in its head, and that stylesheet."""
    found = _STYLE.search(html)
    if found is None or _OWN_RULES.search(found[1]):
        return html, []
    return html[: found.start()] + html[found.end() :], [_read(found[1])]


def lay_out(html: str, files: dict[str, str]) -> tuple[bytes, int]:
    """The tagged PDF of a whole HTML page and its number of pages."""
    _met.clear()
    bare, styles = _apart(html)
    page = weasyprint.HTML(string=bare, url_fetcher=OnlyOurs(files), base_url=None)
    laid_out = page.render(
        font_config=FontConfiguration(), stylesheets=styles, pdf_variant=VARIANT, presentational_hints=False
    )
    return normalising.normalised(laid_out.write_pdf(pdf_variant=VARIANT)), len(laid_out.pages)
