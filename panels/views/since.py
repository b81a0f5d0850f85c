"""First days set right, so that a panel can enter its history."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from panels import actions
from panels.forms import FirstDayForm, starting
from panels.models import Office, Term
from panels.views.pages import body_form, body_to_change


@signed_in
def term_start(request: SignedInRequest, term_id: int) -> HttpResponse:
    """Correct since when somebody is a member."""
    today = timezone.localdate()
    terms = Term.objects.visible_to(request.user, today).select_related("person", "seat__body")
    term = get_object_or_404(terms, pk=term_id)
    body = body_to_change(request.user, term.seat.body_id, today)
    form = FirstDayForm(request.POST or None, initial=starting(term.starts))

    page = body_form(
        body,
        _("First day of {person}").format(person=term.person),
        lead=_("Attendance and votes of meetings from that date include this member."),
    )
    return page.answer(
        request,
        form,
        lambda: actions.correct_term_start(term=term, by=request.user, **form.cleaned_data),
        body=body,
    )


@signed_in
def office_start(request: SignedInRequest, office_id: int) -> HttpResponse:
    """Correct since when somebody holds an office."""
    today = timezone.localdate()
    offices = Office.objects.visible_to(request.user, today).select_related("person", "body")
    office = get_object_or_404(offices, pk=office_id)
    body = body_to_change(request.user, office.body_id, today)
    form = FirstDayForm(request.POST or None, initial=starting(office.starts))

    page = body_form(body, _("First day in office of {person}").format(person=office.person))
    return page.answer(
        request,
        form,
        lambda: actions.correct_office_start(office=office, by=request.user, **form.cleaned_data),
        body=body,
    )
