"""Laying out: what it gives, what it never fetches, and that it always ends."""

import base64
import http.server
import io
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, ClassVar

import pikepdf
import pytest
from django.template import engines
from PIL import Image

from foundation.documents.layout import render
from foundation.documents.layout.document import Document, printable
from foundation.documents.models import RenderedComponent
from foundation.documents.pdf import fonts
from foundation.documents.processes import children, limits
from foundation.documents.store import files

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]


def page(body: str) -> str:
    return f'<!DOCTYPE html><html lang="en-GB"><head><title>A paper</title></head><body>{body}</body></html>'


def laid_out(body: str) -> bytes:
    [made] = render.html_to_pdfs([page(body)])
    return files.read(made.file)


def words(data: bytes) -> str:
    return subprocess.run(
        ["pdftotext", "-", "-"], input=data, capture_output=True, check=True
    ).stdout.decode()


@printable
@dataclass(frozen=True, kw_only=True)
class Notice(Document):
    """A document made of the shared parts, for tests."""

    kind: ClassVar[str] = "test-notice"
    template: ClassVar[str] = "notice.html"
    rows: list[dict[str, str]] = field(default_factory=list)
    people: list[dict[str, str]] = field(default_factory=list)
    paragraphs: list[dict[str, object]] = field(default_factory=list)
    contacts: list[dict[str, str]] = field(default_factory=list)
    text: str = ""


@pytest.fixture(autouse=True)
def _notice() -> None:
    folder = Path(__file__).parent / "templates"
    django: Any = engines["django"]
    if folder not in django.engine.dirs:
        django.engine.dirs.append(folder)


def test_a_component_is_tagged_titled_and_in_its_language() -> None:
    pdf = pikepdf.open(io.BytesIO(laid_out("<h1>Safer streets</h1><p>Words.</p>")))
    assert bool(pdf.Root.MarkInfo.Marked) is True
    assert "/StructTreeRoot" in pdf.Root
    assert (str(pdf.Root.Lang), str(pdf.docinfo["/Title"])) == ("en-GB", "A paper")
    with pdf.open_metadata() as meta:
        assert (meta["dc:title"], meta["pdfuaid:part"]) == ("A paper", "1")


def test_the_typeface_is_liberation_sans_and_goes_with_the_file() -> None:
    [made] = render.html_to_pdfs([page(f"<style>{render.stylesheet()}</style><h1>ŵ ŷ</h1><p>Words</p>")])
    told = subprocess.run(
        ["pdffonts", files.path(made.file)], capture_output=True, check=True
    ).stdout.decode()
    rows = [line.split() for line in told.splitlines()[2:]]
    assert sorted(row[0].partition("+")[2] for row in rows) == ["Liberation-Sans", "Liberation-Sans-Bold"]
    assert {row[-5] for row in rows} == {"yes"}


def test_ticks_and_emoji_are_drawn_and_not_boxed() -> None:
    signs = "\U0001f692 \u2705 \U0001f600 \u2610 \u2611 \u2612 \u2713 H\u2082O"
    [made] = render.html_to_pdfs([page(f"<style>{render.stylesheet()}</style><p>Fire {signs}</p>")])
    told = subprocess.run(["pdffonts", files.path(made.file)], capture_output=True, check=True)
    faces = {line.split()[0].partition("+")[2] for line in told.stdout.decode().splitlines()[2:]}
    assert (sorted(faces), fonts.cannot_draw(signs)) == (
        ["Liberation-Sans", "Symbola-Semi-Condensed"], ""
    )  # fmt: skip


def test_letters_that_no_typeface_has_are_known_once_each() -> None:
    assert fonts.cannot_draw("Kindly \u65e5\u672c\u65e5, w\u0302 \u200d\ufe0f\u2009£") == "\u65e5\u672c"


def test_equal_papers_are_laid_out_once() -> None:
    [first, second, third] = render.html_to_pdfs([page("<p>a"), page("<p>b"), page("<p>a")])
    assert (first.pk, first.pk == second.pk, RenderedComponent.objects.count()) == (third.pk, False, 2)


def test_the_same_page_is_laid_out_to_the_same_bytes_in_every_process() -> None:
    body = "<h1>A</h1><ul><li>one</li></ul><table><tr><th>B</th><td>1</td></tr></table>"
    first = laid_out(body)
    RenderedComponent.objects.all().delete()
    children.close()
    assert laid_out(body) == first


def test_a_lost_file_is_laid_out_again() -> None:
    [made] = render.html_to_pdfs([page("<p>a")])
    files.path(made.file).unlink()
    [again] = render.html_to_pdfs([page("<p>a")])
    assert (again.pk, words(files.read(again.file)).strip()) == (made.pk, "a")


NOTICE = Notice(
    title="Notice of a visit",
    letterhead=["Wessex Police and Crime Panel", "Rural Policing Task Group"],
    rows=[{"label": "Where", "text": "Shire Hall\nCasterbridge"}],
    people=[{"name": "Cllr Rosalind Gage", "for_whom": "Shaston Vale District Council"}],
    paragraphs=[
        {"number": "1.", "html": "<p>Come.</p>", "points": [{"number": "(a)", "html": "<p>Early.</p>"}]}
    ],
    contacts=[{"line": "Joanna Pell", "phone": "01632 960 123", "email": "panel@wessex.example"}],
)


def test_a_paper_asked_for_again_is_the_same_until_its_words_change_or_its_file_is_lost() -> None:
    first = render.pdf(NOTICE)
    read = files.read(first.file)
    assert render.pdf(NOTICE).pk == first.pk
    assert render.pdf(replace(NOTICE, text="<p>Another.</p>")).pk != first.pk
    files.path(first.file).unlink()
    [again, twice] = render.pdfs([NOTICE, NOTICE])
    assert (again.pk, twice.pk, files.read(again.file)) == (first.pk, first.pk, read)


def test_one_body_serves_paper_and_screen() -> None:
    printed = words(files.read(render.pdf(NOTICE).file)).split()
    shown = render.screen(NOTICE)
    assert " ".join(printed) == (
        "Wessex Police and Crime Panel Rural Policing Task Group Notice of a visit Where Shire Hall "
        "Casterbridge Cllr Rosalind Gage Shaston Vale District Council 1. Come. (a) Early. Person to contact "
        "Joanna Pell Telephone 01632 960 123. Email panel@wessex.example"
    )
    assert ("<h1>" in shown, "<h2>Person to contact</h2>" in shown, "<html" in shown) == (False, True, False)


def test_a_line_of_the_letterhead_keeps_the_spaces_in_front_of_it() -> None:
    document = replace(NOTICE, letterhead=["Wessex Police", "        and Crime Panel"])
    pdf = files.read(render.pdf(document).file)
    printed = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True)
    first, second, *_ = printed.stdout.decode().splitlines()
    assert (first, second.strip(), second.startswith("  ")) == ("Wessex Police", "and Crime Panel", True)
    assert "<p>        and Crime Panel</p>" in render.paper(document).replace(' class="of"', "")


# ---------------------------------------------------------------- nothing is fetched


class Hits(http.server.BaseHTTPRequestHandler):
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x")

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def trap() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hits)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


WAYS = {
    "a file linked as an attachment": '<link rel=attachment href="file://{folder}/secret.txt"><p>x',
    "a file attached by an anchor": '<a rel=attachment href="file://{folder}/secret.txt">x</a>',
    "an image from the disk": '<img alt=x src="file://{folder}/secret.svg">',
    "an image from the network": '<img alt=x src="{trap}/img">',
    "a stylesheet imported from the network": "<style>@import url({trap}/css);</style>x",
    "a typeface from the network": "<style>@font-face{{font-family:q;src:url({trap}/f)}} p{{font-family:q}}</style><p>x",  # noqa: E501
    "an object from the network": '<object data="{trap}/obj"></object>',
    "an image inside a drawing": '<svg {svg} width="9" height="9"><image href="{trap}/svg" width="5" height="5"/></svg>',  # noqa: E501
    "a part of another drawing": '<svg {svg} width="9" height="9"><use href="{trap}/use.svg#a"/></svg>',
    "a picture as a bullet": '<ul style="list-style-image:url({trap}/lsi)"><li>x</ul>',
    "a frame": '<iframe src="{trap}/if"></iframe>',
    "a page that sends elsewhere": '<meta http-equiv=refresh content="0;url={trap}/mr">x',
    "an entity in a drawing": "<img alt=x src='data:image/svg+xml,<!DOCTYPE s [<!ENTITY e SYSTEM \"file://{folder}/secret.txt\">]>"
    '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20"><text y="15">%26e;</text></svg>\'>',
    "a stylesheet linked from the network": '<link rel=stylesheet href="{trap}/link.css"><p>x',
    "a picture of a stored name outside the store": '<img alt=x src="stored:../../secret.svg">',
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_nothing_is_read_from_disk_or_network(way: str, trap: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("TOPSECRET")
    (tmp_path / "secret.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="99" height="20"><text y="15">TOPSECRET</text></svg>'
    )
    Hits.seen.clear()
    data = laid_out(WAYS[way].format(folder=tmp_path, trap=trap, svg='xmlns="http://www.w3.org/2000/svg"'))
    pdf = pikepdf.open(io.BytesIO(data))
    streams = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    leaks = [
        each
        for each in streams
        if str(each.get("/Type")) == "/EmbeddedFile" or b"SECRET" in each.read_bytes()
    ]
    assert (Hits.seen, leaks, "SECRET" in words(data)) == ([], [], False)


def png(side: int) -> bytes:
    out = io.BytesIO()
    Image.new("L", (side, side)).save(out, "PNG")
    return out.getvalue()


def images_in(data: bytes) -> int:
    pdf = pikepdf.open(io.BytesIO(data))
    return sum(
        isinstance(each, pikepdf.Stream) and str(each.get("/Subtype")) == "/Image" for each in pdf.objects
    )


def test_stored_images_are_printed_and_shown_on_screen() -> None:
    stored = files.store(png(4), "image/png")
    assert images_in(laid_out(f'<img alt="A square" src="stored:{stored.hash}">')) == 1
    shown = render.screen(Notice(title="x", rows=[{"label": "Picture", "text": f"stored:{stored.hash}"}]))
    assert f"data:image/png;base64,{base64.b64encode(png(4)).decode()}" in shown


def test_a_stored_file_that_is_no_image_is_not_shown() -> None:
    stored = files.store(b"secret", "text/plain")
    assert (
        render.screen(Notice(title="x", rows=[{"label": "a", "text": f"stored:{stored.hash}"}])).count(
            "data:"
        )
        == 0
    )


def test_a_picture_that_unpacks_to_a_flood_is_left_out() -> None:
    flood = base64.b64encode(png(9000)).decode()
    assert images_in(laid_out(f'<img alt=x src="data:image/png;base64,{flood}">')) == 0


# ---------------------------------------------------------------- it always ends


@pytest.fixture
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "LAYOUT_CPU_SECONDS", 0.8)


@pytest.mark.parametrize(
    "body",
    ["<table><tr><td colspan=100000>x<tr><td>y</table>", "<div>" * 3000 + "x"],
)
@pytest.mark.usefixtures("_short_patience")
def test_what_cannot_be_laid_out_is_told_in_a_sentence_and_the_next_paper_is_well(body: str) -> None:
    with pytest.raises(render.CannotLayOut) as told:
        laid_out(body)
    assert told.value.sentence == render.TOO_MUCH
    assert words(laid_out("<p>fine</p>")).strip() == "fine"


def test_a_child_that_went_home_is_replaced_without_a_word() -> None:
    laid_out("<p>one</p>")
    for child in children.pool().idle:
        assert child.process.stdin is not None
        child.process.stdin.close()
        child.process.wait(5)
    assert words(laid_out("<p>three</p>")).strip() == "three"


def test_a_child_is_replaced_after_its_share_of_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out("<p>one</p>")
    child = children.pool().idle[-1]
    monkeypatch.setattr(limits, "LAYOUTS_PER_CHILD", child.answered)
    assert child.is_fit is False


def test_a_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "hush")
    monkeypatch.setenv("DATABASE_URL", "hush")
    child = children.Child("layout")
    told = Path(f"/proc/{child.process.pid}/environ").read_bytes()
    child.end()
    assert b"hush" not in told


def test_children_end_when_asked() -> None:
    laid_out("<p>one</p>")
    running = [child.process for child in children.pool().idle]
    children.close()
    assert [process.poll() is None for process in running] == [False] * len(running)
