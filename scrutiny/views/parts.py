"""Adding, changing, moving and dropping the records of an inquiry, all kinds in the same way."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.acts import is_done
from scrutiny import actions, policies
from scrutiny.forms import VersionedForm
from scrutiny.kinds import KINDS, Kind, form_of
from scrutiny.models import Inquiry, Part
from scrutiny.views.inquiries import inquiry_for, inquiry_page


def _kind(request: SignedInRequest, pk: int, word: str) -> tuple[Kind, Inquiry]:
    if word not in KINDS:
        raise Http404
    found = inquiry_for(request, pk)
    require(policies.may_change_part(request.user, found, KINDS[word].model))
    return KINDS[word], found


def _part(kind: Kind, found: Inquiry, part_pk: int) -> Part:
    return get_object_or_404(kind.model, inquiry=found, pk=part_pk)


@signed_in
def part_add(request: SignedInRequest, pk: int, word: str) -> HttpResponse:
    """Add a record; the page comes again for one more if asked."""
    kind, found = _kind(request, pk, word)
    form = form_of(kind, found, request.POST or None)

    def act() -> None:
        typed = {name: form.cleaned_data[name] for name in kind.fields}
        actions.add_part(inquiry=found, model=kind.model, by=request.user, **typed)

    if "more" in request.POST and is_done(form, act):
        return redirect("scrutiny:part_add", pk, word)
    return inquiry_page(found, _("Add a {one}").format(one=kind.one)).answer(
        request, form, act, inquiry=found, more=True
    )


@signed_in
def part_edit(request: SignedInRequest, pk: int, word: str, part_pk: int) -> HttpResponse:
    """Change a record; over a newer version by somebody else both are brought together."""
    kind, inquiry = _kind(request, pk, word)

    def act(part: Part, form: VersionedForm) -> HttpResponse:
        typed = {name: form.cleaned_data[name] for name in kind.fields}
        actions.save_part(part=part, based_on=form.cleaned_data["based_on"], by=request.user, **typed)
        return redirect("scrutiny:inquiry", pk)

    saved = together.save(
        request,
        lambda: _part(kind, inquiry, part_pk),
        lambda part, data: form_of(kind, inquiry, data, part),
        act,
    )
    page = inquiry_page(inquiry, _("Change the {one}").format(one=kind.one))
    about = {"inquiry": inquiry, "saved": saved.found.saved_at}
    return saved.answer or page.show(request, saved.form, **about)


@signed_in
@require_POST
def part_move(request: SignedInRequest, pk: int, word: str, part_pk: int) -> HttpResponse:
    """Move a record one place up or down."""
    kind, found = _kind(request, pk, word)
    part = _part(kind, found, part_pk)
    actions.move_part(part=part, where=request.POST.get("where", "up"), by=request.user)
    return redirect("scrutiny:inquiry", pk)


@signed_in
@require_POST
def part_drop(request: SignedInRequest, pk: int, word: str, part_pk: int) -> HttpResponse:
    """Leave a record out."""
    kind, found = _kind(request, pk, word)
    actions.drop_part(part=_part(kind, found, part_pk), by=request.user)
    return redirect("scrutiny:inquiry", pk)
