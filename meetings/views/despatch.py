"""Telling the circulation list what was published, what was told before, and who gets paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout.render import pdf_answer
from meetings import actions, despatching, policies
from meetings.circulation import circulation_of
from meetings.documents.print_sheet import PrintSheetDocument
from meetings.forms.despatch import DespatchForm
from meetings.models import Meeting
from meetings.rules.telling import proposed_subject, proposed_words
from meetings.views.pages import is_done, visible_meeting


def _served_meeting(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting whose papers this user sends out, or a page that does not exist."""
    meeting = visible_meeting(request.user, pk)
    if not policies.may_publish(request.user, meeting).is_met:
        raise Http404("No such page")
    return meeting


@signed_in
def despatches(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the list can be told of, and what it was told."""
    meeting = _served_meeting(request, pk)
    things = despatching.things_of(meeting)
    untold = next((thing for thing in things if thing.despatch is None), None)
    context = {"meeting": meeting, "things": things, "next": untold}
    return render(request, "meetings/despatches.html", context)


@signed_in
def despatch(request: SignedInRequest, pk: int, kind: str, ref: str) -> HttpResponse:
    """The message about one thing: proposed with the list before it is sent, the log after."""
    meeting = _served_meeting(request, pk)
    thing = despatching.thing_of(meeting, kind, ref)
    if thing is None:
        raise Http404("Nothing to tell")
    if thing.despatch is not None:
        deliveries = despatching.deliveries_of(thing.despatch)
        context = {"meeting": meeting, "thing": thing, "deliveries": deliveries}
        return render(request, "meetings/despatch_sent.html", context)
    told = despatching.told_of(meeting, thing)
    first = {"subject": proposed_subject(told), "body": proposed_words(told)}
    form = DespatchForm(request.POST or None, initial=first)
    if is_done(
        form,
        lambda: actions.send_despatch(
            meeting=meeting, kind=kind, source_ref=ref, by=request.user, **form.cleaned_data
        ),
        "body",
    ):
        return redirect("meetings:despatch", pk, kind, ref)
    people = circulation_of(meeting.body, timezone.localdate(), meeting)
    context = {
        "meeting": meeting,
        "thing": thing,
        "form": form,
        "people": people,
        "mails": sum(each.gets_mail for each in people),
    }
    return render(request, "meetings/despatch_write.html", context)


@signed_in
def print_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who gets paper: how many copies, of which version, and where they go."""
    meeting = _served_meeting(request, pk)
    context = {"meeting": meeting, "sheet": PrintSheetDocument.of(meeting, timezone.localdate())}
    return render(request, "meetings/print_sheet.html", context)


@signed_in
def print_sheet_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same sheet to print."""
    meeting = _served_meeting(request, pk)
    sheet = PrintSheetDocument.of(meeting, timezone.localdate())
    return pdf_answer(sheet, f"print-sheet-{meeting.day.isoformat()}")
