"""People in tests wait, as one at a screen does: the worker makes what they asked for, and they ask again.

Without this each test that opens a PDF, or publishes something, would have to run the worker. Mark a test
with `at_once` to see the page that waits itself.
"""

import contextvars
from typing import Any

import pytest
from django.test.client import FakePayload

# Each time at least one thing is made; a document that is never the same twice would never be there.
MOST_LOOKS = 12


@pytest.fixture(autouse=True)
def _people_wait(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    # Only now: Django must be set up before its models are imported.
    from django.test import Client

    from foundation.jobs import middleware

    if request.node.get_closest_marker("at_once") is not None:
        return
    asked, shown = Client.request, middleware._page
    monkeypatch.setattr(Client, "request", lambda self, **asking: _patient(asked, self, asking))
    if "live_server" in request.fixturenames:
        # A browser asks again by itself; the worker has made everything as soon as it is told to wait.
        monkeypatch.setattr(middleware, "_page", lambda *asking: _made(shown(*asking)))


def _patient(asked: Any, client: Any, asking: dict[str, Any]) -> Any:
    sent = asking.pop("wsgi.input", None)
    body = sent.read() if sent is not None else b""
    for _ in range(MOST_LOOKS):
        payload = {} if sent is None else {"wsgi.input": FakePayload(body)}
        response = asked(client, **asking, **payload)
        if response.status_code != 202 or not worker_made():
            return response
    raise AssertionError(f"{asking['PATH_INFO']} is being made for ever: it is never the same twice")


def _made(page: Any) -> Any:
    # With the connection of the request, but not as part of it: there nothing is made.
    contextvars.copy_context().run(_as_a_worker)
    return page


def _as_a_worker() -> None:
    from foundation.jobs import waiting

    waiting._at_once.set(False)
    worker_made()


def worker_made() -> int:
    """Let the worker make what people at their screens wait for; says how many things."""
    from foundation.jobs import queue

    count = 0
    while queue.run_next("a worker for the test", lane=queue.AT_A_SCREEN):
        count += 1
    return count
