"""Limited child processes: started when needed, used again, ended when too slow, never left behind."""

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from typing import IO, Any

from django.conf import settings

from foundation.documents.processes import limits, wire
from foundation.history.findings import Refused, stopped

# Until a child that closed its pipes has gone; this ends as soon as it has.
GOING_SECONDS = 60
BROKEN_OFF = "The computer was stopped or too busy before this was done. Nothing was changed. Try again."
# How a child ends that somebody ended from outside, or that had just gone home: nothing is known of its work.
FROM_OUTSIDE = (0, *(-number for number in (signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)))


class Gone(Exception):
    """The child ended over its question: it took too much memory or processor time, or broke down."""


class BrokenOff(Refused):
    """The child was ended from outside, or hung. That says nothing about the question: ask it again.

    Where no form shows `BROKEN_OFF` beside its field, it is told like every refused act.
    """

    def __init__(self, how: str) -> None:
        super().__init__(stopped(BROKEN_OFF))
        self.add_note(how)


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
        """Send one message and wait for its answer, which may take so many `seconds` of the processor.

        Raises `Gone` or `BrokenOff`.
        """
        if not self.is_ready:
            self._exchange(None, b"", limits.CHILD_START_CPU_SECONDS)
            self.is_ready = True
        answer = self._exchange({**head, "seconds": seconds}, body, seconds)
        self.answered += 1
        return answer

    def _exchange(
        self, head: dict[str, Any] | None, body: bytes, seconds: float
    ) -> tuple[dict[str, Any], bytes]:
        """Wait for the child's next message, after sending it one. A child that hangs is ended at last.

        Raises `Gone` or `BrokenOff`.
        """
        clock = threading.Timer(seconds * limits.PATIENCE, self.process.kill)
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
            how = f"ended with {self.process.returncode}"
            raise (BrokenOff if self.process.returncode in FROM_OUTSIDE else Gone)(how) from error
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
        """Have one child answer. A child that had just gone home is replaced once.

        Raises `Gone` or `BrokenOff`.
        """
        with self.places:
            child = self._take()
            try:
                answer = child.ask(head, body, seconds)
            except BrokenOff:
                if child.process.returncode != 0:
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
