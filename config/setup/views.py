"""The pages of the first run: you, the panel, its members, what comes next."""

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from config import setup
from config.setup import actions, texts
from config.setup.forms import AdministratorForm, PanelForm
from foundation.accounts.access import SignedInRequest, administrators, public
from panels.actions import save_pasted
from panels.forms_paste import PasteForm
from panels.models import Body, Person
from panels.roll import members_on
from panels.views.pages import carried_out

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
def start(request: HttpRequest) -> HttpResponse:
    """Make the first administrator; there is no such page once somebody can sign in."""
    if not setup.needed():
        raise Http404
    form = AdministratorForm(request.POST or None)
    if form.is_valid():
        user = actions.make_first_administrator(**form.administrator())
        login(request, user, backend=BACKEND)
        return redirect("setup:panel")
    return render(request, "setup/start.html", {"form": form})


@administrators
def panel(request: SignedInRequest) -> HttpResponse:
    """Set up a panel: the first one, or another."""
    usual = {"contact_name": request.user.name, "contact_email": request.user.email}
    form = PanelForm(request.POST or None, initial=usual)

    def begin() -> HttpResponse:
        body = actions.begin_panel(
            **form.settings(),
            venue=form.cleaned_data["venue"],
            filming_notice=texts.FILMING_NOTICE,
            how_to_attend=texts.HOW_TO_ATTEND,
            by=request.user,
        )
        return redirect("setup:members", body.pk)

    return carried_out(form, begin) or render(request, "setup/panel.html", {"form": form})


@administrators
def members(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Paste the members, look at what was understood, save."""
    today = timezone.localdate()
    body = get_object_or_404(Body.objects.visible_to(request.user, today), pk=body_id)
    known = Person.objects.known_to(request.user, body, today)
    form = PasteForm(request.POST or None, sitting=members_on(body, today), known=known)
    if form.is_valid() and form.is_confirmed:
        first_day = form.cleaned_data["starts_on"] or today
        save_pasted(
            body=body,
            rows=form.pasted.rows,
            starts_on=first_day,
            known=form.cleaned_data.get("same_people"),
            by=request.user,
        )
        return redirect("setup:done", body.pk)
    return render(request, "setup/members.html", {"form": form, "body": body})


@administrators
def done(request: SignedInRequest, body_id: int) -> HttpResponse:
    """What is there now, and what to do next."""
    today = timezone.localdate()
    body = get_object_or_404(Body.objects.visible_to(request.user, today), pk=body_id)
    context = {"body": body, "settings": body.settings_on(today), "members": members_on(body, today)}
    return render(request, "setup/done.html", context)
