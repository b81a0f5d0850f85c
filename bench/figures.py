"""`make bench`: one line a figure, `name value unit goal verdict`; ratios are taken within this one run.

The verdict is `ok` or `short` where there is a goal, and `info` where there is none.
"""

import io
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from statistics import median

import django

PARTS = ("packs", "engine", "proof", "pages", "live", "minutes", "autosave", "clicks")
# Every day: smaller sizes, and goals of those sizes only.
QUICK = bool(os.environ.get("QUICK"))


@dataclass(frozen=True)
class Figure:
    """One measured value, and what it should be: at most, at least, or nothing."""

    name: str
    value: float
    unit: str
    at_most: float | None = None
    at_least: float | None = None

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        if self.at_most is None and self.at_least is None:
            return "info"
        low = self.at_least is None or self.value >= self.at_least
        high = self.at_most is None or self.value <= self.at_most
        return "ok" if low and high else "short"

    @property
    def goal(self) -> str:
        """The goal in signs."""
        if self.at_most is not None:
            return f"<={self.at_most:g}"
        return f">={self.at_least:g}" if self.at_least is not None else "-"

    def __str__(self) -> str:
        return f"{self.name:58} {self.value:10.3f} {self.unit:8} {self.goal:8} {self.verdict}"


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes, in seconds of wall time."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def alternating(
    first: Callable[[], object], second: Callable[[], object], rounds: int
) -> tuple[float, float]:
    """Medians of two pieces of work done in turn, so that both meet the same noise."""
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return median(a for a, _ in pairs), median(b for _, b in pairs)


@contextmanager
def empty_site() -> Iterator[None]:
    """A test database and a files folder of their own."""
    with tempfile.TemporaryDirectory(prefix="panelbook-bench-") as folder:
        os.environ["PANELBOOK_VAR"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        os.environ.pop("DATABASE_URL", None)
        django.setup()
        from django.conf import settings
        from django.db import connection
        from django.test.utils import setup_databases, setup_test_environment, teardown_test_environment

        from tests.migrated import on_sqlite

        settings.STORAGES["staticfiles"] = {
            "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        }
        setup_test_environment(debug=False)
        on_sqlite(connection.settings_dict, Path(folder))
        with redirect_stdout(io.StringIO()):
            setup_databases(verbosity=0, interactive=False, keepdb=True)
        try:
            yield
        finally:
            connection.close()
            teardown_test_environment()


def main() -> int:
    """Print the figures of every part, or of those named; 1 after a list of what is short or broken."""
    wrong: list[str] = []
    with empty_site():
        for part in sys.argv[1:] or PARTS:
            try:
                for figure in import_module(f"bench.{part}").figures():
                    print(figure, flush=True)
                    wrong += [f"short: {figure}"] if figure.verdict == "short" else []
            except Exception:
                traceback.print_exc()
                wrong.append(f"broken: {part}")
    print("\n".join(wrong) or "Nothing is short or broken.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
