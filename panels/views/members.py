"""Seats and the people in them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import require
from panels import actions
from panels.forms import (
    EndTermForm,
    FillForm,
    LastDayForm,
    MemberForm,
    PersonForm,
    SeatForm,
    SignInForm,
    starting,
)
from panels.forms_paste import PasteForm
from panels.models import Person, Seat, Term
from panels.policies import may_correct_person, may_give_sign_in
from panels.roll import members_on
from panels.views.pages import body_form, body_to_change


@signed_in
def members_paste(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Paste members from a spreadsheet, look at what was understood, save."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    known = Person.objects.known_to(request.user, body, today)
    form = PasteForm(request.POST or None, sitting=members_on(body, today), known=known)
    if form.is_valid() and form.is_confirmed:
        actions.save_pasted(
            body=body,
            rows=form.pasted.rows,
            starts_on=form.cleaned_data["starts_on"] or today,
            known=form.cleaned_data.get("same_people"),
            by=request.user,
        )
        return redirect("panels:body", body.pk)
    return render(request, "panels/paste.html", {"form": form, "body": body})


@signed_in
def member_add(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Add a member together with the seat."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    known = Person.objects.known_to(request.user, body, today)
    form = MemberForm(request.POST or None, known=known, initial=starting(today))

    def add() -> None:
        data = form.cleaned_data
        actions.add_member(
            body=body,
            person=form.same_person() or form.person_fields(),
            council=data["council"],
            kind=data["kind"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=request.user,
        )

    page = body_form(
        body,
        _("Add a member"),
        _("Add the member"),
        _("This makes a new seat. To fill a vacancy, use “Fill” in the list of members."),
        done=_("Member added"),
    )
    return page.answer(request, form, add, body=body)


@signed_in
def seat_add(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Add a vacant seat."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    form = SeatForm(request.POST or None, initial=starting(today))

    def add() -> None:
        data = form.cleaned_data
        council = actions.add_authority(name=data["council"], by=request.user) if data["council"] else None
        actions.add_seat(
            body=body, by=request.user, authority=council, kind=data["kind"], starts_on=data["starts_on"]
        )

    page = body_form(
        body,
        _("Add a seat"),
        _("Add the seat"),
        _("The seat is vacant until you fill it."),
        done=_("Seat added"),
    )
    return page.answer(request, form, add, body=body)


@signed_in
def seat_fill(request: SignedInRequest, seat_id: int) -> HttpResponse:
    """Put somebody in a vacant seat."""
    today = timezone.localdate()
    seat = get_object_or_404(Seat.objects.visible_to(request.user, today), pk=seat_id)
    body = body_to_change(request.user, seat.body_id, today)
    people = Person.objects.not_members_of(body, today)
    known = Person.objects.known_to(request.user, body, today)
    form = FillForm(request.POST or None, people=people, known=known, initial=starting(today))

    def fill() -> None:
        chosen = form.cleaned_data["person"] or form.same_person()
        person = chosen or actions.add_person(by=request.user, **form.person_fields())
        actions.seat_member(
            person=person, seat=seat, starts_on=form.cleaned_data["starts_on"], by=request.user
        )

    page = body_form(
        body,
        _("Fill a seat"),
        _("Fill the seat"),
        f"{seat.for_whom}, {seat.get_kind_display().lower()}.",
        done=_("Member added"),
    )
    return page.answer(request, form, fill, body=body)


@signed_in
def seat_close(request: SignedInRequest, seat_id: int) -> HttpResponse:
    """Let a vacant seat end."""
    today = timezone.localdate()
    seat = get_object_or_404(Seat.objects.visible_to(request.user, today), pk=seat_id)
    body = body_to_change(request.user, seat.body_id, today)
    form = LastDayForm(request.POST or None, initial={"ends_on": today})

    page = body_form(
        body,
        _("End this seat"),
        _("End the seat"),
        _("{for_whom}, {kind}. Earlier papers are not changed.").format(
            for_whom=seat.for_whom, kind=seat.get_kind_display().lower()
        ),
        done=_("Last day of the seat saved"),
    )
    return page.answer(
        request,
        form,
        lambda: actions.close_seat(seat=seat, ends_on=form.cleaned_data["ends_on"], by=request.user),
        body=body,
    )


@signed_in
def term_end(request: SignedInRequest, term_id: int) -> HttpResponse:
    """Let a membership end; the seat is vacant from the next day."""
    today = timezone.localdate()
    terms = Term.objects.visible_to(request.user, today).select_related("person", "seat__body")
    term = get_object_or_404(terms, pk=term_id)
    body = body_to_change(request.user, term.seat.body_id, today)
    form = EndTermForm(request.POST or None, initial={"ends_on": today})

    page = body_form(
        body,
        _("End the membership of {person}").format(person=term.person),
        _("End the membership"),
        _(
            "The seat is vacant from the next day. If they hold an office of this panel, it ends with the "
            "membership."
        ),
        done=_("Last day of {person} as a member saved").format(person=term.person),
    )
    return page.answer(
        request, form, lambda: actions.end_term(term=term, by=request.user, **form.cleaned_data), body=body
    )


@signed_in
def person_change(request: SignedInRequest, body_id: int, person_id: int) -> HttpResponse:
    """Put somebody's name or contact right."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    person = get_object_or_404(Person.objects.of_bodies([body.pk]), pk=person_id)
    require(may_correct_person(request.user, person, today))
    form = PersonForm.of(person, request.POST or None)

    page = body_form(
        body,
        str(person),
        lead=_(
            "What has already been published is not changed. The address they sign in with stays as it is."
        ),
    )
    return page.answer(
        request,
        form,
        lambda: actions.change_person(person=person, by=request.user, **form.cleaned_data),
        body=body,
    )


@signed_in
def person_sign_in(request: SignedInRequest, body_id: int, person_id: int) -> HttpResponse:
    """Let a member or office-holder of today sign in for the first time."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    person = get_object_or_404(Person.objects.standing_on(body, today), pk=person_id)
    require(may_give_sign_in(request.user, person, today))
    form = SignInForm(request.POST or None, initial={"email": person.email})

    page = body_form(
        body,
        _("Give {person} access").format(person=person),
        _("Give access"),
        _("A code is sent to this address each time. No password is needed."),
        done=_("Access given to {person}").format(person=person),
    )
    return page.answer(
        request,
        form,
        lambda: actions.give_sign_in(person=person, email=form.cleaned_data["email"], by=request.user),
        body=body,
    )
