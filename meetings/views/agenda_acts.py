"""What is done with a whole agenda: copying, minutes items, the chair's agreement, templates."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from foundation.ui.form_page import THIRDS, FormPage
from foundation.ui.paging import day_of
from meetings import actions, policies
from meetings.forms.agenda import CommentForm, CopyForm, MinutesItemsForm, TemplateForm
from meetings.models import AgendaTemplate, Meeting
from meetings.templating import template_text
from meetings.views.pages import MeetingForm, draft_meeting, is_done
from panels.models import Body


@dataclass(frozen=True)
class AgendaForm(MeetingForm):
    """A form about a whole agenda; `nothing` stands in its place where there is nothing to choose from."""

    back_words: str = "Leave the agenda as it is"
    width: str = THIRDS
    tab: str = "agenda"
    is_dated: bool = True
    template: str = "meetings/agenda_form.html"
    nothing: str = ""


@signed_in
def agenda_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Copy the lines of another agenda of the same body."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    form = CopyForm(request.POST or None, meeting=meeting, until=day_of(request.GET.get("until", "")))
    if form.is_valid():
        actions.copy_agenda(meeting=meeting, source=form.cleaned_data["source"], by=request.user)
        return redirect("meetings:agenda", pk)
    page = AgendaForm(
        heading="Copy from another meeting",
        lead="Its lines are added at the end. Lines that this agenda has already and withdrawn ones are "
        "left out, and papers stay where they are. What was kept from the public stays so, on the same "
        "ground, to be signed anew.",
        button="Copy these lines",
        back=resolve_url("meetings:agenda", pk),
        nothing="" if form.fields["source"].choices else "No other meeting has an agenda to copy.",  # type: ignore[attr-defined]
    )
    return page.show(request, form, meeting=meeting, older_from=form.older_from)


@signed_in
def agenda_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an item for the minutes of each meeting that is ticked."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    brought = actions.minutes_brought(meeting)
    waiting = [each.pk for each in actions.minutes_awaiting(meeting) if each.pk not in brought]
    form = MinutesItemsForm(
        request.POST or None,
        meeting=meeting,
        until=day_of(request.GET.get("until", "")),
        initial={"meetings": waiting},
    )
    if form.is_valid():
        actions.add_minutes_items(
            meeting=meeting, meetings=list(form.cleaned_data["meetings"]), by=request.user
        )
        return redirect("meetings:agenda", pk)
    page = AgendaForm(
        heading="Add minutes to confirm",
        lead="Each meeting you tick gets an item of its own, called after it. Minutes that stand on the "
        "agenda already are not added twice.",
        button="Add these items",
        back=resolve_url("meetings:agenda", pk),
        nothing="" if form.fields["meetings"].choices else "No earlier meeting has minutes.",  # type: ignore[attr-defined]
    )
    return page.show(request, form, meeting=meeting, older_from=form.older_from)


@signed_in
@require_POST
def agenda_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the agenda to the chair."""
    told = actions.send_to_chair(meeting=draft_meeting(request.user, pk), by=request.user)
    nobody = "No e-mail was sent, because no Chair who can sign in is recorded."
    then = "Ask the Chair, then select “Agree it on the Chair’s word”."
    messages.info(request, f"An e-mail has been sent to {told}." if told else f"{nobody} {then}")
    return redirect("meetings:agenda", pk)


@signed_in
@require_POST
def agenda_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree the agenda."""
    actions.agree_agenda(meeting=draft_meeting(request.user, pk), by=request.user)
    return redirect("meetings:agenda", pk)


@signed_in
def agenda_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the agenda back for changes, with a comment."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_agree_agenda(request.user, meeting))
    form = CommentForm(request.POST or None)
    page = AgendaForm(
        heading="Send the agenda back",
        lead="It becomes a draft again, and the secretariat reads what you write here.",
        button="Send it back",
        back=resolve_url("meetings:agenda", pk),
    )
    return page.answer(
        request,
        form,
        lambda: actions.return_agenda(meeting=meeting, by=request.user, **form.cleaned_data),
        "comment",
        meeting=meeting,
    )


def _body_or_404(request: SignedInRequest, body_pk: int) -> Body:
    body = get_object_or_404(Body.objects.visible_to(request.user, timezone.localdate()), pk=body_pk)
    if not policies.may_plan(request.user, body).is_met:
        raise Http404("No such page")
    return body


@signed_in
def templates(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """The templates of a body, one per type of meeting; missing ones can be made at once."""
    body = _body_or_404(request, body_pk)
    if request.method == "POST":
        actions.default_templates(body=body, by=request.user)
        return redirect("meetings:templates", body_pk)
    there = {t.meeting_kind: t for t in AgendaTemplate.objects.with_lines_of(body)}
    rows = [(kind, label, there.get(kind)) for kind, label in Meeting.Kind.choices]
    context = {
        "body": body,
        "rows": rows,
        "has_all": len(there) == len(rows),
        "name": body.settings_on(timezone.localdate()).name,
    }
    return render(request, "meetings/list_templates.html", context)


@signed_in
def template(request: SignedInRequest, body_pk: int, kind: str) -> HttpResponse:
    """Change the lines that a new meeting of one type starts with."""
    body = _body_or_404(request, body_pk)
    if kind not in Meeting.Kind.values:
        raise Http404("No such type of meeting")
    found = AgendaTemplate.objects.with_lines_of(body).for_kind(kind)
    label = Meeting.Kind(kind).label
    form = TemplateForm(request.POST or None, initial={"lines": template_text(found) if found else ""})
    form.fields["lines"].label = f"Lines of every {label.lower()}"
    if is_done(
        form,
        lambda: actions.save_template(
            body=body, meeting_kind=kind, text=form.cleaned_data["lines"], by=request.user
        ),
        "lines",
    ):
        return redirect(reverse("meetings:templates", args=[body_pk]) + f"#{kind}")
    page = FormPage(
        heading=f"Template: {label.lower()}",
        lead=f"Every new {label.lower()} starts with these lines. Agendas that exist already do not change.",
        button="Save the template",
        back=resolve_url("meetings:templates", body_pk),
        back_words="Leave it as it is",
        width=THIRDS,
    )
    return page.show(request, form, body=body)
