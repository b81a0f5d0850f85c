"""The limited child process: lays out HTML, vets or reads a PDF, draws a picture; no database, no secret.

Run as `python -m foundation.documents.child layout|vet|picture|search|word`. Of Django it knows
no more than that there is no language to translate to: what it says is English.
"""

import gc
import os
import resource
import select
import signal
import sys
from typing import Any

from django.conf import settings

from foundation.documents.processes import limits, wire


def main(task: str) -> None:
    """Answer messages until the parent goes; a child of the pool also goes when nobody has asked for a while.

    Any other child waits for its parent, however long that has something else to do between two questions.
    """
    settings.configure(USE_I18N=False)
    memory = limits.LAYOUT_MEMORY if task == "layout" else limits.VETTING_MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # Nothing but the answers may reach the parent: whatever a library prints goes to the error stream.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions = os.fdopen(os.dup(sys.stdin.fileno()), "rb", buffering=0)
    if task == "layout":
        from foundation.documents.layout import weasy  # noqa: F401 - loaded before the clock of the first paper runs

        # A layout makes many objects that it needs to its end: looking for idle ones all the time finds none.
        gc.freeze()
        gc.set_threshold(100_000, 20, 100)
    if task == "word":
        from foundation.documents.word import child

        child.leave_the_network()
    wire.send(answers, {"ready": True})
    patience = limits.CHILD_IDLE_SECONDS if task == "layout" else None
    while select.select([questions], [], [], patience)[0]:
        try:
            head, body = wire.receive(_Whole(questions))
        except EOFError:
            return
        # The system ends this process when it has used so much of the processor, however long that takes.
        signal.setitimer(signal.ITIMER_PROF, head.pop("seconds"))
        wire.send(answers, *_answer(task, head, body))
        signal.setitimer(signal.ITIMER_PROF, 0)


class _Whole:
    """An unbuffered pipe whose `read` gives all that was asked for, so that `select` can be trusted."""

    def __init__(self, pipe: Any) -> None:
        self.pipe = pipe

    def read(self, count: int) -> bytes:
        """Read `count` bytes, or fewer at the end."""
        chunks = []
        while count and (chunk := self.pipe.read(min(count, limits.MB))):
            chunks.append(chunk)
            count -= len(chunk)
        return b"".join(chunks)


def _answer(task: str, head: dict[str, Any], body: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        if task == "layout":
            from foundation.documents.layout import weasy

            data, pages = weasy.lay_out(body.decode(), head["files"])
            return {"pages": pages}, data
        if task == "picture":
            from foundation.documents.text import imaging

            return imaging.answer(body)
        if task == "search":
            from foundation.documents.search import unpacking

            return unpacking.answer(head, body)
        if task == "word":
            from foundation.documents.word import child

            return child.answer(head, body)
        from foundation.documents.vetting import rebuilding

        if "guessed" in head:
            return rebuilding.take_guessed(head, body)
        return rebuilding.look_at_pages(head, body) if "look" in head else rebuilding.answer(body)
    except (Exception, RecursionError) as error:
        trouble = f"{type(error).__name__}: {error}"[:500]
        return {"trouble": trouble, "page": getattr(error, "page", 0)}, b""


if __name__ == "__main__":
    main(sys.argv[1])
