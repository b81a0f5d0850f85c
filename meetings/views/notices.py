"""The notice of a meeting: read it, publish it; and a meeting that is called at short notice."""

from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout.render import screen
from foundation.history.findings import require
from foundation.library.models import Publication
from meetings import actions, policies
from meetings.actions.notices import notices_of
from meetings.actions.public_facts import public_facts
from meetings.documents.notice import NoticeDocument
from meetings.forms.elsewhere import ElsewhereForm
from meetings.forms.notices import ShortNoticeForm
from meetings.kept import Kept
from meetings.notice import finding_for
from meetings.searched import Searched
from meetings.views.pages import FactsForm, draft_meeting, visible_meeting


@signed_in
def notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """The notice as it would go out now, beside the one that stands."""
    meeting = draft_meeting(request.user, pk)
    document = NoticeDocument.of(meeting, public_facts(meeting).state_sentence)
    context = {
        "meeting": meeting,
        "document": document,
        "body": screen(document),
        "standing": notices_of(meeting).first(),
        "clear_days": finding_for(meeting, timezone.now()),
        "may": policies.may_announce(request.user, meeting),
        "points": Kept.of(request.user, meeting).findings(
            Searched.of_document(meeting, Publication.Kind.NOTICE, document).points
        ),
    }
    return render(request, "meetings/notice.html", context)


@require_POST
@signed_in
def notice_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the notice as it stands."""
    actions.publish_notice(meeting=draft_meeting(request.user, pk), by=request.user)
    return redirect("meetings:notice", pk)


@signed_in
def published_elsewhere(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record when agenda and minutes of a past meeting were published elsewhere."""
    found = draft_meeting(request.user, pk)
    require(policies.may_publish(request.user, found))
    initial = {"agenda_on": found.agenda_elsewhere_on, "minutes_on": found.minutes_elsewhere_on}
    form = ElsewhereForm(request.POST or None, initial=initial)
    page = FactsForm(
        heading="Published elsewhere before",
        lead="For a meeting whose agenda or minutes were on another website first. Both days are shown.",
        button="Save",
        back=resolve_url("meetings:meeting", pk),
    )
    return page.answer(
        request,
        form,
        lambda: actions.record_elsewhere(meeting=found, by=request.user, **form.cleaned_data),
        meeting=found,
    )


@signed_in
def short_notice(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a meeting was called at short notice, when and why."""
    found = visible_meeting(request.user, pk)
    require(policies.may_plan(request.user, found.body))
    convened = timezone.localtime(found.convened_at) if found.convened_at else None
    initial = {
        "day": convened and convened.date(),
        "time": convened and convened.time(),
        "reason": found.late_notice_reason,
    }
    form = ShortNoticeForm(request.POST or None, initial=initial)
    page = FactsForm(
        heading="Called at short notice",
        lead="For a meeting that is convened when the clear days can no longer be given. "
        "Its papers are then open to the public from when it is convened.",
        button="Save",
        back=resolve_url("meetings:meeting", pk),
    )

    def act() -> object:
        typed = form.cleaned_data
        return actions.call_at_short_notice(
            meeting=found, convened_at=typed["convened_at"], reason=typed["reason"], by=request.user
        )

    return page.answer(request, form, act, "day", meeting=found)
