"""Two hundred hostile files, and names that mean harm: refused with a sentence or made harmless."""

import http.server
import io
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from foundation.documents.packing import packs
from foundation.documents.processes import children, limits
from foundation.documents.vetting import uploads
from meetings.models import Paper
from tests.builders.panels import make_panel, make_secretary
from tests.builders.papers import make_pdf
from tests.going_on import Browser
from tests.sweep import hostile

IS_WHOLE = bool(os.environ.get("PANELBOOK_TRUST"))
COUNT = 200 if IS_WHOLE else 33
# What no file that is kept may hold.
ACTIVE = re.compile(
    rb"/(JavaScript|JS|Launch|EmbeddedFiles?|OpenAction|AA|AcroForm|XFA|RichMedia|SubmitForm|ImportData|GoToR|"
    rb"GoToE|Rendition|Collection|Filespec)\b|file:///|/etc/passwd|EICAR|127\.0\.0\.1"
)
# One worker: the files are vetted once for all tests here.
pytestmark = [pytest.mark.once("sqlite"), pytest.mark.xdist_group("hostile")]


class Trap(http.server.BaseHTTPRequestHandler):
    seen: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.seen.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def trap() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Trap)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Trap.seen.clear()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def outcomes(trap: str) -> dict[str, uploads.Vetted | str]:
    """What became of each file: made harmless, or the sentence of its refusal; anything else fails here."""
    found: dict[str, uploads.Vetted | str] = {}
    child = children.Child("vet")
    for name, data in hostile.files(COUNT, trap):
        if child.process.poll() is not None:
            child.end()
            child = children.Child("vet")
        try:
            found[name] = uploads.vet(data, child)
        except uploads.NotAccepted as refused:
            found[name] = refused.sentence
    child.end()
    return found


def kept(outcomes: dict[str, uploads.Vetted | str]) -> dict[str, uploads.Vetted]:
    return {name: done for name, done in outcomes.items() if isinstance(done, uploads.Vetted)}


@pytest.mark.long
@pytest.mark.shows("R-46", "R-47")
def test_every_hostile_file_is_made_harmless_or_refused_with_a_sentence(
    outcomes: dict[str, uploads.Vetted | str],
) -> None:
    refused = {name: done for name, done in outcomes.items() if isinstance(done, str)}
    assert len(outcomes) == COUNT
    assert [name for name, sentence in refused.items() if not sentence.endswith(".")] == []
    # Neither everything nor nothing is let in, or the other tests here would prove little.
    assert len(refused) > COUNT // 8
    assert len(kept(outcomes)) > COUNT // 4


@pytest.mark.long
@pytest.mark.shows("R-46")
def test_nothing_that_could_act_is_left_in_a_file_that_is_kept(
    outcomes: dict[str, uploads.Vetted | str],
) -> None:
    wrong = []
    for name, done in kept(outcomes).items():
        with pikepdf.open(io.BytesIO(done.data)) as made:
            everything = b"".join(_told(each) for each in made.objects)
        if (hit := ACTIVE.search(everything + done.data)) is not None:
            wrong.append(f"{name}: {hit[0]!r}")
    assert wrong == []


def _told(thing: pikepdf.Object) -> bytes:
    if not isinstance(thing, pikepdf.Stream):
        return thing.unparse()
    try:
        return thing.unparse() + thing.read_bytes()
    except pikepdf.PdfError:
        return thing.unparse() + thing.read_raw_bytes()


@pytest.mark.long
@pytest.mark.shows("R-46")
def test_pages_out_are_pages_in_and_leaves(outcomes: dict[str, uploads.Vetted | str]) -> None:
    done = kept(outcomes)
    counted = {name: len(pikepdf.open(io.BytesIO(each.data)).pages) for name, each in done.items()}
    assert counted == {name: each.pages for name, each in done.items()}
    parts = [packs.Part(key=name, title=name, data=each.data) for name, each in done.items()]
    built = packs.assemble(None, parts, packs.Options(title="All of them"))
    leaves = sum(1 for each in built.placed if each.kind == packs.LEAF)
    assert built.pages == sum(counted.values()) + leaves
    assert len(pikepdf.open(io.BytesIO(built.data)).pages) == built.pages
    assert {name: last - first + 1 for name, (first, last) in built.ranges.items()} == counted


@pytest.mark.long
@pytest.mark.shows("R-45")
def test_no_packet_left_while_they_were_read(outcomes: dict[str, uploads.Vetted | str]) -> None:
    assert (len(outcomes), Trap.seen) == (COUNT, [])


def test_the_child_that_reads_files_is_limited() -> None:
    assert (limits.VETTING_MEMORY, limits.VETTING_CPU_SECONDS) == (1536 * limits.MB, 120)
    child = children.Child("vet")
    try:
        uploads.vet(make_pdf(), child)
        told = Path(f"/proc/{child.process.pid}/limits").read_text()
        environment = Path(f"/proc/{child.process.pid}/environ").read_bytes()
    finally:
        child.end()
    assert re.search(rf"Max address space\s+{limits.VETTING_MEMORY} ", told)
    assert [word for word in (b"SECRET", b"DATABASE_URL", b"EMAIL") if word in environment] == []


NAMES = [
    "../../etc/passwd",
    "CON.pdf",
    "a.pdf.exe",
    "invoice\u202efdp.exe",
    "a\nSet-Cookie: b.pdf",
    "\U0001f469\u200d\U0001f692.pdf",
    "cafe\u0301.pdf",
    "caf\u00e9.pdf",
    "x" * 300 + ".pdf",
    "",
    "<img src=x onerror=alert(1)>.pdf",
    "a\x00.pdf",
]


@pytest.mark.django_db
@pytest.mark.long
@pytest.mark.shows("R-48")
def test_a_file_is_kept_under_its_hash_whatever_it_is_called() -> None:
    body = make_panel()
    clerk = make_secretary(body)
    client = Browser()
    client.force_login(clerk, backend="allauth.account.auth_backends.AuthenticationBackend")
    for number, name in enumerate(NAMES if IS_WHOLE else NAMES[:4]):
        file = SimpleUploadedFile("placeholder.pdf", make_pdf(), content_type="application/pdf")
        # Past the cleaning that Django's own test client does: the name goes over the wire as it is.
        vars(file)["_name"] = name
        client.post("/papers/upload/", {"title": f"Paper {number}", "body": body.pk, "file": file})
    stored = [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert [path.name for path in stored if not re.fullmatch(r"[0-9a-f]{64}", path.name)] == []
    assert {path.parent.parent for path in stored} == {Path(settings.FILES_DIR)}
    for paper in Paper.objects.all():
        answer = client.get(f"/papers/{paper.pk}/paper.pdf")
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("application/pdf", "nosniff")
        assert answer.get("Content-Disposition", "inline").isprintable()
    assert Paper.objects.count() > 0
