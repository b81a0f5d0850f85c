"""A browser whose page of a sent file goes on by itself, since the worker does its part at once."""

import re
from typing import Any

from django.test import Client

from foundation.jobs import queue

PAGE = re.compile(r"[^?]*/sent/[\w-]+/")


class Browser(Client):
    """Posting a file leads to what came of it, as it does for somebody who waits a moment."""

    def post(self, path: Any, data: Any = None, *args: Any, **extra: Any) -> Any:
        """The answer behind the page that waits: where the file led, or the form with what was found."""
        follow = extra.pop("follow", False)
        answer = super().post(path, data, *args, **extra)
        if answer.status_code == 302 and PAGE.fullmatch(answer["Location"]):
            answer = self.after_the_check(answer["Location"])
        if not follow:
            return answer
        # A private method, which the types of Django leave out.
        return self._handle_redirects(answer, data=data, **extra)  # type: ignore[attr-defined]

    def after_the_check(self, page: str) -> Any:
        """What the page of a sent file leads to once the worker is done."""
        check_files()
        answer = self.get(page)
        is_refused = answer.status_code == 302 and "sent=" in answer["Location"]
        return self.get(answer["Location"]) if is_refused else answer


def check_files() -> None:
    """Let the worker check every file that waits."""
    while queue.run_next("the worker of the test", lane=queue.FILES):
        pass
