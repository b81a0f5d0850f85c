"""Leaves behind which tests took longest, so that `scripts/test` can name the ten slowest of both runs."""

import os
from collections import defaultdict
from heapq import nlargest
from operator import itemgetter
from pathlib import Path

import pytest

TOLD = 10


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Add the slowest tests of this run to the list of `make test`: seconds with setting up, run, name."""
    folder, seconds = os.environ.get("PANELBOOK_VAR"), defaultdict[str, float](float)
    # Each process of a shared run has a summary of its own, and the first has all of them.
    if not folder or hasattr(terminalreporter.config, "workerinput"):
        return
    for reports in terminalreporter.stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid] += report.duration
    where = os.environ.get("PANELBOOK_SHARE", "")
    lines = [
        f"{took:7.1f} s  {where:<10}  {name}\n"
        for name, took in nlargest(TOLD, seconds.items(), key=itemgetter(1))
    ]
    with (Path(folder) / "slowest").open("a") as told:
        told.writelines(lines)
