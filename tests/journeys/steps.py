"""Steps that journeys share: a person at the screen, each stop of their way, the work done behind it.

Set JOURNEY_PICTURES to a folder to keep a picture of every stop, at a desk's width and a phone's.
"""

import os
import re
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import ConsoleMessage, Page, ViewportSize, expect

from foundation.accounts.models import User
from foundation.jobs import queue
from tests.browser import PATIENCE, Served, axe, no_sideways_scroll, sign_in
from tests.waiting import MOST_LOOKS

PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 900}
# The words of things as they are seen, without those that are only heard.
SEEN = """things => things.map(thing => {
    const copy = thing.cloneNode(true);
    copy.querySelectorAll(".govuk-visually-hidden").forEach(heard => heard.remove());
    return copy.textContent;
})"""

# A form that was sent, and not held back by a script, is waited for: the page that answers may look the same.
SENDING = """
window.addEventListener("submit", event => { window.isSending = !event.defaultPrevented; });
window.addEventListener("pageshow", () => { window.isSending = false; });
"""

# A page that looks again by itself is looked at as it is: it looks no more, a look on its way is given up.
STAND_STILL = """() => {
    if (document.readyState !== "complete") return false;
    const last = window.setTimeout(() => {});
    for (let before = 0; before < 1000; before++) window.clearTimeout(last - before);
    window.stop();
    return true;
}"""
RUNNING = "[data-reload-after]"


class Person:
    """Somebody in a browser of their own, who finds things by their visible words."""

    def __init__(self, page: Page, live_server: Served, user: User | None = None) -> None:
        self.page = page
        page.set_default_timeout(PATIENCE)
        self.live_server = live_server
        page.add_init_script(SENDING)
        self.lost: list[str] = []
        page.on("requestfailed", lambda request: self.lost.append(f"{request.url}: {request.failure}"))
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.filled = 0
        self.stops = 0
        if user is not None:
            sign_in(page, live_server, user)

    def open(self, path: str) -> None:
        """Type an address."""
        self.page.goto(f"{self.live_server.url}{path}")

    def file_at(self, path: str) -> bytes:
        """The file at an address, once the worker has made it."""
        for _ in range(MOST_LOOKS):
            answer = self.page.request.get(f"{self.live_server.url}{path}")
            if answer.status != 202:
                return bytes(answer.body())
        raise AssertionError(f"{path} is being made for ever: it is never the same twice")

    def fill(self, label: str, text: str) -> None:
        """Fill one field, found by its label, and count it."""
        self.page.get_by_label(label, exact=True).fill(text)
        self.filled += 1

    def choose(self, label: str, option: str) -> None:
        """Choose from a list, and count it."""
        self.page.get_by_label(label, exact=True).select_option(label=option)
        self.filled += 1

    def tick(self, label: str) -> None:
        """Tick a box or a radio button, and count it."""
        self.page.get_by_label(label, exact=True).check()
        self.filled += 1

    def attach(self, label: str, path: str) -> None:
        """Choose a file, and count it."""
        self.page.get_by_label(label, exact=True).set_input_files(path)
        self.filled += 1

    def press(self, name: str) -> None:
        """Press the button that says so, and wait for the page that answers where it sends a form."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_function("() => !window.isSending && document.readyState === 'complete'")
        # A page that waits for a file goes on by itself, see tests/waiting.py.
        expect(self.page.locator("form[data-send-after]")).to_have_count(0, timeout=PATIENCE)

    def send(self, name: str) -> None:
        """Press the button that sends a file, and wait until the page of its check has gone on by itself."""
        self.press(name)
        self.send_on()

    def send_on(self) -> None:
        """Let the file that was sent be checked, and follow where its page leads."""
        do_the_work()
        self.wait_until_done()

    def go(self, thing: Any) -> None:
        """Click what always leads to another page, and wait for that page: both may look the same."""
        with self.page.expect_navigation():
            thing.click()

    def press_on(self, name: str) -> None:
        """Press the button that always leads to another page: it may be saved first, and look the same."""
        self.go(self.page.get_by_role("button", name=name, exact=True))

    def follow(self, name: str) -> None:
        """Follow the link that says so."""
        self.go(self.page.get_by_role("link", name=name, exact=True))

    def follow_first(self, words: str, nth: int = 0) -> None:
        """Follow the first link with these words in it, or the one after so many."""
        self.go(self.page.get_by_role("link", name=words).nth(nth))

    def key_on(self, role: Literal["link", "button"], name: str) -> None:
        """Press Enter on the thing of that name, as someone without a mouse."""
        self.page.get_by_role(role, name=name, exact=True).focus()
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def wait_until_done(self) -> None:
        """The page looks again by itself until nothing runs; to reload it as well would race with it."""
        expect(self.page.locator(RUNNING)).to_have_count(0, timeout=PATIENCE)

    def has_focus(self, start: str) -> None:
        """The focus comes to what has an id that starts so."""
        self.page.wait_for_function("start => document.activeElement.id.startsWith(start)", arg=start)

    def heading(self) -> str:
        """The one heading that says where this is; no heading yet, or two, is waited out."""
        return plain(self.page.get_by_role("heading", level=1).inner_text())

    def text(self) -> str:
        """The words of the page, with ordinary spaces."""
        return plain(self.page.get_by_role("main").inner_text())

    def next_steps(self) -> list[str]:
        """What the green buttons say: there is never more than one."""
        green = ".govuk-button:not(.govuk-button--secondary, .govuk-button--warning):visible"
        seen = self.page.locator(f"main {green}").evaluate_all(SEEN)
        return [plain(words) for words in seen]

    def ready(self) -> None:
        """Wait until the page and its editors are there; one that lost a script is loaded again."""
        self.page.wait_for_load_state()
        if any(".js" in each for each in self.lost):
            self.lost.clear()
            self.page.reload()
        self.page.wait_for_function(
            "() => document.querySelectorAll('textarea[data-django-prose-editor-configurable]').length === "
            "document.querySelectorAll('.prose-menubar[role=toolbar]').length"
        )

    def unfold(self, name: str) -> None:
        """Open what is folded away under this name, if it is shut."""
        part = self.page.locator("details", has=self.page.get_by_role("heading", name=name, exact=True))
        if part.get_attribute("open") is None:
            part.locator("summary").first.click()

    def stop(self, heading: str = "", *, next_step: str | None = None) -> None:
        """Stand still: the right page, a silent console, nothing against axe or off a phone, one next step.

        Without a heading it is whatever page one has come to, once it is there.
        """
        heading = heading or self.heading()
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading, timeout=PATIENCE)
        self.ready()
        is_running = self.page.locator(RUNNING).count() > 0
        if is_running:
            self.page.wait_for_function(STAND_STILL)
        axe(self.page)
        no_sideways_scroll(self.page)
        assert not self.complaints, self.complaints
        steps = self.next_steps()
        assert steps == ([next_step] if next_step else []), f"{self.page.url}: {steps}"
        self.stops += 1
        self._picture(heading)
        if is_running:
            self.page.reload()

    def _hear(self, said: ConsoleMessage) -> None:
        """Keep what the browser complains of; a file that was lost on its way is told in `lost`."""
        if said.type == "error" and not said.text.startswith("Failed to load resource"):
            self.complaints.append(said.text)

    def _picture(self, heading: str) -> None:
        folder = os.environ.get("JOURNEY_PICTURES")
        if not folder:
            return
        test = os.environ["PYTEST_CURRENT_TEST"].split("::")[1].split(" ")[0].removeprefix("test_")[:20]
        name = re.sub(r"\W+", "-", f"{test}-{id(self) % 97:02}-{self.stops:02}-{heading}")[:70]
        before = self.page.viewport_size
        assert before is not None
        for size in (DESK, PHONE):
            self.page.set_viewport_size(size)
            self.page.screenshot(path=Path(folder) / f"{name}-{size['width']}.png", full_page=True)
        self.page.set_viewport_size(before)


def plain(words: str) -> str:
    """Words with every run of spaces, no-break ones too, as one space."""
    return " ".join(words.split())


def do_the_work() -> int:
    """Let the worker do what waits for it."""
    return int(queue.run_pending())


def numbered(person: Person) -> list[str]:
    """The rows of the agenda, number and title."""
    rows = person.page.locator(".app-agenda__row")
    return [
        plain(" ".join(row.locator(f".app-agenda__{part}").inner_text() for part in ("no", "title")))
        for row in rows.all()
    ]
