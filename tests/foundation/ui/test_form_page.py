"""The one page of a form: it acts and goes back, or shows the form again with all that was typed."""

import re

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from foundation.history.findings import Refused, stopped
from foundation.ui.form_page import PLAIN, THIRDS, FormPage
from foundation.ui.forms import GovukForm

pytestmark = pytest.mark.django_db
PAGE = FormPage("Send it back", "Send back", "/papers/3/")


class Comment(GovukForm):
    comment = forms.CharField(label="Comment")


class Scan(GovukForm):
    scan = forms.FileField(label="Scan")


def request() -> HttpRequest:
    asked = RequestFactory().get("/papers/3/return/")
    asked.user = AnonymousUser()
    return asked


def shown(answer: HttpResponse) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def test_what_a_valid_form_says_is_done_and_the_page_goes_back() -> None:
    form, said = Comment({"comment": "Costs"}), []
    answer = PAGE.answer(request(), form, lambda: said.append(form.cleaned_data["comment"]))
    assert (answer.status_code, answer["Location"], said) == (302, "/papers/3/", ["Costs"])


def test_what_is_not_valid_is_not_done_and_stands_there_again() -> None:
    said: list[str] = []
    page = shown(PAGE.answer(request(), Comment({"comment": ""}), lambda: said.append("done")))
    assert said == []
    assert "<title>Error: Send it back | " in page
    assert "Enter the comment" in page


def test_a_refusal_stands_beside_the_field_with_what_was_typed() -> None:
    form = Comment({"comment": "Costs"})

    def act() -> None:
        raise Refused(stopped("The author has it already."))

    page = shown(PAGE.answer(request(), form, act, "comment"))
    assert form.errors == {"comment": ["The author has it already."]}
    assert 'value="Costs"' in page


def test_the_words_of_the_page_stand_where_they_are_read() -> None:
    words = FormPage(
        "Withdraw it",
        "Withdraw",
        "/papers/",
        "Keep it",
        lead="Item 4 <b>",
        sentence="It says so.",
        title="Withdraw a paper",
        width=THIRDS,
        is_warning=True,
        is_of_tab=True,
    )
    page = shown(words.show(request(), Scan()))
    assert "<title>Withdraw a paper | " in page
    assert '<h1 class="govuk-heading-l">Withdraw it</h1> <p class="app-lead">Item 4 &lt;b&gt;</p>' in page
    assert "<p>It says so.</p>" in page
    assert (
        f'<form method="post" class="{THIRDS}" enctype="multipart/form-data" novalidate data-words-of-tab>'
        in page
    )
    assert 'class="govuk-button govuk-button--warning"' in page
    assert '<a class="govuk-link" href="/papers/">Keep it</a>' in page


def test_there_is_no_link_without_words_and_no_large_page_without_asking() -> None:
    page = shown(FormPage("Answer", "Send", "/notes/1/", "", width=PLAIN).show(request(), Comment()))
    assert 'href="/notes/1/"' not in page
    assert 'class="app-form"' not in page
    assert '<form method="post" novalidate>' in page
    assert 'class="app-form"' in shown(PAGE.show(request(), Comment()))
