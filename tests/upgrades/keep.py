"""Keep the demo of this version for later upgrades to be tried on: `python -m tests.upgrades.keep 0.1`."""

import lzma
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SUFFIX = ".sqlite3.xz"
KEY = "seals the demos that are kept for later upgrades and nothing else"


def keep(name: str) -> Path:
    """Build the demo in a folder of its own, pack its database small and keep it beside this file.

    The files of papers and packs are left behind: what is tried is the database.
    """
    target = HERE / f"{name}{SUFFIX}"
    with tempfile.TemporaryDirectory() as folder:
        for command in (["migrate", "-v", "0"], ["demo"]):
            subprocess.run(
                [sys.executable, ROOT / "manage.py", *command], env=environment(Path(folder)), check=True
            )
        small = Path(folder) / "small.sqlite3"
        with sqlite3.connect(Path(folder) / "panelbook.sqlite3") as database:
            database.execute("VACUUM INTO ?", [str(small)])
        target.write_bytes(lzma.compress(small.read_bytes(), preset=9))
    return target


def environment(folder: Path) -> dict[str, str]:
    """An installation whose database and files lie in this folder."""
    left = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    # The key that a history was sealed with is needed to hold it against: no secret here.
    return {**left, "PANELBOOK_VAR": str(folder), "HISTORY_KEY": KEY}


if __name__ == "__main__":
    kept = keep(sys.argv[1])
    sys.stdout.write(f"{kept.name}: {kept.stat().st_size:,} bytes\n")
