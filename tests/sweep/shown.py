"""Pages that were asked for before, shown in a real browser: one page, whatever is asked of it."""

import mimetypes
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.test import Client

THEME = re.compile(r"/theme/[^\"']+\.css")
# What the browser must be told with a page; the length is reckoned anew.
TOLD = ("Content-Type", "Content-Security-Policy", "Content-Language")
FOR_EVER = {"Cache-Control": "max-age=3600"}
Kept = tuple[int, dict[str, str], bytes]


class Shelf:
    """Answers of the site by their addresses, at an address of their own."""

    def __init__(self) -> None:
        self.base = ""
        self.kept: dict[str, Kept] = {}

    def put(self, address: str, answer: Any) -> str:
        """Keep an answer, and the stylesheet of its body; says where the browser finds it."""
        self._keep(address, answer, {})
        for theme in THEME.findall(answer.content.decode()):
            if theme not in self.kept:
                self._keep(theme, Client().get(theme), FOR_EVER)
        return f"{self.base}{address}"

    def _keep(self, address: str, answer: Any, more: dict[str, str]) -> None:
        headers = {name: answer[name] for name in TOLD if answer.has_header(name)}
        self.kept[address] = (answer.status_code, headers | more, answer.content)

    def find(self, address: str) -> Kept:
        """What is kept by this address, or the file of the project."""
        if address in self.kept:
            return self.kept[address]
        found = finders.find(address.removeprefix("/static/")) if address.startswith("/static/") else None
        if not isinstance(found, str):
            return 404, {}, b""
        kind = mimetypes.guess_type(found)[0] or "application/octet-stream"
        self.kept[address] = (200, {"Content-Type": kind} | FOR_EVER, Path(found).read_bytes())
        return self.kept[address]


@contextmanager
def shelf() -> Iterator[Shelf]:
    """A server for a browser, that asks neither the site nor its database."""
    shown = Shelf()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, headers, body = shown.find(self.path)
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    shown.base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield shown
    finally:
        server.shutdown()
        server.server_close()
