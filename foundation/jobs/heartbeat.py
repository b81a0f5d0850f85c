"""A sign of life beside a handler, so that a step which takes long does not lose its lease."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.conf import settings
from django.db import Error, connection

from foundation.jobs.outage import is_away
from foundation.jobs.progress import Progress

Heartbeat = Callable[[Progress], AbstractContextManager[object]]
log = logging.getLogger("panelbook.jobs")


@contextmanager
def heartbeat_thread(progress: Progress) -> Iterator[None]:
    """While the handler runs, a thread with its own connection moves the lease on, three times a lease."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(progress, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _beat(progress: Progress, over: threading.Event) -> None:
    try:
        while not over.wait(settings.WORKER_LEASE_SECONDS / 3):
            try:
                if not progress.keep():
                    return
            except Error as error:
                if not is_away(error):
                    log.warning("The lease of %s could not be moved on", progress.job, exc_info=True)
                progress.outage.noticed(error)
                connection.close()
    finally:
        connection.close()
