"""A real browser for journeys: `page` comes from pytest-playwright, the rest is here. Mark with `browser`.

@pytest.mark.browser
def test_ellen_publishes_the_agenda(page, live_server): ...
    sign_in(page, live_server, ellen)
    page.goto(f"{live_server.url}/meetings/")
    axe(page)
    no_sideways_scroll(page)
"""

import asyncio
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Protocol

import greenlet
import pytest
from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from foundation.accounts.models import User

# Milliseconds; a loaded machine may be slow, and nothing here asserts a time.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

# Seconds, and so many that only what waits for ever comes to them: not everything in a browser has a limit.
AT_MOST = 600

AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The size of targets (2.5.8) is among the rules of WCAG 2.2, and axe leaves it out unless it is named.
ASK_AXE = """([tags, outside]) => axe.run(outside ? {exclude: [[outside]]} : document, {
    runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}},
    resultTypes: ["violations"], preload: false,
}).then(r => r.violations.map(
    v => `${v.id}: ${v.help}: ${v.nodes.map(n => n.target.join(" ")).slice(0, 5).join(", ")}`))"""
WIDER_THAN_THE_WINDOW = """() => [
    document.documentElement.scrollWidth,
    [...document.querySelectorAll("main *, header *, footer *")]
        .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".app-scroll"))
        .slice(0, 5).map(e => e.tagName + "." + e.className),
]"""
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
]


class Served(Protocol):
    """The site at an address: the live server of a test, or one that a measurement started."""

    @property
    def url(self) -> str: ...


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Use the Chromium of the machine, or the one the environment names."""
    # The browser's own loop runs in this thread, and Django would take it for an asynchronous view.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return {"executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell"), "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """An English reader at a desk."""
    return {
        "locale": "en-GB",
        "timezone_id": "Europe/London",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let a journey that hangs fail where it stands, instead of stopping the whole run."""
    if item.get_closest_marker("browser") is None:
        return (yield)
    with limited(AT_MOST):
        return (yield)


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Fail what is done within after so many seconds, at the line that waits."""
    waiting = greenlet.getcurrent()

    def give_up(number: int, frame: FrameType | None) -> None:
        late = pytest.fail.Exception(f"This waits for ever: nothing came in {seconds} seconds")
        if greenlet.getcurrent() is waiting:
            raise late
        # The loop of the browser is a greenlet of its own: it is woken, to do what the test asks afterwards.
        asyncio.get_running_loop().call_soon_threadsafe(lambda: None)
        waiting.throw(late)

    handler = signal.signal(signal.SIGALRM, give_up)
    left = signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(left)
        signal.signal(signal.SIGALRM, handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Let a test that used several connections empty its tables: events are append-only otherwise."""
    if not _empties_tables(item):
        return (yield)
    from django.db import connection
    from pytest_django.plugin import blocking_manager_key

    from foundation.history.guards import lay_guards, lift_guards

    blocker = item.config.stash[blocking_manager_key]
    with blocker.unblock():
        lift_guards(connection)
    try:
        return (yield)
    finally:
        with blocker.unblock():
            # After the very last test the database is gone by now.
            if "history_event" in connection.introspection.table_names():
                lay_guards(connection)


def _empties_tables(item: pytest.Item) -> bool:
    """True for tests whose tables are emptied instead of rolled back."""
    marker = item.get_closest_marker("django_db")
    is_transactional = bool(marker and marker.kwargs.get("transaction"))
    return is_transactional or bool(
        {"live_server", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    )


def sign_in(page: Page, live_server: Served, user: "User") -> None:
    """Sign a user in without the sign-in pages, by giving the browser their session."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])


def axe(page: Page, *, outside: str = "") -> None:
    """Fail when axe finds anything against WCAG 2.0 to 2.2, A and AA, or good practice, and say where."""
    page.evaluate(AXE.read_text())
    found = axe_faults(page, outside)
    assert found == [], f"{page.url}:\n" + "\n".join(found)


def axe_faults(page: Page, outside: str = "") -> list[str]:
    """What axe, which the page has been given, finds there: the rule, and where."""
    found: list[str] = page.evaluate(ASK_AXE, [RULES, outside])
    return found


def no_sideways_scroll(page: Page, width: int = 320) -> None:
    """Fail when a page is wider than a small phone."""
    before = page.viewport_size
    assert before is not None
    page.set_viewport_size({"width": width, "height": 700})
    wide = page.evaluate(WIDER_THAN_THE_WINDOW)
    page.set_viewport_size(before)
    assert wide[0] <= width, f"{page.url} is {wide[0]} px wide at {width}: {wide[1]}"
