"""Lays out the same page once in a run of the tests: the same page gives the same bytes, which is tested.

All processes of one `make test` share what they laid out, in the folder of the run. Only what lays out for
its own sake, with other limits or children that end, does it each time.
"""

import hashlib
import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest

ALONE = ("tests/foundation/documents/test_render.py", "tests/proofs/", "tests/sweep/test_killed.py")
Question, Answer = tuple[str, dict[str, str]], tuple[bytes, int]


def once(lay_out: Callable[[Question], Answer], kept_in: Path) -> Callable[[Question], Answer]:
    """The same layout, with what any process of this run got before remembered."""

    def remembered(question: Question) -> Answer:
        html, images = question
        kept = kept_in / hashlib.sha256(f"{html}\n{sorted(images)}".encode()).hexdigest()
        if kept.exists():
            return pickle.loads(kept.read_bytes())
        answer = lay_out(question)
        half = kept.with_suffix(f".{os.getpid()}")
        half.write_bytes(pickle.dumps(answer))
        half.replace(kept)
        return answer

    return remembered


@pytest.fixture(scope="session")
def layouts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the processes of a run keep what they laid out."""
    of_the_run = os.environ.get("PANELBOOK_VAR")
    folder = Path(of_the_run) / "layouts" if of_the_run else tmp_path_factory.mktemp("layouts")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(autouse=True)
def _laid_out_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, layouts: Path) -> None:
    # Only now: Django must be set up before its models are imported.
    from foundation.documents import render

    if not any(place in request.path.as_posix() for place in ALONE):
        monkeypatch.setattr(render, "_lay_out", once(render._lay_out, layouts))
