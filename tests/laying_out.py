"""Lays out the same page once in a run of the tests: the same page gives the same bytes, which is tested.

Only what lays out for its own sake, with other limits or children that end, does it each time.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable

import pytest

ALONE = ("tests/foundation/documents/test_render.py", "tests/proofs/", "tests/sweep/test_killed.py")
MOST = 2000
Question, Answer = tuple[str, dict[str, str]], tuple[bytes, int]
_known: OrderedDict[str, Answer] = OrderedDict()


def once(lay_out: Callable[[Question], Answer]) -> Callable[[Question], Answer]:
    """The same layout, with what it gave before in this run remembered."""

    def remembered(question: Question) -> Answer:
        html, images = question
        key = hashlib.sha256(f"{html}\n{sorted(images)}".encode()).hexdigest()
        answer = _known.get(key) or lay_out(question)
        _known[key] = answer
        if len(_known) > MOST:
            _known.popitem(last=False)
        return answer

    return remembered


@pytest.fixture(autouse=True)
def _laid_out_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only now: Django must be set up before its models are imported.
    from foundation.documents import render

    if not any(place in request.path.as_posix() for place in ALONE):
        monkeypatch.setattr(render, "_lay_out", once(render._lay_out))
