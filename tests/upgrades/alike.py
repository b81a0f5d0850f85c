"""Runs the code of any version so that it gives the same bytes each time: one moment, one run of chance.

Not part of the code it runs: started as a script in the folder of that code, with no import from it but its
settings. `alike.py manage work --once` is `manage.py work --once`; `alike.py read FILE` reads the site as the
public does, with `--signed-in` as each role of the demo too, and keeps what it got in FILE.
"""

import os
import pickle
import random
import re
import runpy
import sys
import zlib
from collections import Counter, deque
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import time_machine

NOW = "2026-12-01T10:00:00+00:00"
PUBLIC = "public"
# Address, with the role before it, to status with headers and the compressed body.
Read = dict[str, tuple[str, bytes]]
LINK = re.compile(r"""=["'](/[^"'#<>\s]*|\?[^"'#<>\s]*)""")
FROM_BODY = ("Content-Length", "ETag")
# A year leads to the next one without end.
MOST_QUERIES = 3
SIGN_IN = re.compile(r"\S+@\S+")


class Chance:
    """What the system gives out as random, from a seed; how much was asked for makes a run of its own.

    So a token more or less in one place leaves references and other tokens as they are.
    """

    def __init__(self) -> None:
        self.begin("")

    def begin(self, seed: str) -> None:
        """From now on as at every other beginning with this seed."""
        self.seed, self.runs = seed, dict[int, random.Random]()
        random.seed(seed)

    def urandom(self, size: int) -> bytes:
        """In place of `os.urandom`."""
        return self.runs.setdefault(size, random.Random(f"{self.seed} {size}")).randbytes(size)


def stand_still() -> Chance:
    """Stop the clock and take chance out of this process; nothing waits for the disk."""
    chance = Chance()
    os.urandom = random._urandom = chance.urandom  # type: ignore[attr-defined]
    os.fsync = lambda fd: None
    time_machine.travel(NOW, tick=False).start()
    return chance


def settle() -> None:
    """The settings of the code under test: the clock of the machine, static files under their plain names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from django.conf import settings

    settings.TIME_SOURCE = "django.utils.timezone.now"
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": plain}}


def read(chance: Chance, is_signed_in: bool) -> Read:
    """All that the public reads from the home page on, and what each role of the demo reads."""
    import django
    from django.core.management import call_command

    django.setup()
    found = walk(chance, PUBLIC, "")
    if is_signed_in:
        told = StringIO()
        call_command("demo", sign_ins=True, stdout=told)
        for email in SIGN_IN.findall(told.getvalue()):
            found |= walk(chance, email, email)
    return found


def walk(chance: Chance, role: str, email: str) -> Read:
    """Every page and file within the site that links lead to, each asked for as if it were the only one."""
    from django.contrib.auth import get_user_model
    from django.contrib.staticfiles import finders
    from django.db import transaction
    from django.test import Client

    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    chance.begin(role)
    if email:
        client.force_login(get_user_model().objects.get(email=email))
    signed_in = client.cookies.output()
    found: Read = {}
    asked: Counter[str] = Counter()
    waiting = deque(["/"])
    while waiting:
        address = waiting.popleft()
        path, _, query = address.partition("?")
        if f"{role} {address}" in found or (query and asked[path] == MOST_QUERIES):
            continue
        asked[path] += bool(query)
        if address.startswith("/static/") and (place := finders.find(address.removeprefix("/static/"))):
            found[f"{role} {address}"] = "", zlib.compress(Path(place).read_bytes())
            continue
        chance.begin(f"{role} {address}")
        client.cookies.load(signed_in)
        with transaction.atomic():
            answer = client.get(address)
            body: bytes = answer.getvalue()
            transaction.set_rollback(True)
        found[f"{role} {address}"] = head_of(answer), zlib.compress(body)
        waiting += [answer["Location"]] if answer.has_header("Location") else []
        if answer.get("Content-Type", "").startswith("text/html"):
            waiting += [urljoin(address, each.replace("&amp;", "&")) for each in LINK.findall(body.decode())]
    return found


def head_of(answer: Any) -> str:
    """Status, headers and cookies, a line each; what is worked out from the body is not said again."""
    headers = sorted(f"{name}: {value}" for name, value in answer.items() if name not in FROM_BODY)
    return "\n".join([str(answer.status_code), *headers, answer.cookies.output()])


def main(what: str, *arguments: str) -> None:
    """Run a command of the code in this folder, or read its site."""
    sys.path[0] = str(Path.cwd())
    chance = stand_still()
    chance.begin(" ".join(arguments))
    settle()
    if what == "manage":
        sys.argv = ["manage.py", *arguments]
        runpy.run_path("manage.py", run_name="__main__")
    else:
        Path(arguments[0]).write_bytes(pickle.dumps(read(chance, "--signed-in" in arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
