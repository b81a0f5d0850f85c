"""Opening pages and sending forms as they are offered: nothing breaks, is blank, or leads nowhere."""

import traceback
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from django.db import transaction
from django.test import Client

from tests.sweep import typed

# Made for the asking, page by page: opened once, where a whole state is looked at.
HEAVY = (".pdf", ".docx", ".png", ".json", ".zip", "/export/", "/word/")
FINE = (200, 302, 303)
ANSWERS = (*FINE, 400, 403, 404, 409, 410, 422)
ANY_ID = "//*[@id=$id]"
TOO_LARGE = "9" * 30


@dataclass
class Visit:
    """One person on a round, who remembers what was opened before."""

    client: Client
    opens_files: bool = False
    opened: dict[str, Any] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        """The page at this address; a breakdown is noted."""
        if address not in self.opened:
            self.opened[address] = self._asked(address, "")
        return self.opened[address]

    def look(self, address: str) -> None:
        """Open a page and everything it offers."""
        if address.endswith(HEAVY) and not self.opens_files:
            return
        answer = self.open(address)
        tree = tree_of(answer)
        if answer is None or tree is None or answer.status_code != 200:
            return
        for link in dict.fromkeys(tree.xpath("//a/@href")):
            to = urlsplit(urljoin(address, link))
            if to.scheme or not to.path.startswith("/") or to.path.startswith(("/static/", "/theme/")):
                continue
            if self.opens_files or not to.path.endswith(HEAVY):
                self._follow(address, to.path + (f"?{to.query}" if to.query else ""), to.fragment)
        self.faults += [f"{address} keeps no words: {each}" for each in typed.not_kept(answer)]

    def _follow(self, address: str, to: str, fragment: str) -> None:
        answer = self.open(to)
        if answer is None:
            return
        if answer.status_code not in FINE or answer.get("Location", "").startswith("/accounts/login/"):
            self.faults.append(f"{address} leads to {to}: {answer.status_code}")
        elif fragment and (tree := tree_of(answer)) is not None and not tree.xpath(ANY_ID, id=fragment):
            self.faults.append(f"{address} leads to {to}, where there is no #{fragment}")

    def send(self, address: str, foreign: int) -> None:
        """Send every form of a page empty, wrong, and with the numbers of things of others."""
        answer = self.open(address)
        if answer is None or answer.status_code != 200 or tree_of(answer) is None:
            return
        for form in typed.forms_of(address, answer):
            if form.action.startswith("/accounts/"):
                continue
            for how, data in variants(form, foreign):
                self._asked(form.action, f", sent {how} from {address}", data)

    def _asked(self, address: str, how: str, data: dict[str, Any] | None = None) -> Any:
        """The answer to one request, of which nothing stays; what is wrong with it is noted."""
        try:
            with transaction.atomic():
                answer = self.client.get(address) if data is None else self.client.post(address, data)
                transaction.set_rollback(data is not None)
        except Exception as broken:
            at = traceback.extract_tb(broken.__traceback__)[-1]
            where = f"{at.filename.rpartition('/')[2]}:{at.lineno}"
            self.faults.append(f"{address}{how}: {type(broken).__name__} {broken} ({where})")
            return None
        if answer.status_code not in ANSWERS and not (data is None and answer.status_code == 405):
            self.faults.append(f"{address}{how}: {answer.status_code}")
        elif answer.status_code not in FINE and is_blank(answer) and not address.endswith(".png"):
            self.faults.append(f"{address}{how}: {answer.status_code} without a word")
        return answer


def is_blank(answer: Any) -> bool:
    """True where a refusal says nothing."""
    return not answer.streaming and b"<h1" not in answer.content and b'"' not in answer.content[:2]


def tree_of(answer: Any) -> lxml.html.HtmlElement | None:
    """The page, where it is one; read once."""
    if answer is None or answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
        return None
    if not hasattr(answer, "tree"):
        answer.tree = lxml.html.document_fromstring(answer.content.decode()) if answer.content else None
    return answer.tree


def variants(form: typed.Typed, foreign: int) -> list[tuple[str, dict[str, Any]]]:
    """What may come of a form besides what it asks for."""
    choices = [name for name in {**form.values, **form.likely} if name not in form.texts]
    numbers = [name for name in choices if str(form.values.get(name, form.likely.get(name, ""))).isdecimal()]
    wrong = dict.fromkeys(form.texts, "a\x00b") | dict.fromkeys(choices, "nonsense")
    days = {f"{name}{part}": value for name in form.days for part, value in
            (("_day", "31"), ("_month", "2"), ("_year", "2026"))}  # fmt: skip
    whole = form.values | {name: value or "Words" for name, value in form.likely.items()}
    return [
        ("empty", {name: value for name, value in form.values.items() if name not in form.texts}),
        ("bare", {}),
        ("wrong", form.values | wrong | days),
        ("foreign", whole | dict.fromkeys(numbers, str(foreign))),
        ("too large", whole | dict.fromkeys([*numbers, *form.texts], TOO_LARGE)),
        ("doubled", {name: [value, value] for name, value in whole.items() if not isinstance(value, list)}),
    ]
