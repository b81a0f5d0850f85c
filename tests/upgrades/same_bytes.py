"""Shows that a change of the code changed no page, no PDF and no mail: `python -m tests.upgrades.same_bytes`.

Both versions of the code build the demo and migrate the last kept one at the same moment and with the same
chance (see alike.py), and what they then serve is compared byte by byte. Say which version is the one before
by its commit or its folder; `--signed-in` reads the demo as each of its roles, too. A difference that is not
listed in `WANTED` is printed, and the exit code is 1. Not part of `make test`: it takes some minutes.
"""

import argparse
import difflib
import email
import io
import itertools
import lzma
import pickle
import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.policy import default as plain
from functools import partial
from pathlib import Path

from tests.upgrades.alike import Read
from tests.upgrades.keep import HERE, ROOT, SUFFIX, environment

BEFORE = "cc9848e"
KEPT = "issue-9"
MOST_LINES = 12
# As Django writes it into a file of mails.
BETWEEN_MAILS = b"-" * 79 + b"\n"
SECRET_KEY = "is the same for both versions and keeps nothing secret at all, see above"


@dataclass(frozen=True)
class Wanted:
    """A change that was asked for: where (an expression), which words every changed line has, why."""

    at: str
    words: str
    why: str


WANTED: tuple[Wanted, ...] = ()


@dataclass(frozen=True)
class Difference:
    """An address whose answers differ, with the lines that do: "-" before, "+" after."""

    at: str
    lines: tuple[str, ...]

    def is_wanted(self, wanted: Iterable[Wanted]) -> bool:
        """True where one wanted change explains every line."""
        return any(
            re.search(each.at, self.at) and all(re.search(each.words, line) for line in self.lines)
            for each in wanted
        )


def differences(before: Read, after: Read) -> list[Difference]:
    """What is not equal, or there in one version only."""
    known = sorted(before.keys() | after.keys())
    return [
        Difference(at, tuple(changed_lines(before.get(at), after.get(at))))
        for at in known
        if before.get(at) != after.get(at)
    ]


def changed_lines(before: tuple[str, bytes] | None, after: tuple[str, bytes] | None) -> Iterator[str]:
    """The lines that differ; where all words are the same, from which byte on the rest does."""
    if before is None or after is None:
        yield "+ only after" if before is None else "- only before"
        return
    (head, old), (new_head, new) = before, after
    old, new = zlib.decompress(old), zlib.decompress(new)
    lines = difflib.unified_diff(
        [*head.splitlines(), *words_of(old)], [*new_head.splitlines(), *words_of(new)], n=0, lineterm=""
    )
    found = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    yield from found or [f"± other bytes from byte {same} on, of {len(old)} before and {len(new)} after"]


def words_of(body: bytes) -> list[str]:
    """A page, a PDF or a Word file as lines of text."""
    if body.startswith(b"%PDF"):
        read = ["pdftotext", "-layout", "-", "-"]
        body = subprocess.run(read, input=body, capture_output=True, check=True).stdout
    elif body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as box:
            body = b"\n".join(name.encode() + b"\n" + box.read(name) for name in box.namelist())
    return body.decode("utf-8", "replace").splitlines()


def told(found: list[Difference]) -> Iterator[str]:
    """The differences as lines to print: addresses that differ alike stand together."""
    for lines, alike in itertools.groupby(
        sorted(found, key=lambda each: each.lines), lambda each: each.lines
    ):
        first, *others = [each.at for each in alike]
        yield f"\n{first}" + (f" and {len(others)} more, such as {others[-1]}" if others else "")
        yield from lines[:MOST_LINES]
        if len(lines) > MOST_LINES:
            yield f"… and {len(lines) - MOST_LINES} lines more"


class Version:
    """The code in a folder, run so that it gives the same each time."""

    def __init__(self, code: Path, place: Path) -> None:
        self.code, self.place = code, place
        place.mkdir()

    def run(self, *command: str | Path) -> None:
        """Run alike.py in the folder of the code; ends with what it said where it failed."""
        given = environment(self.place) | {"SECRET_KEY": SECRET_KEY, "PYTHONHASHSEED": "0"}
        done = subprocess.run(
            [sys.executable, HERE / "alike.py", *command],
            cwd=self.code,
            env=given,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            sys.exit(f"{self.code}: {' '.join(map(str, command))}\n{done.stderr}")

    def read(self, *options: str) -> Read:
        """All that is there to be read, and every file and mail that was made."""
        pages = self.place / "read"
        self.run("read", pages, *options)
        files = {f"file {path.name}": path.read_bytes() for path in self.place.glob("files/??/*")}
        found: Read = pickle.loads(pages.read_bytes())
        return found | {at: ("", zlib.compress(body)) for at, body in [*files.items(), *self._mails()]}

    def _mails(self) -> Iterator[tuple[str, bytes]]:
        count: Counter[str] = Counter()
        written = b"".join(path.read_bytes() for path in self.place.glob("mail/*"))
        for body in sorted(filter(None, written.split(BETWEEN_MAILS))):
            mail = email.message_from_bytes(body, policy=plain)
            to = f"mail to {mail['To']}, {mail['Subject']}"
            count[to] += 1
            yield f"{to} ({count[to]})", body


def demo(code: Path, place: Path, options: list[str]) -> Read:
    """The demo as this code builds it, with its background work done."""
    version = Version(code, place)
    for command in (["migrate", "-v0"], ["demo"], ["work", "--once"]):
        version.run("manage", *command)
    return version.read(*options)


def kept(code: Path, place: Path) -> Read:
    """The demo of an earlier version, migrated by this code. Its files were not kept."""
    version = Version(code, place)
    (place / "panelbook.sqlite3").write_bytes(lzma.decompress((HERE / f"{KEPT}{SUFFIX}").read_bytes()))
    version.run("manage", "migrate", "-v0")
    return version.read()


def code_of(version: str, folder: Path) -> Path:
    """The folder of a version, or a commit laid out in one."""
    if Path(version).is_dir():
        return Path(version).resolve()
    packed = subprocess.run(["git", "archive", version], cwd=ROOT, capture_output=True, check=True).stdout
    folder.mkdir()
    subprocess.run(["tar", "-x"], cwd=folder, input=packed, check=True)
    return folder


def main() -> int:
    """Compare, print, and say by the exit code whether there is a difference that nobody asked for."""
    given = argparse.ArgumentParser(description=__doc__)
    given.add_argument("before", nargs="?", default=BEFORE, help="commit or folder of the code before")
    given.add_argument("--signed-in", action="store_true", help="read as each role of the demo, too")
    arguments = given.parse_args()
    options = ["--signed-in"] if arguments.signed_in else []
    wrong = 0
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as both:
        before, here = code_of(arguments.before, Path(folder) / "code"), Path(folder)
        for name, make in (("demo", partial(demo, options=options)), ("kept", kept)):
            old = both.submit(make, before, here / f"{name}-before")
            new = both.submit(make, ROOT, here / f"{name}-after")
            found = differences(old.result(), new.result())
            unlisted = [each for each in found if not each.is_wanted(WANTED)]
            for line in told(unlisted):
                sys.stdout.write(f"{line}\n")
            sys.stdout.write(
                f"{name}: {len(old.result())} compared, {len(found) - len(unlisted)} differ as wanted, "
                f"{len(unlisted)} unlisted\n"
            )
            wrong += len(unlisted)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
