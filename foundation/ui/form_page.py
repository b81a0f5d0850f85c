"""The page that holds one form: a heading, what to know first, the fields, a button and the way back."""

from collections.abc import Callable
from dataclasses import dataclass

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_noop

from foundation.ui.acts import is_done
from foundation.ui.said import say_done

# How wide the fields are: LARGE sets the whole page in the type of one task, PLAIN leaves it as it is.
LARGE, THIRDS, MEASURE, PLAIN = "app-form", "govuk-!-width-two-thirds", "app-measure", ""


@dataclass(frozen=True)
class FormPage:
    """The words of a page with one form; a `template` of its own fills the blocks of this one.

    `back` is an address, and a link where it has `back_words`; `lead` and the smaller `sentence` stand under
    the heading; `title` is that of the browser, where it is not the heading; `unsaved` stands over what is
    wrong; what is typed into a form `is_of_tab` is kept by the tab alone; `done` is said on the page that
    follows, with the time.
    """

    heading: str
    button: str
    back: str
    back_words: str = gettext_noop("Back")
    lead: str = ""
    sentence: str = ""
    title: str = ""
    unsaved: str = ""
    width: str = LARGE
    is_warning: bool = False
    is_of_tab: bool = False
    done: str = ""
    template: str = "ui/form_page.html"

    def show(self, request: HttpRequest, form: BaseForm, **about: object) -> HttpResponse:
        """The form with all that was typed and what is wrong; `about`: whatever else the page shows."""
        return render(request, self.template, {"form": form, "form_page": self, **about})

    def answer(
        self,
        request: HttpRequest,
        form: BaseForm,
        act: Callable[[], object],
        field: str | None = None,
        **about: object,
    ) -> HttpResponse:
        """Do what a valid form says and go back; a refusal is said on the form, beside `field`."""
        return self.gone_back(request) if is_done(form, act, field) else self.show(request, form, **about)

    def gone_back(self, request: HttpRequest) -> HttpResponse:
        """Back, saying what was done where the page says it."""
        if self.done:
            say_done(request, self.done)
        return redirect(self.back)
