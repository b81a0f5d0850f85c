"""The private part of a minute: writing it, and a marked copy for those who may read it."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.form_page import PLAIN
from meetings import actions, policies
from meetings.documents.minutes_record import record_of
from meetings.forms.private_minutes import PrivatePartForm
from meetings.models import Minute
from meetings.policies.minutes import readable_private_minutes
from meetings.views.minutes import address_of
from meetings.views.pages import MeetingForm, visible_meeting


def _form(minute: Minute, data: Any) -> PrivatePartForm:
    first = {"text": minute.private_text, "summary": minute.public_summary, "based_on": minute.version}
    return PrivatePartForm(data, initial=first)


@signed_in
def minute_private(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the private part of a minute and its summary; over a newer version both are brought together."""

    def read() -> Minute:
        minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
        require(policies.may_write_minutes(request.user, minute.minutes.meeting))
        return minute

    def act(minute: Minute, form: PrivatePartForm) -> HttpResponse:
        actions.write_private_part(minute=minute, by=request.user, **form.cleaned_data)
        return redirect(address_of(minute))

    saved = together.save(request, read, _form, act)
    page = MeetingForm(
        heading=f"Private part of “{saved.found.title}”",
        title="Private part",
        lead="What stands here is kept apart: it is not in the public minutes, "
        "and everything published is searched for its words.",
        button="Save the private part",
        back=address_of(saved.found),
        back_words="Back without saving",
        width=PLAIN,
        tab="minutes",
        is_of_tab=True,
        template="meetings/minute_form.html",
    )
    about = {"minute": saved.found, "meeting": saved.found.minutes.meeting}
    return saved.answer or page.show(request, saved.form, **about)


@signed_in
def minutes_private_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """A copy of the private parts this reader may read, with their mark on every page."""
    meeting = visible_meeting(request.user, pk)
    found = meeting.minutes_or_none
    if found is None or not readable_private_minutes(request.user, record_of(found)):
        raise Http404("No such page")
    data = actions.hand_out_private_minutes(minutes=found, by=request.user)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="private-minutes.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
