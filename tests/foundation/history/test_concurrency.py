"""Many writers at once make one chain without gaps."""

import threading

from django.db import connection

from foundation.history.actors import SYSTEM
from foundation.history.events import record
from foundation.history.models import Event
from foundation.history.walking import broken_links
from foundation.jobs.models import Job

WRITERS, EACH = 5, 8


def test_five_writers_at_once_make_one_chain_without_gaps(real_commits: None) -> None:
    thing = Job(pk=1, kind="k", key="k")
    start = threading.Barrier(WRITERS)

    def write() -> None:
        try:
            start.wait()
            for _ in range(EACH):
                record("thing done", thing, by=SYSTEM)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = list(Event.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, WRITERS * EACH + 1))
    assert list(broken_links()) == []
