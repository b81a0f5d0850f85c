"""Seats and the people in them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

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
from panels.views.pages import body_to_change, carried_out, form_page


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

    def add() -> HttpResponse:
        data = form.cleaned_data
        actions.add_member(
            body=body,
            person=form.same_person() or form.person(),
            council=data["council"],
            kind=data["kind"],
            starts_on=data["starts_on"],
            ends_on=data["ends_on"],
            by=request.user,
        )
        return redirect("panels:body", body.pk)

    return carried_out(form, add) or form_page(
        request,
        form,
        title="Add a member",
        lead="This makes a new seat. To fill a vacancy, use its own button in the list of members.",
        back=reverse("panels:body", args=[body.pk]),
        save="Add the member",
        body=body,
    )


@signed_in
def seat_add(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Add a vacant seat."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    form = SeatForm(request.POST or None, initial=starting(today))

    def add() -> HttpResponse:
        data = form.cleaned_data
        council = actions.add_authority(name=data["council"], by=request.user) if data["council"] else None
        actions.add_seat(
            body=body, by=request.user, authority=council, kind=data["kind"], starts_on=data["starts_on"]
        )
        return redirect("panels:body", body.pk)

    return carried_out(form, add) or form_page(
        request,
        form,
        title="Add a seat",
        lead="The seat is vacant until you fill it.",
        back=reverse("panels:body", args=[body.pk]),
        save="Add the seat",
        body=body,
    )


@signed_in
def seat_fill(request: SignedInRequest, seat_id: int) -> HttpResponse:
    """Put somebody in a vacant seat."""
    today = timezone.localdate()
    seat = get_object_or_404(Seat.objects.visible_to(request.user, today), pk=seat_id)
    body = body_to_change(request.user, seat.body_id, today)
    people = Person.objects.not_members_of(body, today)
    known = Person.objects.known_to(request.user, body, today)
    form = FillForm(request.POST or None, people=people, known=known, initial=starting(today))

    def fill() -> HttpResponse:
        chosen = form.cleaned_data["person"] or form.same_person()
        person = chosen or actions.add_person(by=request.user, **form.person_fields())
        actions.seat_member(
            person=person, seat=seat, starts_on=form.cleaned_data["starts_on"], by=request.user
        )
        return redirect("panels:body", body.pk)

    return carried_out(form, fill) or form_page(
        request,
        form,
        title="Fill a seat",
        lead=f"{seat.for_whom}, {seat.get_kind_display().lower()}.",
        back=reverse("panels:body", args=[body.pk]),
        save="Fill the seat",
        body=body,
    )


@signed_in
def seat_close(request: SignedInRequest, seat_id: int) -> HttpResponse:
    """Let a vacant seat end."""
    today = timezone.localdate()
    seat = get_object_or_404(Seat.objects.visible_to(request.user, today), pk=seat_id)
    body = body_to_change(request.user, seat.body_id, today)
    form = LastDayForm(request.POST or None, initial={"ends_on": today})

    def close() -> HttpResponse:
        actions.close_seat(seat=seat, ends_on=form.cleaned_data["ends_on"], by=request.user)
        return redirect("panels:body", body.pk)

    return carried_out(form, close) or form_page(
        request,
        form,
        title="End this seat",
        lead=f"{seat.for_whom}, {seat.get_kind_display().lower()}. Earlier papers keep it.",
        back=reverse("panels:body", args=[body.pk]),
        save="End the seat",
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

    def end() -> HttpResponse:
        actions.end_term(term=term, by=request.user, **form.cleaned_data)
        return redirect("panels:body", body.pk)

    return carried_out(form, end) or form_page(
        request,
        form,
        title=f"End the membership of {term.person}",
        lead="The seat is vacant from the next day, and an office of this panel ends with the membership.",
        back=reverse("panels:body", args=[body.pk]),
        save="End the membership",
        body=body,
    )


@signed_in
def person_change(request: SignedInRequest, body_id: int, person_id: int) -> HttpResponse:
    """Put somebody's name or contact right."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    person = get_object_or_404(Person.objects.of_bodies([body.pk]), pk=person_id)
    require(may_correct_person(request.user, person, today))
    form = PersonForm.of(person, request.POST or None)

    def change() -> HttpResponse:
        actions.change_person(person=person, by=request.user, **form.cleaned_data)
        return redirect("panels:body", body.pk)

    return carried_out(form, change) or form_page(
        request,
        form,
        title=str(person),
        lead="What is published already keeps the words it was published with. The address somebody signs in "
        "with stays as it is.",
        back=reverse("panels:body", args=[body.pk]),
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

    def give() -> HttpResponse:
        actions.give_sign_in(person=person, email=form.cleaned_data["email"], by=request.user)
        return redirect("panels:body", body.pk)

    return carried_out(form, give) or form_page(
        request,
        form,
        title=f"Let {person} sign in",
        lead="A code is sent to this address each time; no password is needed.",
        back=reverse("panels:body", args=[body.pk]),
        save="Let them sign in",
        body=body,
    )
