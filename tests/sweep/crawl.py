"""Reading everything the public can reach, and finding words in it."""

import html
import io
import re
import zipfile
from collections import deque
from collections.abc import Iterator
from urllib.parse import unquote, urljoin, urlsplit

from django.http.response import HttpResponseBase
from django.test import Client

from foundation.library.models import Publication, PublicMeeting
from tests.sweep import pdfs

START = ("/", "/meeting/", "/public/", "/published/", "/accounts/login/")
LINK = re.compile(r"(?:href|src|action)=[\"']([^\"'#]+)")


def public_site() -> dict[str, str]:
    """Address to everything an anonymous reader gets there: headers, decoded HTML, every object of a PDF."""
    client, found = Client(), {}
    waiting = deque((*START, *_known_addresses()))
    while waiting:
        address = waiting.popleft()
        if address in found:
            continue
        response = client.get(address)
        found[address] = words_of(response)
        waiting.extend(_links(address, response))
    return found


def _known_addresses() -> list[str]:
    """Every address of a publication, linked from a page or not: withdrawn and replaced ones, too."""
    found = [f"/meeting/{each.ref}/" for each in PublicMeeting.objects.all()]
    packs = ("pack.pdf", "pack-screen.pdf", "supplement-1.pdf", "supplement-1-screen.pdf")
    found += [f"{address}{name}" for address in found for name in packs]
    for each in Publication.objects.all():
        found += [f"/published/{each.ref}/", f"/r/{each.ref}"]
        if each.file_name:
            found.append(f"/published/{each.ref}/{each.file_name}")
    return found


def _links(address: str, response: HttpResponseBase) -> list[str]:
    """Where a page leads within the site; search with its filters is followed once each."""
    if response.has_header("Location"):
        return [urlsplit(urljoin(address, response["Location"])).path]
    if not response["Content-Type"].startswith("text/html"):
        return []
    links = [html.unescape(link) for link in LINK.findall(content_of(response).decode())]
    inside = [urljoin(address, link) for link in links if not link.startswith("data:")]
    return [link for link in inside if link.startswith("/") and not link.startswith(("/static/", "/theme/"))]


def content_of(response: HttpResponseBase) -> bytes:
    """The whole body, read once and kept."""
    if response.streaming and not hasattr(response, "read_once"):
        response.read_once = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    return response.read_once if response.streaming else response.content  # type: ignore[attr-defined, no-any-return]


def words_of(response: HttpResponseBase) -> str:
    """Status, headers and body as text, in which any word that was sent is found."""
    data = content_of(response)
    head = f"{response.status_code}\n{response.headers}\n"
    if response["Content-Type"] == "application/pdf" and data.startswith(b"%PDF") and _is_whole(data):
        return head + pdfs.everything_in(data)
    text = "\n".join(_members(data)) if data.startswith(b"PK\x03\x04") else data.decode("utf-8", "replace")
    return f"{head}{text}\n{html.unescape(text)}\n{unquote(text)}"


def _members(data: bytes) -> Iterator[str]:
    """What a Word file or a folder of files has in it, each file read as what it is."""
    with zipfile.ZipFile(io.BytesIO(data)) as box:
        for name in box.namelist():
            inside = box.read(name)
            is_pdf = inside.startswith(b"%PDF") and _is_whole(inside)
            yield f"{name}\n{pdfs.everything_in(inside) if is_pdf else inside.decode('utf-8', 'replace')}"


def _is_whole(data: bytes) -> bool:
    """The file of a single test publication carries its word behind the end of a real PDF."""
    return data.rstrip().endswith(b"%%EOF")


def where_found(site: dict[str, str], canaries: dict[str, str]) -> list[str]:
    """Each canary with the addresses that give it away, as sentences."""
    lowered = {address: words.lower() for address, words in site.items()}
    return sorted(
        f"{address} gives away {secret}"
        for secret, canary in canaries.items()
        for address, words in lowered.items()
        if canary in words
    )
