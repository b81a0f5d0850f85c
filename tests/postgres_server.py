"""A PostgreSQL server of a test's own, to be stopped and started in the middle of things."""

import os
import shutil
import socket
import subprocess
import tempfile
from pathlib import Path

HOST = "127.0.0.1"


class Server:
    """One server with a folder and a port of its own; nothing of it is left after `remove`."""

    def __init__(self) -> None:
        self.bin = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda each: int(each.parent.name))[
            -1
        ]
        self.folder = Path(tempfile.mkdtemp(prefix="panelbook-pg."))
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        # PostgreSQL refuses to run as root.
        self.as_server = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        if self.as_server:
            shutil.chown(self.folder, "postgres")
        self._run("initdb", "-A", "trust", "-U", "panelbook", "--encoding", "UTF8", "--locale", "C.UTF-8")
        self.url = f"postgres://panelbook@{HOST}:{self.port}/postgres"

    def start(self) -> None:
        """Start, and wait until it answers."""
        options = f"-c listen_addresses={HOST} -p {self.port} -k {self.folder}"
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """Stop as at a power cut: every connection breaks."""
        self._run("pg_ctl", "-m", "immediate", "stop")

    def remove(self) -> None:
        """Stop if it runs, and leave nothing."""
        self._run("pg_ctl", "-m", "immediate", "stop", is_sure=False)
        shutil.rmtree(self.folder)

    def _run(self, program: str, *arguments: str, is_sure: bool = True) -> None:
        command = [*self.as_server, str(self.bin / program), "-D", str(self.folder / "data"), *arguments]
        # Not through a pipe: the server would keep it open.
        quiet = subprocess.DEVNULL
        subprocess.run(command, check=is_sure, stdout=quiet, stderr=quiet, cwd=self.folder)
