"""A document becomes a piece of a web page, a whole page for print, and a tagged PDF that is made once."""

import base64
import functools
import hashlib
import importlib.metadata
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from foundation.documents.layout.columns import with_columns
from foundation.documents.layout.document import Document, fingerprint, to_data
from foundation.documents.models import RenderedComponent, StoredFile
from foundation.documents.pdf import fonts
from foundation.documents.processes import children, limits
from foundation.documents.store import files
from foundation.history.findings import Refused, stopped
from foundation.jobs import waiting

PDF = "application/pdf"
LAY_OUT = "documents.lay_out"
TOO_MUCH = (
    "This paper cannot be laid out: it is too long or too complex. Split it, or make its tables simpler."
)
# The keys of pages, by the fingerprints of their documents.
_KEYS: dict[str, str] = {}
Meanwhile = Callable[[Sequence[RenderedComponent]], None]
_STORED = re.compile(r"stored:([0-9a-f]{64})")


class CannotLayOut(Refused):
    """A paper could not be made into a PDF; `sentence` says so to the officer.

    Where a page does not show it in a better place, it is told like every refused act.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(stopped(sentence))
        self.sentence = sentence


def screen(document: Document) -> SafeString:
    """The body of the document for a web page: it starts at h2 and carries no page furniture."""
    body = render_to_string(document.template, {"document": document, "skin": "screen"})
    return mark_safe(with_pictures(body))  # noqa: S308 - our own template


def with_pictures(html: str) -> str:
    """The page with its stored pictures written into it."""
    return _STORED.sub(_as_data, html)


def paper(document: Document) -> str:
    """The whole HTML page for print, with its stylesheet inside."""
    body = with_columns(render_to_string(document.template, {"document": document, "skin": "paper"}))
    context = {"document": document, "body": mark_safe(body), "css": mark_safe(stylesheet())}  # noqa: S308
    return render_to_string("documents/_paper.html", context)


def pdf(document: Document) -> RenderedComponent:
    """The document as a tagged PDF without page numbers, made once and kept. Raises `CannotLayOut`."""
    return pdfs([document])[0]


def pdf_answer(document: Document, name: str) -> HttpResponse:
    """The document as a PDF that a browser shows. Raises `NotMadeYet` while it is not kept."""
    response = HttpResponse(files.read(pdf(document).file), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response


def pdfs(
    documents: Sequence[Document],
    progress: Callable[[int, int], None] | None = None,
    meanwhile: Meanwhile | None = None,
) -> list[RenderedComponent]:
    """Several documents at once, as many at a time as there are processes for it. Raises `CannotLayOut`.

    The page of a document that was asked for before is written again only when its PDF is not there.
    `meanwhile` is given what is there already, while the rest is being laid out. Where a page is being
    opened nothing is laid out: raises `NotMadeYet` for what is not kept.
    """
    fresh: dict[str, str] = {}
    keys = [_key_of(document, fresh) for document in documents]
    asked = dict(zip(keys, documents, strict=True))
    if waiting.is_at_once():
        return require_kept(keys, lambda key: wanted(LAY_OUT, key, asked[key]))
    return _made(keys, lambda key: fresh.get(key) or paper(asked[key]), progress, meanwhile)


def require_kept(keys: Sequence[str], work_for: Callable[[str], waiting.Wanted]) -> list[RenderedComponent]:
    """What is kept under these keys, in their order. Raises `NotMadeYet` with the work for what is not."""
    made = _kept(set(keys))
    missing = [key for key in dict.fromkeys(keys) if key not in made]
    if missing:
        raise waiting.NotMadeYet([work_for(key) for key in missing], of=len(set(keys)))
    return [made[key] for key in keys]


def wanted(kind: str, key: str, document: Document, *, is_saved: bool = False) -> waiting.Wanted:
    """The work that makes something out of a document."""
    return waiting.Wanted(document.title, kind, f"{kind}:{key}", {"document": to_data(document)}, is_saved)


def html_to_pdfs(pages: Sequence[str]) -> list[RenderedComponent]:
    """Whole HTML pages to kept PDFs, in the same order; equal pages are laid out once."""
    keys = [_key(html) for html in pages]
    return _made(keys, dict(zip(keys, pages, strict=True)).__getitem__)


def _made(
    keys: Sequence[str],
    page_of: Callable[[str], str],
    progress: Callable[[int, int], None] | None = None,
    meanwhile: Meanwhile | None = None,
) -> list[RenderedComponent]:
    """The PDFs under these keys; `page_of` gives the page of one that has not been laid out."""
    made = _kept(set(keys))
    missing = {key: page_of(key) for key in keys if key not in made}
    if not missing:
        return [made[key] for key in keys]
    with ThreadPoolExecutor(max(1, settings.RENDER_PROCESSES)) as threads:
        # The longest first, so that no process is left with a long one at the end.
        order = sorted(missing, key=lambda key: (-len(missing[key]), key))
        laid_out = threads.map(_lay_out, [(missing[key], _images(missing[key])) for key in order])
        if meanwhile:
            meanwhile(list(made.values()))
        for key, (data, count) in zip(order, laid_out, strict=True):
            made[key] = keep(key, data, count)
            if progress:
                progress(len(made), len(set(keys)))
    return [made[key] for key in keys]


def _key_of(document: Document, fresh: dict[str, str]) -> str:
    """The key of a document's page; a page written for it is put into `fresh`.

    A page says nothing but what its document holds, so equal documents have one key in one process. Whoever
    works on the templates sees every change at once.
    """
    mark = fingerprint(to_data(document))
    if settings.DEBUG or mark not in _KEYS:
        html = paper(document)
        while len(_KEYS) >= limits.KEYS_REMEMBERED:
            _KEYS.pop(next(iter(_KEYS)), None)
        _KEYS[mark] = _key(html)
        fresh[_KEYS[mark]] = html
    return _KEYS[mark]


def stylesheet() -> str:
    """The print stylesheet, as it goes into every paper."""
    return (Path(settings.BASE_DIR) / "static" / "documents" / "paper.css").read_text()


def _lay_out(question: tuple[str, dict[str, str]]) -> tuple[bytes, int]:
    """Have a child lay out one page. Touches no database, so that threads may call it."""
    html, images = question
    try:
        head, data = children.pool().ask({"files": images}, html.encode(), limits.LAYOUT_CPU_SECONDS)
    except children.Gone as error:
        raise CannotLayOut(TOO_MUCH) from error
    if "trouble" in head:
        raise CannotLayOut(TOO_MUCH) from RuntimeError(head["trouble"])
    return data, int(head["pages"])


def _key(html: str) -> str:
    return hashlib.sha256(f"{_versions()}\n{html}".encode()).hexdigest()


@functools.cache
def _versions() -> str:
    tools = [f"{name} {importlib.metadata.version(name)}" for name in ("weasyprint", "pydyf", "pillow")]
    return "; ".join([*tools, f"typefaces {fonts.fingerprint()}", "layout 5"])


def _kept(keys: set[str]) -> dict[str, RenderedComponent]:
    """What has been laid out before and can still be read."""
    found = RenderedComponent.objects.filter(key__in=keys).select_related("file")
    return {made.key: made for made in found if files.is_whole(made.file)}


def kept(key: str) -> RenderedComponent | None:
    """What was kept under a key before, if it can still be read."""
    return _kept({key}).get(key)


def keep(key: str, data: bytes, pages: int, content_type: str = PDF) -> RenderedComponent:
    """Keep what was made under its key. Whoever was first wins, so that everybody uses the same bytes."""
    stored = files.store(data, content_type, pages)
    made, is_new = RenderedComponent.objects.get_or_create(key=key, defaults={"file": stored, "pages": pages})
    if not is_new and not files.is_whole(made.file):
        made.file, made.pages = stored, pages
        made.save(update_fields=["file", "pages"])
    return made


def _images(html: str) -> dict[str, str]:
    """The places of the stored images that a page names; one that is missing is left out of the paper."""
    digests = set(_STORED.findall(html))
    if not digests:
        return {}
    stored = StoredFile.objects.filter(hash__in=digests, content_type__startswith="image/")
    return {each.hash: str(files.path(each)) for each in stored if files.is_whole(each)}


def _as_data(match: re.Match[str]) -> str:
    stored = StoredFile.objects.filter(hash=match[1], content_type__startswith="image/").first()
    if stored is None or not files.is_whole(stored):
        return ""
    return f"data:{stored.content_type};base64,{base64.b64encode(files.read(stored)).decode()}"
