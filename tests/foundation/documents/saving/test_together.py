"""A form sent over a newer version: joined and saved, asked about, or shown again with what was typed."""

import re
from dataclasses import dataclass, field
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.test import RequestFactory

from foundation.accounts.models import User
from foundation.documents.saving import together
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import Refused, stopped
from foundation.ui.forms import GovukForm
from foundation.ui.sending import sent_by
from tests.builders.meetings import london

pytestmark = pytest.mark.django_db


class WordsForm(GovukForm):
    title = forms.CharField()
    text = forms.CharField(widget=forms.Textarea, required=False)
    based_on = forms.IntegerField(widget=forms.HiddenInput)


@dataclass
class Stored:
    """What a page is about, and what happens while it is written on."""

    title: str = "T"
    text: str = "One.\n\nTwo."
    version: int = 1
    meanwhile: list[dict[str, str]] = field(default_factory=list)

    def save(self, **facts: str) -> None:
        self.__dict__ |= facts
        self.version += 1


def asked(data: dict[str, Any] | None = None, user: User | None = None) -> HttpRequest:
    request = RequestFactory().get("/here/") if data is None else RequestFactory().post("/here/", data)
    request.user = user or AnonymousUser()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    return request


def save(stored: Stored, request: HttpRequest) -> "together.Saved[Stored, WordsForm]":
    def form_of(found: Stored, data: QueryDict | None) -> WordsForm:
        first = {"title": found.title, "text": found.text, "based_on": found.version}
        return WordsForm(data, initial=first)

    def act(found: Stored, form: WordsForm) -> HttpResponse:
        typed = dict(form.cleaned_data)
        if stored.meanwhile:
            stored.save(**stored.meanwhile.pop(0))
        if typed.pop("based_on") != found.version:
            raise NewerVersion("Jo Kerr", london(2026, 9, 1, 9), found.version, found.text, typed["text"])
        if "!" in typed["title"]:
            raise Refused(stopped("Write it without shouting.", code="title"))
        found.save(**typed)
        return redirect("/done/")

    return together.save(request, lambda: stored, form_of, act)


def opened(stored: Stored, user: User | None = None) -> dict[str, Any]:
    """What a browser that opens the page would send."""
    form = save(stored, asked(user=user)).form
    assert form.opened_with is not None
    return {name: sent[0] for name, sent in sent_by(form.parts).values.items()} | {"base": form.opened_with}


def page_of(saved: "together.Saved[Stored, WordsForm]") -> str:
    assert saved.answer is not None
    return re.sub("</?ins>", "", saved.answer.content.decode())


def fields_of(page: str) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))


def said(request: HttpRequest) -> list[str]:
    return [str(each) for each in get_messages(request)]


def test_without_a_newer_version_the_act_answers() -> None:
    stored = Stored()
    request = asked(opened(stored) | {"title": "Mine"})
    answer = save(stored, request).answer
    assert (answer and answer.url, stored.title, said(request)) == ("/done/", "Mine", [])  # type: ignore[attr-defined]


def test_over_a_newer_version_both_are_saved_and_that_is_said() -> None:
    stored = Stored()
    sent = opened(stored) | {"text": "One.\n\nTwo.\n\nThree."}
    stored.save(title="Theirs", text="One, theirs.\n\nTwo.")
    request = asked(sent)
    answer = save(stored, request).answer
    assert (answer and answer.status_code, said(request)) == (302, [together.JOINED])
    assert (stored.title, stored.text) == ("Theirs", "One, theirs.\n\nTwo.\n\nThree.")


def test_what_both_changed_is_asked_and_saved_as_chosen() -> None:
    stored = Stored()
    sent = opened(stored) | {"title": "Mine"}
    stored.save(title="Theirs")
    page = page_of(save(stored, asked(sent)))
    assert [words in page for words in ("Jo Kerr saved a newer version", "Theirs", "Mine")] == [True] * 3
    save(stored, asked(fields_of(page) | {"title-0": "yours"}))
    assert stored.title == "Mine"


def test_what_changed_while_somebody_chose_is_asked_again_with_what_was_typed() -> None:
    stored = Stored()
    sent = opened(stored) | {"title": "Mine"}
    stored.save(title="Theirs")
    page = page_of(save(stored, asked(sent)))
    stored.save(title="Theirs again")
    page = page_of(save(stored, asked(fields_of(page) | {"title-0": "yours"})))
    assert (stored.title, "It has changed again" in page) == ("Theirs again", True)
    save(stored, asked(fields_of(page) | {"title-0": "yours"}))
    assert stored.title == "Mine"


def test_a_save_in_the_moment_of_joining_loses_nothing() -> None:
    stored = Stored()
    sent = opened(stored) | {"text": "One.\n\nTwo.\n\nMine."}
    stored.meanwhile = [{"title": "Theirs"}, {"text": "One, theirs.\n\nTwo."}]
    page = page_of(save(stored, asked(sent)))
    save(stored, asked(fields_of(page)))
    assert (stored.title, stored.text) == ("Theirs", "One, theirs.\n\nTwo.\n\nMine.")


def test_what_a_rule_refuses_is_said_beside_the_field_and_the_form_still_carries_what_it_showed() -> None:
    stored = Stored()
    sent = opened(stored)
    saved = save(stored, asked(sent | {"title": "Mine!"}))
    assert saved.answer is None
    assert saved.form.errors == {"title": ["Write it without shouting."]}
    assert saved.form.opened_with == sent["base"]


def test_a_joined_form_that_is_refused_carries_what_is_saved_now() -> None:
    stored = Stored()
    sent = opened(stored) | {"title": "Mine!"}
    stored.save(text="One.\n\nTwo, theirs.")
    saved = save(stored, asked(sent))
    assert saved.form["text"].value() == "One.\n\nTwo, theirs."
    assert (saved.form["title"].value(), saved.form.opened_with) == ("Mine!", opened(stored)["base"])


def test_what_was_not_signed_for_this_reader_counts_for_nothing() -> None:
    stored, ada = Stored(), User.objects.create(email="ada@wessexpcp.example", name="Ada Roe")
    sent = opened(stored, ada) | {"title": "Mine"}
    stored.save(title="Theirs", text="Other.")
    page = page_of(save(stored, asked(sent)))
    assert [f"versus-{name}" in page for name in ("title", "text")] == [True, True]
    saved = save(stored, asked(sent | {"title": ""}))
    assert saved.form.opened_with == ""


def test_the_page_of_choices_of_another_sign_in_saves_nothing_and_says_so() -> None:
    stored, ada = Stored(), User.objects.create(email="ada@wessexpcp.example", name="Ada Roe")
    sent = opened(stored, ada) | {"title": "Mine"}
    stored.save(title="Theirs")
    page = page_of(save(stored, asked(sent, ada)))
    request = asked(fields_of(page) | {"title-0": "yours"})
    saved = save(stored, request)
    assert (saved.answer, stored.title, said(request)) == (None, "Theirs", [together.OF_ANOTHER])
