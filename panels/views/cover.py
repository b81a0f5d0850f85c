"""Holiday cover: who stands in for the secretariat, and from when to when."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.ui.said import say_done
from panels import actions, providers
from panels.forms import CoverForm
from panels.models import Assignment
from panels.views.pages import PanelForm, access_to_keep


@signed_in
def cover(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Who stands in now and later, and a form for the next time."""
    today = timezone.localdate()
    body = access_to_keep(request.user, body_id, today)
    people = Assignment.objects.secretariat_of(body, today)
    initial = {"covers": request.user.pk}
    form = CoverForm(request.POST or None, people=people, today=today, initial=initial)
    page = PanelForm(
        _("Holiday cover"),
        _("Arrange the cover"),
        resolve_url("panels:cover", body.pk),
        back_words="",
        template="panels/cover.html",
        done=_("Cover arranged"),
    )
    return page.answer(
        request,
        form,
        lambda: actions.arrange_cover(body=body, by=request.user, **form.cleaned_data),
        body=body,
        today=today,
        rows=Assignment.objects.cover_of(body, today),
        handovers=[where(body) for where in providers.handovers],
    )


@require_POST
@signed_in
def cover_cancel(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """End cover that was arranged."""
    today = timezone.localdate()
    arranged = Assignment.objects.visible_to(request.user, today).covers_to_come(today)
    found = get_object_or_404(arranged.select_related("body"), pk=assignment_id)
    body = access_to_keep(request.user, found.body_id, today)
    actions.cancel_cover(cover=found, by=request.user)
    say_done(request, _("Cover by {user} cancelled").format(user=found.user))
    return redirect("panels:cover", body.pk)
