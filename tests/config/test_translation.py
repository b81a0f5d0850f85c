"""Pages in a made-up language: whatever is still English there is written into the code."""

import html
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import trans_real

from foundation.accounts.roles import Role
from foundation.history.models import Event
from foundation.history.wording import PHRASES
from panels import actions
from partnerships import actions as partnerships
from tests.builders.panels import make_panel, make_secretary, seat_member
from tests.builders.partnerships import make_csp

pytestmark = pytest.mark.django_db
LANGUAGE = "qq"
# What people typed: the names of the panel and of who reads, and the footer.
TYPED = {
    "Wessex Panel",
    "Ellen Marsh",
    "panel@wessexpcp.example",
    "Democratic Services, Ambermere County Council",
    "County Hall, Ambermere AM1 2WX",
}
# Tables of words that are made when a module is read, and are not translated yet.
NOT_YET = {
    "meetings:follow_ups": {
        "Outstanding",
        "Overdue",
        "Responses awaited",
        "Without an owner",
        "Closed",
        "Everything",
    },
    "panels:venue_add": set(),
}
MARKUP = re.compile(r"<(script|style|head)\b.*?</\1>|<[^>]*>", re.DOTALL)


class MadeUp:
    """A language in which every sentence is the English one in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, one: str, many: str, number: int) -> str:
        return f"⟦{one if number == 1 else many}⟧"

    def __getattr__(self, name: str) -> Any:
        return getattr(trans_real.translation("en-gb"), name)


@pytest.fixture(autouse=True)
def _made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setitem(vars(trans_real)["_translations"], LANGUAGE, MadeUp())
    with translation.override(LANGUAGE):
        yield


def english(answer: Any) -> set[str]:
    """The texts of a page that are not in brackets."""
    texts = re.split(r"\n", MARKUP.sub("\n", html.unescape(answer.content.decode())))
    bare = (re.sub(r"⟦[^⟦⟧]*⟧", "", text).strip() for text in texts if "⟦" not in text and "⟧" not in text)
    return {text for text in bare if re.search(r"[^\W\d_]{2}", text)}


def test_the_pages_of_whoever_is_not_signed_in_are_in_the_language(client: Client) -> None:
    assert english(client.get(reverse("account_login"))) == {"Panelbook"}
    assert english(client.get(reverse("library:meetings"))) == {"Panelbook"}


@pytest.mark.parametrize(
    "name", ["meetings:meetings", "meetings:papers", "meetings:follow_ups", "panels:home", "scrutiny:home"]
)
def test_the_pages_of_the_secretariat_are_in_the_language(name: str, client: Client) -> None:
    client.force_login(make_secretary(make_panel(name="Wessex Panel")))
    assert english(client.get(reverse(name))) - TYPED == NOT_YET.get(name, set())


def test_a_refused_form_says_why_in_the_language(client: Client) -> None:
    client.force_login(make_secretary(make_panel(name="Wessex Panel")))
    answer = client.post(reverse("panels:venue_add"), {"name": ""})
    assert "⟦Enter " in answer.content.decode()
    assert english(answer) - TYPED == NOT_YET["panels:venue_add"]


def test_the_made_up_language_changes_what_is_said() -> None:
    assert translation.gettext("Final check") == "⟦Final check⟧"


def test_the_history_keeps_its_verbs_in_english_whatever_language_is_read() -> None:
    body = make_panel(name="Wessex Panel")
    actions.change_person(person=seat_member(body), given_name="Robyn", by=make_secretary(body))
    assert last_verb() == "person changed"


def test_a_verb_made_of_a_label_is_kept_in_english_too() -> None:
    body = make_panel(name="Wessex Panel")
    ellen = make_secretary(body)
    csp = make_csp(body, ellen, "Cranmere")
    assert last_verb() in PHRASES
    held = csp.roles.get(role=Role.CSP_CHAIR)
    partnerships.end_role(held=held, ends_on=timezone.localdate(), by=ellen)
    assert last_verb() == "CSP chair ended"


def last_verb() -> str:
    """What was done last, as the history keeps it."""
    return Event.objects.order_by("-pk").values_list("verb", flat=True)[0]
