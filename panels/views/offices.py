"""Chair and deputy, and the office that is held to account."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from panels import actions
from panels.forms import EndForm, HolderForm, OfficeForm, ScrutinisedOfficeForm, starting
from panels.models import Office, OfficeHolder, Person
from panels.roll import office_labels
from panels.views.pages import body_form, body_to_change, carried_out


@signed_in
def office_appoint(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Say who takes the chair, or deputises."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    form = OfficeForm(
        request.POST or None,
        people=Person.objects.ever_members_of(body),
        labels=office_labels(body.settings_on(today)),
        initial=starting(today),
    )

    def appoint() -> None:
        typed = dict(form.cleaned_data)
        goes_on = typed.pop("goes_on") and typed["kind"] != Office.Kind.CHAIR
        if typed["ends_on"]:
            actions.record_past_office(body=body, by=request.user, **typed)
        else:
            del typed["ends_on"]
            beside = Office.objects.deputies_of(body).values_list("pk", flat=True) if goes_on else []
            actions.appoint_office(body=body, by=request.user, beside=beside, **typed)

    page = body_form(
        body,
        _("Record who chairs the panel"),
        lead=_(
            "The previous office-holder’s term ends the day before, unless you select that they continue."
        ),
        done=_("Office recorded"),
    )
    return page.answer(request, form, appoint, body=body)


@signed_in
def office_end(request: SignedInRequest, office_id: int) -> HttpResponse:
    """Let an office end without a successor."""
    today = timezone.localdate()
    offices = Office.objects.visible_to(request.user, today).select_related("person", "body")
    office = get_object_or_404(offices, pk=office_id)
    body = body_to_change(request.user, office.body_id, today)
    form = EndForm(request.POST or None, initial={"ends_on": today})

    page = body_form(
        body,
        _("End the office of {person}").format(person=office.person),
        _("End the office"),
        _("They stay a member."),
        done=_("Last day in office saved"),
    )
    return page.answer(
        request,
        form,
        lambda: actions.end_office(office=office, ends_on=form.cleaned_data["ends_on"], by=request.user),
        body=body,
    )


@signed_in
def scrutinised_add(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Name the office scrutinised by the panel."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    form = ScrutinisedOfficeForm(request.POST or None)

    def add() -> HttpResponse:
        actions.add_scrutinised_office(body=body, by=request.user, **form.cleaned_data)
        return redirect("panels:holder_add", body.pk)

    page = body_form(body, _("Name the office scrutinised by the panel"))
    return carried_out(form, add) or page.show(request, form, body=body)


@signed_in
def holder_add(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Record who holds or works for the office."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    offices = body.scrutinised_offices.all()
    if not offices:
        return redirect("panels:scrutinised_add", body.pk)
    known = Person.objects.known_to(request.user, body, today)
    form = HolderForm(request.POST or None, offices=offices, known=known, initial=starting(today))

    def add() -> None:
        data = form.cleaned_data
        actions.appoint_holder(
            office=data["office"],
            person=form.same_person() or actions.add_person(by=request.user, **form.person_fields()),
            post=data["post"],
            starts_on=data["starts_on"],
            by=request.user,
        )

    page = body_form(
        body,
        _("Add a person to the Commissioner’s office"),
        _("Add them"),
        _("Add the Commissioner first, then deputies and officers, in the order in which they are printed."),
        done=_("Person added"),
    )
    return page.answer(request, form, add, body=body)


@signed_in
def holder_end(request: SignedInRequest, holder_id: int) -> HttpResponse:
    """Let somebody's post in the scrutinised office end."""
    today = timezone.localdate()
    holders = OfficeHolder.objects.visible_to(request.user, today).select_related("person", "office__body")
    holder = get_object_or_404(holders, pk=holder_id)
    body = body_to_change(request.user, holder.office.body_id, today)
    form = EndForm(request.POST or None, initial={"ends_on": today})

    page = body_form(
        body,
        _("End the post of {person}").format(person=holder.person),
        _("End the post"),
        f"{holder.post}.",
        done=_("Last day in post saved"),
    )
    return page.answer(
        request,
        form,
        lambda: actions.end_holder(holder=holder, ends_on=form.cleaned_data["ends_on"], by=request.user),
        body=body,
    )
