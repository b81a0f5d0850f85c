"""The worker: one process that reaps, schedules and does what is due until it is asked to stop.

Its lanes are threads: mail and what has a set time go on while a pack is built, or a mail server hangs.
"""

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable
from types import FrameType

from django.conf import settings
from django.db import Error, close_old_connections, connections

from foundation.jobs import queue
from foundation.jobs.heartbeat import heartbeat_thread
from foundation.jobs.outage import Outage

log = logging.getLogger("panelbook.jobs")
IDLE_SECONDS = 1.0
# So long a lane may take to stop: a message on its way to a server that hangs is tried again another time.
GOING_SECONDS = 10


class Worker:
    """One worker process with a name of its own, which its claims carry."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._stop = threading.Event()
        self.outage = Outage(self._stop)

    def stop_on_signals(self) -> None:
        """Stop at the next step of progress on SIGTERM or SIGINT; the work goes back to the queue."""
        signal.signal(signal.SIGTERM, self._asked_to_stop)
        signal.signal(signal.SIGINT, self._asked_to_stop)

    def run(self, check: Callable[[], None]) -> None:
        """Check, then work in every lane until asked to stop; a database that is away is waited for.

        Also at the start: on the day the machine comes up, the database may be the slower one.
        """
        try:
            self.outage.outlast(check)
        except Error:
            if not self._stop.is_set():
                raise
        lanes = [lane for lane in queue.LANES if lane != queue.WORK]
        threads = [threading.Thread(target=self._work_in, args=(lane,), daemon=True) for lane in lanes]
        for thread in threads:
            thread.start()
        self._work_in(queue.WORK)
        for thread in threads:
            thread.join(GOING_SECONDS)

    def _work_in(self, lane: str) -> None:
        tries = 0
        while not self._stop.is_set():
            try:
                busy = self.run_once(lane)
            except Error as error:
                # Also a database whose tables are still to be made is waited for.
                self.outage.noticed(error)
                self.outage.pause(tries)
                tries += 1
                continue
            tries = 0
            if not busy:
                self._stop.wait(IDLE_SECONDS)
        connections.close_all()

    def run_once(self, lane: str | None = None) -> bool:
        """Take up what dead workers left, queue what is periodic, do one piece; False when none was due."""
        close_old_connections()
        # While the database was away no worker could move its lease on: give the others the time to do so.
        if not self.outage.lasts_or_ended_within(settings.WORKER_LEASE_SECONDS):
            queue.reap()
        queue.schedule_periodic(lane)
        self.outage.over()
        return queue.run_next(
            self.name,
            lane=lane,
            heartbeat=heartbeat_thread,
            stop_asked=self._stop.is_set,
            outage=self.outage,
        )

    def run_until_idle(self) -> int:
        """Do what is due now, lane after lane, and return how many pieces that was."""
        count = 0
        while not self._stop.is_set() and self.run_once():
            count += 1
        return count

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        log.info("Asked to stop: finishing the present step")
        self._stop.set()
