"""A whole Panelbook with its demo, started for measuring or looking, and gone afterwards."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A loopback port nobody uses at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def manage(*words: str, env: dict[str, str]) -> None:
    """Run one management command in the site's own folder."""
    subprocess.run([sys.executable, "manage.py", *words], cwd=ROOT, env=env, check=True)


@contextmanager
def demo_site(*, workers: int = 2) -> Iterator[tuple[str, dict[str, str]]]:
    """Yields the address and the environment of a running demo; the folder is removed at the end."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="panelbook-") as folder:
        env = {**os.environ, "PANELBOOK_VAR": folder, "SITE_ADDRESS": f"http://127.0.0.1:{port}"}
        env.pop("DATABASE_URL", None)
        for words in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["demo", "--once"]):
            manage(*words, env=env)
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "config.wsgi",
            "--bind",
            f"127.0.0.1:{port}",
            "--no-control-socket",
        ]
        web = subprocess.Popen([*command, "--workers", str(workers), "--threads", "4"], cwd=ROOT, env=env)
        try:
            _wait(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}", env
        finally:
            web.terminate()
            web.wait(timeout=20)


def _wait(address: str) -> None:
    """Until the server answers; gives up after a minute."""
    for _ in range(240):
        try:
            urllib.request.urlopen(address, timeout=5)  # noqa: S310  (our own loopback address)
            return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError(f"No answer from {address}")
