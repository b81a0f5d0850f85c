"""The circulation list of a body: who is told of what it publishes, and how each gets their papers."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.ui.form_page import FormPage
from meetings import actions, policies
from meetings.circulation import circulation_of
from meetings.forms.despatch import EntryForm
from meetings.models import CirculationEntry
from panels.models import Body

FIELDS = ("group", "name", "organisation", "email", "wants_mail", "copies_on_paper", "paper_version")


def _served_body(request: SignedInRequest, body_pk: int) -> Body:
    """A body whose list this user keeps, or a page that does not exist."""
    found = Body.objects.visible_to(request.user, timezone.localdate()).prefetch_related("dated_settings")
    body = get_object_or_404(found, pk=body_pk)
    if not policies.may_keep_circulation(request.user, body).is_met:
        raise Http404("No such page")
    return body


@signed_in
def circulation(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Everybody on the list today."""
    body, today = _served_body(request, body_pk), timezone.localdate()
    people = circulation_of(body, today)
    context = {
        "body": body,
        "name": body.settings_on(today).name,
        "people": people,
        "mails": sum(each.gets_mail for each in people),
        "copies": sum(each.copies for each in people),
    }
    return render(request, "meetings/circulation.html", context)


@signed_in
def circulation_add(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Put somebody on the list, or say how somebody of the record gets their papers."""
    body = _served_body(request, body_pk)
    first = {name: request.GET[name] for name in ("group", "name", "email") if name in request.GET}
    form = EntryForm(request.POST or None, initial={"group": CirculationEntry.Group.OTHER, **first})
    return _entry_page(body, "Add to the circulation list", "Add").answer(
        request,
        form,
        lambda: actions.save_circulation_entry(body=body, by=request.user, **form.cleaned_data),
        "name",
        body=body,
    )


def _entry_page(body: Body, heading: str, button: str) -> FormPage:
    back = resolve_url("meetings:circulation", body.pk)
    return FormPage(heading, button, back, "Back to the list", template="meetings/circulation_entry.html")


@signed_in
def circulation_change(request: SignedInRequest, body_pk: int, entry_pk: int) -> HttpResponse:
    """Change an entry, or take it off the list."""
    body = _served_body(request, body_pk)
    entry = get_object_or_404(CirculationEntry.objects.visible_to(request.user), pk=entry_pk, body=body)
    form = EntryForm(request.POST or None, initial={name: getattr(entry, name) for name in FIELDS})
    if request.method == "POST" and "remove" in request.POST:
        actions.remove_circulation_entry(entry=entry, by=request.user)
        return redirect("meetings:circulation", body_pk)
    return _entry_page(body, entry.name, "Save").answer(
        request,
        form,
        lambda: actions.save_circulation_entry(body=body, entry=entry, by=request.user, **form.cleaned_data),
        "name",
        body=body,
        entry=entry,
    )
