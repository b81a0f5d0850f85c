"""The worker: one process that reaps, schedules and does what is due until it is asked to stop."""

import logging
import os
import secrets
import signal
import socket
import threading
from types import FrameType

from django.db import DatabaseError, close_old_connections, connections

from foundation.jobs import queue
from foundation.jobs.heartbeat import heartbeat_thread

log = logging.getLogger("panelbook.jobs")
IDLE_SECONDS = 1.0


class Worker:
    """One worker process with a name of its own, which its claims carry."""

    def __init__(self) -> None:
        self.name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._stop = threading.Event()

    def stop_on_signals(self) -> None:
        """Stop at the next step of progress on SIGTERM or SIGINT; the work goes back to the queue."""
        signal.signal(signal.SIGTERM, self._asked_to_stop)
        signal.signal(signal.SIGINT, self._asked_to_stop)

    def run(self) -> None:
        """Work until asked to stop; a database that is away for a while is waited for."""
        while not self._stop.is_set():
            try:
                busy = self.run_once()
            except DatabaseError:
                log.exception("The database did not answer; trying again")
                connections.close_all()
                busy = False
            if not busy:
                self._stop.wait(IDLE_SECONDS)

    def run_once(self) -> bool:
        """Take up what dead workers left, queue what is periodic, do one piece; False when none was due."""
        close_old_connections()
        queue.reap()
        queue.schedule_periodic()
        return queue.run_next(self.name, heartbeat=heartbeat_thread, stop_asked=self._stop.is_set)

    def run_until_idle(self) -> int:
        """Do what is due now and return how many pieces that was."""
        count = 0
        while not self._stop.is_set() and self.run_once():
            count += 1
        return count

    def _asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        log.info("Asked to stop: finishing the present step")
        self._stop.set()
