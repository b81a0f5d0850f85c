"""Partnerships: who speaks for them, and which member links to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.roles import Role
from foundation.history.findings import require
from foundation.ui.acts import outcome
from panels.roll import members_on
from partnerships import actions, pages, policies
from partnerships.forms import CSPForm, LastDayForm, LinkForm, RoleForm
from partnerships.models import CSP, CSPRole, LinkMember
from partnerships.views.forms import PartnersForm


def _csp(request: SignedInRequest, pk: int) -> CSP:
    return get_object_or_404(CSP.objects.with_people().visible_to(request.user), pk=pk)


def _to_change(request: SignedInRequest, pk: int) -> CSP:
    found = _csp(request, pk)
    require(policies.may_change_csps(request.user, found.body))
    return found


def _page(pk: int, heading: str) -> PartnersForm:
    return PartnersForm(heading, _("Save"), resolve_url("partnerships:csp", pk))


@signed_in
def csp(request: SignedInRequest, pk: int) -> HttpResponse:
    """One partnership: its people, its councils, its link member."""
    found = _csp(request, pk)
    may_change = policies.may_change_csps(request.user, found.body)
    context = {"line": pages.csp_line(found, timezone.localdate()), "csp": found, "may_change": may_change}
    return render(request, "partnerships/csp.html", context)


@signed_in
def csp_add(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Record a partnership of a panel."""
    body = get_object_or_404(policies.panels_served(request.user), pk=body_pk)
    form = CSPForm(request.POST or None)
    if made := outcome(form, lambda: actions.add_csp(body=body, by=request.user, **form.cleaned_data)):
        return redirect("partnerships:csp", made.pk)
    return PartnersForm(_("Add a partnership"), _("Add the partnership")).show(request, form)


@signed_in
def csp_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change names and councils of a partnership."""
    found = _to_change(request, pk)
    values = {
        "name": found.name,
        "short_name": found.short_name,
        "authorities": [council.pk for council in found.authorities.all()],
    }
    form = CSPForm(request.POST or None, initial=values)
    return _page(pk, _("Change {short_name}").format(short_name=found.short_name)).answer(
        request, form, lambda: actions.edit_csp(csp=found, by=request.user, **form.cleaned_data)
    )


@signed_in
def role_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record an officer or the chair of a partnership; a new e-mail address makes a sign-in."""
    found = _to_change(request, pk)
    form = RoleForm(request.POST or None, initial={"starts_on": timezone.localdate()})

    def act() -> None:
        typed = form.cleaned_data | {"role": Role(form.cleaned_data["role"])}
        held = actions.appoint_by_address(csp=found, by=request.user, **typed)
        messages.info(
            request,
            _("{user} can now sign in with {email}.").format(user=held.user.name, email=held.user.email),
        )

    return _page(
        pk, _("Add an officer or the chair of {short_name}").format(short_name=found.short_name)
    ).answer(request, form, act)


@signed_in
def role_end(request: SignedInRequest, pk: int, role_pk: int) -> HttpResponse:
    """End somebody's role in a partnership."""
    held = get_object_or_404(CSPRole, csp=_to_change(request, pk), pk=role_pk)
    form = LastDayForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    return _page(pk, _("Last day of {user}").format(user=held.user)).answer(
        request, form, lambda: actions.end_role(held=held, by=request.user, **form.cleaned_data)
    )


@signed_in
def link_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record which panel member links to a partnership."""
    found = _to_change(request, pk)
    lines = members_on(found.body, timezone.localdate(), substitutes=True)
    people = [line.person.pk for line in lines if line.person]
    form = LinkForm(request.POST or None, people=people, initial={"starts_on": timezone.localdate()})
    return _page(pk, _("Link member for {short_name}").format(short_name=found.short_name)).answer(
        request, form, lambda: actions.add_link_member(csp=found, by=request.user, **form.cleaned_data)
    )


@signed_in
def link_end(request: SignedInRequest, pk: int, link_pk: int) -> HttpResponse:
    """End a link."""
    link = get_object_or_404(LinkMember, csp=_to_change(request, pk), pk=link_pk)
    form = LastDayForm(request.POST or None, initial={"ends_on": timezone.localdate()})
    return _page(pk, _("Last day of {person} as link member").format(person=link.person)).answer(
        request, form, lambda: actions.end_link_member(link=link, by=request.user, **form.cleaned_data)
    )
