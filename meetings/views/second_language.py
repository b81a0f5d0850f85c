"""A minute in the second language of its body."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents import together
from foundation.history.findings import require
from meetings import actions, policies
from meetings.forms.second_language import SecondLanguageForm
from meetings.models import Minute
from meetings.second_language import seen_of, words_of
from meetings.views.minutes import address_of


def _form(minute: Minute, data: Any) -> SecondLanguageForm:
    language = minute.minutes.meeting.settings.second_language
    words = words_of(minute, language)
    return SecondLanguageForm(data, initial={**words, "seen": seen_of(words)}, language=language)


@signed_in
def minute_language(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write heading and text beside the first language; over newer words both are brought together."""

    def read() -> Minute:
        minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
        require(policies.may_write_minutes(request.user, minute.minutes.meeting))
        if not minute.minutes.meeting.settings.second_language:
            raise Http404("This body has no second language")
        return minute

    def act(minute: Minute, form: SecondLanguageForm) -> HttpResponse:
        actions.write_second_language(minute=minute, by=request.user, **form.cleaned_data)
        return redirect(address_of(minute))

    saved = together.save(request, read, _form, act)
    meeting = saved.found.minutes.meeting
    context = {"minute": saved.found, "meeting": meeting, "form": saved.form}
    context["language"] = meeting.settings.second_language
    return saved.answer or render(request, "meetings/minute_language.html", context)
