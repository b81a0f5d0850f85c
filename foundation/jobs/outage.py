"""A database that is away for a while: told from one that refuses, waited for, and said once."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError, Error, InterfaceError, OperationalError, connection

log = logging.getLogger("panelbook.jobs")
Answer = TypeVar("Answer")
PAUSES = (0.5, 1.0, 2.0, 5.0, 10.0)
# So long after the database came back, another lane that finds its old connection dead tells nothing new.
SAME_OUTAGE_SECONDS = 60
# What PostgreSQL says of itself while it starts, stops or is full; a lost connection has no code at all.
AWAY_CODES = ("57P01", "57P02", "57P03", "53300")
AWAY_CLASS = "08"
# The last byte of SQLite's codes: busy, input or output failed, full, cannot be opened.
AWAY_SQLITE = {5, 10, 13, 14}


def is_away(error: BaseException) -> bool:
    """True when what went wrong is that the database did not answer, not what it answered."""
    return any(_means_away(each) for each in _chain(error))


def _means_away(error: BaseException) -> bool:
    driver = error.__cause__
    # A server that dies in the middle of its answer is told as the plainest kind of error.
    if driver is None or not (
        isinstance(error, InterfaceError | OperationalError) or type(error) is DatabaseError
    ):
        return False
    if (number := getattr(driver, "sqlite_errorcode", None)) is not None:
        return number & 0xFF in AWAY_SQLITE
    code = getattr(driver, "pgcode", None) or getattr(driver, "sqlstate", None)
    return code is None or code in AWAY_CODES or code.startswith(AWAY_CLASS)


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        yield following
        following = following.__cause__ or following.__context__


class AtOnce:
    """No patience: work done inside another process's request or command meets the error itself."""

    def noticed(self, error: BaseException) -> None:
        """Nothing is said."""

    def outlast(self, act: Callable[[], Answer]) -> Answer:
        """Do it once."""
        return act()


class Outage(AtOnce):
    """What all lanes of one worker know of its database being away."""

    def __init__(self, stop: threading.Event) -> None:
        self._stop = stop
        self._lock = threading.Lock()
        self._is_out = False
        self._ended: float | None = None

    def noticed(self, error: BaseException) -> None:
        """The database did not answer this thread: give its connection up, and say so if nobody has."""
        connection.close()
        with self._lock:
            is_news = not self.lasts_or_ended_within(SAME_OUTAGE_SECONDS)
            self._is_out = True
        if is_news:
            said = " ".join(str(error).split())
            log.error("The database does not answer (%s: %s); waiting for it", type(error).__name__, said)

    def over(self) -> None:
        """The database answered."""
        with self._lock:
            was_out, self._is_out = self._is_out, False
            if was_out:
                is_news = not self.lasts_or_ended_within(SAME_OUTAGE_SECONDS)
                self._ended = time.monotonic()
        if was_out and is_news:
            log.warning("The database answers again")

    def lasts_or_ended_within(self, seconds: float) -> bool:
        """True while the database is away, and for so long after it came back."""
        if self._is_out:
            return True
        return self._ended is not None and time.monotonic() - self._ended < seconds

    def pause(self, tries: int) -> bool:
        """Wait, longer at each try; True when this process was asked to stop.

        Never so long that work done before the database came back loses its lease after it.
        """
        longest = settings.WORKER_LEASE_SECONDS / 3
        return self._stop.wait(min(longest, PAUSES[min(tries, len(PAUSES) - 1)]))

    def outlast(self, act: Callable[[], Answer]) -> Answer:
        """Do something that may be repeated until the database answers, or until asked to stop.

        Inside a transaction there is nothing to wait for: it went with the connection.
        """
        tries = 0
        while True:
            try:
                answer = act()
            except Error as error:
                if not is_away(error) or connection.in_atomic_block:
                    raise
                self.noticed(error)
                if self.pause(tries):
                    raise
                tries += 1
            else:
                self.over()
                return answer
