"""Limited child processes: started when needed, used again, ended when too slow, never left behind."""

import atexit
import contextlib
import os
import subprocess
import sys
import threading
from typing import IO, Any

from django.conf import settings

from foundation.documents import limits, wire

GOING_SECONDS = 2


class Gone(Exception):
    """The child ended without an answer: it ran out of memory, of processor time or of patience."""


class Child:
    """One child process that answers one message at a time."""

    def __init__(self, task: str) -> None:
        self.answered = 0
        self.process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-m", "foundation.documents.child", task],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=settings.BASE_DIR,
            env=_bare_environment(),
        )
        self.is_ready = False

    @property
    def is_fit(self) -> bool:
        """True while the child lives and has not yet answered too often."""
        return self.process.poll() is None and self.answered < limits.LAYOUTS_PER_CHILD

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Send one message and wait for its answer, at most `seconds`. Raises `Gone`."""
        if not self.is_ready:
            self._exchange(None, b"", limits.CHILD_START_SECONDS)
            self.is_ready = True
        answer = self._exchange(head, body, seconds)
        self.answered += 1
        return answer

    def _exchange(
        self, head: dict[str, Any] | None, body: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """Wait for the child's next message, after sending it one; a late child is ended. Raises `Gone`."""
        clock = threading.Timer(seconds, self.process.kill)
        clock.daemon = True
        clock.start()
        try:
            if head is not None:
                wire.send(_pipe(self.process.stdin), head, body)
            return wire.receive(_pipe(self.process.stdout))
        except (EOFError, OSError, ValueError) as error:
            # A child that is just going home closes its pipes a moment before it has gone: how it went tells
            # whether to ask another.
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(GOING_SECONDS)
            self.end()
            raise Gone(f"ended with {self.process.returncode}") from error
        finally:
            clock.cancel()

    def end(self) -> None:
        """End the child and wait until it has gone."""
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                _pipe(pipe).close()


def _pipe(pipe: IO[bytes] | None) -> Any:
    assert pipe is not None
    return pipe


def _bare_environment() -> dict[str, str]:
    """What a child may know: no key, no database, no mail password."""
    kept = ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR", "FONTCONFIG_PATH", "FONTCONFIG_FILE", "VIRTUAL_ENV")
    return {name: os.environ[name] for name in kept if name in os.environ}


class Pool:
    """At most `RENDER_PROCESSES` children that lay out documents; any thread may ask."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        self.places = threading.BoundedSemaphore(max(1, settings.RENDER_PROCESSES))
        self.lock = threading.Lock()
        self.idle: list[Child] = []

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """Have one child answer. A child that had just gone home is replaced once. Raises `Gone`."""
        with self.places:
            child = self._take()
            was_used = child.answered > 0
            try:
                answer = child.ask(head, body, seconds)
            except Gone:
                if not was_used or child.process.returncode != 0:
                    raise
                child = Child("layout")
                answer = child.ask(head, body, seconds)
            if "trouble" in answer[0]:
                # Whatever went wrong, its memory is not to be trusted with the next paper.
                child.end()
                return answer
            with self.lock:
                self.idle.append(child)
            return answer

    def _take(self) -> Child:
        with self.lock:
            while self.idle:
                child = self.idle.pop()
                if child.is_fit:
                    return child
                child.end()
        return Child("layout")

    def close(self) -> None:
        """End every idle child."""
        with self.lock:
            while self.idle:
                self.idle.pop().end()


_pool: Pool | None = None
_making = threading.Lock()


def pool() -> Pool:
    """The pool of this very process: a forked web worker gets its own."""
    global _pool
    with _making:
        if _pool is None or _pool.owner != os.getpid():
            _pool = Pool()
        return _pool


@atexit.register
def close() -> None:
    """End the children of this process; the next question starts new ones."""
    if _pool is not None and _pool.owner == os.getpid():
        _pool.close()
