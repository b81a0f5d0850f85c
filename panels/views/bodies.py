"""A body at a glance, its history, and the bodies below it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.models import Event
from foundation.ui.said import say_done
from panels import actions, providers
from panels.forms import SubBodyForm
from panels.models import Body
from panels.overview import Overview
from panels.policies import may_change_body, stands_in
from panels.views.pages import body_form, body_to_change, carried_out

NEWEST = 200


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """The bodies one belongs to; the only one opens at once."""
    today = timezone.localdate()
    bodies = list(Body.objects.visible_to(request.user, today).prefetch_related("dated_settings"))
    if len(bodies) == 1:
        return redirect("panels:body", bodies[0].pk)
    rows = [(body, body.settings_on(today).name) for body in bodies]
    return render(request, "panels/home.html", {"rows": sorted(rows, key=lambda row: row[1])})


@signed_in
def body(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Who belongs to the body today, by which settings, and what the rules say of it."""
    today = timezone.localdate()
    bodies = Body.objects.visible_to(request.user, today).prefetch_related("dated_settings")
    found = get_object_or_404(bodies, pk=body_id)
    may_change = may_change_body(request.user, found, today)
    context = {
        "body": found,
        "page": Overview.of(found, today),
        "may_change": may_change.is_met,
        "may_keep_access": may_change.is_met and not stands_in(request.user, found, today),
        # Whoever works for the panel need not work for its groups, whose pages are then not there for them.
        "opens": set(bodies.values_list("pk", flat=True)),
    }
    return render(request, "panels/body.html", context)


@signed_in
def history(request: SignedInRequest, body_id: int) -> HttpResponse:
    """What happened to the body, the newest first."""
    found = body_to_change(request.user, body_id, timezone.localdate())
    newest = Event.objects.within(found.scope).select_related("note")[:NEWEST]
    events = providers.readable(request.user, list(newest))
    return render(request, "panels/history.html", {"body": found, "events": events})


@signed_in
def body_add(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Set up a sub-committee, task group or board below this body."""
    parent = body_to_change(request.user, body_id, timezone.localdate())
    kinds = [(str(value), str(label)) for value, label in Body.Kind.choices if value != Body.Kind.PANEL]
    form = SubBodyForm(request.POST or None, kinds=kinds)

    def add() -> HttpResponse:
        made = actions.set_up_body(parent=parent, by=request.user, **form.cleaned_data)
        say_done(request, _("Set up"))
        return redirect("panels:body", made.pk)

    page = body_form(
        parent,
        _("Add a sub-committee, group or board"),
        _("Add it"),
        _("It starts with the panel’s settings, and you are its secretariat."),
    )
    return carried_out(form, add) or page.show(request, form, body=parent)
