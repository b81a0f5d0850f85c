"""Who works for a body, and where it meets."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from panels import actions
from panels.forms import AccessForm, LastDayForm, StaffForm, VenueForm, starting
from panels.models import Assignment, Venue
from panels.models.bodies_by_role import bodies_of
from panels.policies import may_keep_directory
from panels.views.pages import PanelForm, access_to_keep, body_form


@signed_in
def staff_add(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Let somebody work for the body, known already or new."""
    today = timezone.localdate()
    body = access_to_keep(request.user, body_id, today)
    form = StaffForm(request.POST or None, initial=starting(today))

    def add() -> None:
        data = form.cleaned_data
        user = actions.create_user(email=data["email"], name=data["name"], by=request.user)
        actions.assign(body=body, user=user, role=data["role"], starts_on=data["starts_on"], by=request.user)

    page = body_form(
        body,
        _("Add an officer"),
        _("Add them"),
        _("Members and the Chair need no role here. Their access follows from their seat."),
        done=_("Role given"),
    )
    return page.answer(request, form, add, body=body)


@signed_in
def staff_end(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Let somebody's role end."""
    today = timezone.localdate()
    assignments = Assignment.objects.visible_to(request.user, today).select_related("user", "body")
    assignment = get_object_or_404(assignments, pk=assignment_id)
    body = access_to_keep(request.user, assignment.body_id, today)
    form = LastDayForm(request.POST or None, initial={"ends_on": today})

    page = body_form(
        body,
        _("End the role of {user}").format(user=assignment.user),
        _("End the role"),
        _("{role}. What they did stays in the history.").format(role=assignment.get_role_display()),
        done=_("Last day of the role saved"),
    )
    return page.answer(
        request,
        form,
        lambda: actions.end_assignment(
            assignment=assignment, ends_on=form.cleaned_data["ends_on"], by=request.user
        ),
        body=body,
    )


@signed_in
def venues(request: SignedInRequest) -> HttpResponse:
    """The places where bodies meet, private meetings too, so only for people with a role."""
    today = timezone.localdate()
    _of_a_panel_or_404(request)
    may_change = may_keep_directory(request.user, today)
    venues = Venue.objects.all()
    context = {
        "venues": venues,
        "rows": [(venue, venue.access_sentences(today), venue.access_since(today)) for venue in venues],
        "may_change": may_change.is_met,
    }
    return render(request, "panels/venues.html", context)


@signed_in
def venue_add(request: SignedInRequest) -> HttpResponse:
    """Add a venue."""
    _of_a_panel_or_404(request)
    require(may_keep_directory(request.user, timezone.localdate()))
    form = VenueForm(request.POST or None)

    page = PanelForm(_("Add a venue"), _("Add it"), reverse("panels:venues"), done=_("Venue added"))
    return page.answer(request, form, lambda: actions.add_venue(by=request.user, **form.cleaned_data))


@signed_in
def venue_change(request: SignedInRequest, venue_id: int) -> HttpResponse:
    """Put a venue's details right."""
    _of_a_panel_or_404(request)
    require(may_keep_directory(request.user, timezone.localdate()))
    venue = get_object_or_404(Venue, pk=venue_id)
    form = VenueForm.of(venue, request.POST or None)

    page = PanelForm(venue.name, _("Save"), reverse("panels:venues"))
    return page.answer(
        request, form, lambda: actions.change_venue(venue=venue, by=request.user, **form.cleaned_data)
    )


@signed_in
def venue_access(request: SignedInRequest, venue_id: int) -> HttpResponse:
    """Record the access to a venue from a day on."""
    today = timezone.localdate()
    _of_a_panel_or_404(request)
    require(may_keep_directory(request.user, today))
    venue = get_object_or_404(Venue, pk=venue_id)
    form = AccessForm.of(venue, today, request.POST or None)

    page = PanelForm(
        _("Access to {venue}").format(venue=venue.name),
        _("Save"),
        reverse("panels:venues"),
        lead=_("Printed on the notice and on the public page of every meeting at this venue."),
    )
    return page.answer(
        request, form, lambda: actions.record_access(venue=venue, by=request.user, **form.cleaned_data)
    )


def _of_a_panel_or_404(request: SignedInRequest) -> None:
    """Hide where bodies meet from whoever belongs to none."""
    if not bodies_of(request.user, timezone.localdate()):
        raise Http404("Only people of a panel see where it meets")
