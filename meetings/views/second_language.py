"""A minute in the second language of its body."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.form_page import PLAIN
from meetings import actions, policies
from meetings.forms.second_language import SecondLanguageForm
from meetings.models import Minute
from meetings.second_language import seen_of, translation_of
from meetings.views.minutes import address_of
from meetings.views.pages import MeetingForm


def _form(minute: Minute, data: Any) -> SecondLanguageForm:
    language = minute.minutes.meeting.settings.second_language
    words = translation_of(minute, language)
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
    page = MeetingForm(
        heading=f"“{saved.found.title}” in the second language",
        title="The second language",
        lead=f"It is printed below the minute ({meeting.settings.second_language}). Software that reads "
        "aloud is told the language of these words, on the web page, in the PDF and in Word.",
        button="Save these words",
        back=address_of(saved.found),
        back_words="Back without saving",
        width=PLAIN,
        tab="minutes",
        template="meetings/minute_form.html",
    )
    return saved.answer or page.show(request, saved.form, minute=saved.found, meeting=meeting)
