"""Forms as a browser without scripts would send them, read from the page itself."""

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

import lxml.html
from django.core import signing
from django.test import Client

from foundation.ui.forms import OPENED_WITH

# Minutes and the meeting day save by themselves; passwords and codes are kept nowhere.
SAVES_ITSELF = (
    "self::*[@data-act] | .//*[@data-safe] | .//input[@type='password' or @autocomplete='one-time-code']"
)
LINES = ".//textarea | .//input[not(@type) or @type='text' or @type='email' or @type='tel' or @type='url']"
TEXTS = ("text", "search", "tel", "email", None)


@dataclass
class Typed:
    """One form of a page: where it goes, everything it would send, and which fields a person types in."""

    action: str
    values: dict[str, Any]
    texts: list[str]
    # The fields of more than one line.
    lines: list[str]
    # The fields that take a file.
    files: list[str]
    # Apart from what is sent, so that a test says when it sends one form twice.
    once_key: str = ""
    # What somebody would choose and type: the first choice where none is made.
    likely: dict[str, str] = field(default_factory=dict)

    @property
    def days(self) -> list[str]:
        """The fields that take a day in three parts."""
        return [name[:-4] for name in self.values if name.endswith("_day")]

    @property
    def words(self) -> list[str]:
        """The fields of words; the parts of a day are not."""
        return [name for name in self.texts if not re.search(r"_(day|month|year)$", name)]

    @property
    def keyed(self) -> dict[str, Any]:
        """What a browser sends, the key of the form included."""
        return self.values | {"once_key": self.once_key}

    def filled(self, value: str) -> dict[str, Any]:
        """With this value in every field of words."""
        return self.values | dict.fromkeys(self.words, value)


def forms_of(address: str, response: Any) -> list[Typed]:
    """Every form of a page that is sent by POST."""
    tree = lxml.html.document_fromstring(response.content.decode())
    found = []
    for form in tree.forms:
        if (form.method or "").upper() != "POST":
            continue
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values[name] = [*values[name], value] if isinstance(values.get(name), list) else value
        values.pop("csrfmiddlewaretoken", None)
        once_key = str(values.pop("once_key", ""))
        texts = [
            field.name
            for field in form.inputs
            if field.name and (field.tag == "textarea" or field.tag == "input" and field.type in TEXTS)
        ]
        for name in texts:
            values.setdefault(name, "")
        lines = [field.name for field in form.inputs if field.name and field.tag == "textarea"]
        files = [field.name for field in form.inputs if field.name and field.get("type") == "file"]
        found.append(
            Typed(
                urljoin(address, form.action or address),
                values,
                texts,
                lines,
                files,
                once_key,
                _likely(form, values),
            )
        )
    return found


def _likely(form: lxml.html.HtmlElement, values: dict[str, Any]) -> dict[str, str]:
    """The first choice of every group of buttons and every list without one, and what words fields hold."""
    found: dict[str, str] = {}
    for element in form.iter("input", "select", "textarea"):
        name, kind = element.get("name", ""), element.get("type", "text")
        if not name or values.get(name):
            continue
        if element.tag == "select":
            found.setdefault(name, next((each for each in element.value_options if each), ""))
        elif kind in ("radio", "checkbox"):
            found.setdefault(name, element.get("value", "on"))
        elif (element.tag == "textarea" or kind in TEXTS) and not re.search(r"_(day|month|year)$", name):
            found.setdefault(name, "")
    return found


def not_kept(response: Any) -> list[str]:
    """The forms of a page in which words are typed that no browser keeps (see static/ui/words.js)."""
    if not response.get("Content-Type", "").startswith("text/html") or b"<form" not in response.content:
        return []
    tree = lxml.html.document_fromstring(response.content.decode())
    is_told = bool(tree.xpath("//*[@data-words]") and tree.xpath("//script[contains(@src, '/ui/app')]"))
    return [
        f"{form.action or 'its own address'}: {', '.join(each.get('name') for each in lines)}"
        for form in tree.forms
        if (form.method or "").upper() == "POST" and not form.xpath(SAVES_ITSELF)
        if len(lines := form.xpath(LINES)) > 1 or form.xpath(".//textarea")
        if not (is_told and form.xpath(".//input[@name='once_key']"))
    ]


def carried_wrongly(response: Any, reader: int | None) -> list[str]:
    """The fields of which a form carries another state than its page shows."""
    if not response.get("Content-Type", "").startswith("text/html") or b'name="base"' not in response.content:
        return []
    wrong = []
    for form in lxml.html.document_fromstring(response.content.decode()).forms:
        shown: dict[str, list[str]] = {}
        for name, value in form.form_values():
            # A browser drops the newline that begins a text box.
            shown.setdefault(name, []).append(str(value).replace("\r\n", "\n").removeprefix("\n"))
        if OPENED_WITH not in shown:
            continue
        carried = signing.loads(shown.pop(OPENED_WITH)[0], salt=f"together {reader}")
        for name in (carried.keys() | shown.keys()) - {"csrfmiddlewaretoken", "once_key"}:
            if [*filter(None, carried.get(name, []))] != [*filter(None, shown.get(name, []))]:
                wrong.append(f"{name}: {carried.get(name)}, not {shown.get(name)}")
    return wrong


def main_form(client: Client, address: str) -> Typed:
    """The form of the page that has the most to type in."""
    return max(forms_of(address, client.get(address)), key=lambda form: len(form.texts))
