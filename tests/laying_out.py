"""Asks child processes the same question once in a run of the tests: the answer is the same, which is tested.

All processes of one `make test` share what was laid out, vetted, searched or drawn, in the folder of the run.
Only what asks for its own sake, with other limits or children that end, does it each time. So that the same
meeting gives the same page in each test, every test is given the same references in the same order.
"""

import hashlib
import os
import pickle
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import pytest

# Every page is laid out here,
ALONE = ("tests/foundation/documents/layout/test_render.py", "tests/proofs/", "tests/sweep/test_killed.py")
# and whatever else a child does is done here as well.
ASKS_THE_CHILD = (*ALONE, "tests/foundation/documents/")
T = TypeVar("T")
Question: TypeAlias = tuple[str, dict[str, str]]
Answer: TypeAlias = tuple[bytes, int]


def remembered(question: bytes, answer: Callable[[], T], kept_in: Path) -> T:
    """What any process of this run was answered before, else the answer, kept for the next one who asks."""
    kept = kept_in / hashlib.sha256(question).hexdigest()
    if kept.exists():
        known: T = pickle.loads(kept.read_bytes())
        return known
    found = answer()
    half = kept.with_suffix(f".{os.getpid()}")
    half.write_bytes(pickle.dumps(found))
    half.replace(kept)
    return found


def once(lay_out: Callable[[Question], Answer], kept_in: Path) -> Callable[[Question], Answer]:
    """The same layout, with what any process of this run got before remembered."""

    def asked(question: Question) -> Answer:
        html, images = question
        return remembered(f"{html}\n{sorted(images)}".encode(), lambda: lay_out(question), kept_in)

    return asked


class Once:
    """A child that starts only with the first question that nobody in this run has asked before."""

    def __init__(self, start: Callable[[], Any], task: str, kept_in: Path) -> None:
        self.start, self.task, self.kept_in = start, task, kept_in
        self.child: Any = None

    def ask(self, head: dict[str, Any], body: bytes, seconds: float) -> tuple[dict[str, Any], bytes]:
        """The answer, as of the child itself."""
        question = f"{self.task} {sorted(head.items())} {seconds}\n".encode() + body
        found: tuple[dict[str, Any], bytes] = remembered(
            question, lambda: self._started().ask(head, body, seconds), self.kept_in
        )
        return found

    def end(self) -> None:
        """End the child if it was started."""
        if self.child is not None:
            self.child.end()

    def _started(self) -> Any:
        if self.child is None:
            self.child = self.start()
        return self.child


class SameEachTime:
    """Chooses the letters of references as `secrets` does, but the same ones each time."""

    def __init__(self, seed: str) -> None:
        self.choice = random.Random(seed).choice


def lay_out_once(patch: pytest.MonkeyPatch, kept_in: Path) -> None:
    """Lay out each page once in this run."""
    # Only now: Django must be set up before its models are imported.
    from foundation.documents.layout import render

    patch.setattr(render, "_lay_out", once(render._lay_out, kept_in))


def ask_once(patch: pytest.MonkeyPatch, kept_in: Path) -> None:
    """Have each file vetted, searched, read or drawn once in this run."""
    from foundation.documents.processes import children

    real = children.Child

    def child(task: str) -> Any:
        # The pool minds its children itself.
        return real(task) if task == "layout" else Once(lambda: real(task), task, kept_in)

    patch.setattr(children, "Child", child)


def choose_alike(patch: pytest.MonkeyPatch, seed: str) -> None:
    """Make the same references in the same order, from now on."""
    from foundation.history import references

    patch.setattr(references, "secrets", SameEachTime(seed))


@pytest.fixture(scope="session")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the processes of a run keep what they laid out."""
    of_the_run = os.environ.get("PANELBOOK_VAR")
    folder = Path(of_the_run) / "layouts" if of_the_run else tmp_path_factory.mktemp("layouts")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def _laid_out_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, layouts: Path) -> None:
    here = request.path.as_posix()
    choose_alike(monkeypatch, "a test")
    if not any(place in here for place in ALONE):
        lay_out_once(monkeypatch, layouts)
    if not any(place in here for place in ASKS_THE_CHILD):
        ask_once(monkeypatch, layouts)
