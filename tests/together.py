"""Two people at one form: what a browser would send after somebody else saved, and the page of choices."""

import re
from collections.abc import Callable
from typing import Any

from django.test import Client
from lxml import html


def sent_by(page: str, name: str) -> dict[str, Any]:
    """What the form of a page with this field would send."""
    tree = html.document_fromstring(page)
    form = next(form for form in tree.forms if name in form.fields)
    found: dict[str, Any] = {}
    for key, value in form.form_values():
        found[key] = (
            [*([found[key]] if isinstance(found[key], str) else found[key]), value] if key in found else value
        )
    found.pop("csrfmiddlewaretoken", None)
    found.pop("once_key", None)
    return found


def over(client: Client, address: str, meanwhile: Callable[[], object], to: str = "", **typed: str) -> str:
    """Open a page, let somebody else save, and send what was typed: the page of choices, marks left out."""
    fields = sent_by(client.get(address).content.decode(), "base")
    meanwhile()
    answer = client.post(to or address, fields | typed)
    return re.sub("</?ins>", "", answer.content.decode()) if answer.status_code == 200 else answer["Location"]


def choose(client: Client, address: str, page: str, **choices: str) -> int:
    """Send the choices; the status of the answer."""
    fields = sent_by(page, "typed")
    return client.post(
        address, fields | {f"{name}-0": choice for name, choice in choices.items()}
    ).status_code
