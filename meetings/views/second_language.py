"""A minute in the second language of its body."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.together import brings_together
from foundation.history.findings import require
from meetings import actions, policies
from meetings.forms.second_language import SecondLanguageForm
from meetings.models import Minute
from meetings.second_language import seen_of, words_of
from meetings.views.minutes import address_of


@signed_in
@brings_together
def minute_language(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write heading and text beside the first language; over newer words both are brought together."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
    meeting = minute.minutes.meeting
    require(policies.may_write_minutes(request.user, meeting))
    language = meeting.settings.second_language
    if not language:
        raise Http404("This body has no second language")
    words = words_of(minute, language)
    first = {**words, "seen": seen_of(words)}
    form = SecondLanguageForm(request.POST or None, initial=first, language=language)
    if form.is_valid():
        actions.write_second_language(minute=minute, by=request.user, **form.cleaned_data)
        return redirect(address_of(minute))
    context = {"minute": minute, "meeting": meeting, "form": form, "language": language}
    return render(request, "meetings/minute_language.html", context)
