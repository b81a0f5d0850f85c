"""What waits for ever in a browser fails where it stands, and the browser goes on."""

import pytest
from playwright.sync_api import Page

from tests.browser import limited

pytestmark = pytest.mark.browser


def test_a_journey_that_hangs_fails_at_its_line_and_the_browser_goes_on(page: Page) -> None:
    with pytest.raises(pytest.fail.Exception, match="This waits for ever") as stopped, limited(3):
        page.evaluate("() => new Promise(() => {})")
    assert "page.evaluate" in str(stopped.traceback[0].statement)
    assert page.evaluate("() => 1 + 1") == 2


def test_a_loop_without_an_end_fails_as_well() -> None:
    with pytest.raises(pytest.fail.Exception, match="This waits for ever"), limited(1):
        while True:
            pass
