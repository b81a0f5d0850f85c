"""The year of a body: drawn, planned at once, its precept meetings and its pre-election periods."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.asked_once import reading
from foundation.accounts.models import User
from foundation.ui.form_page import THIRDS, FormPage
from foundation.ui.words import counted
from meetings.common import policies
from meetings.common.rules.precept import trap_findings
from meetings.common.rules.year import Chosen, usual_period, year_of, year_span, year_words
from meetings.models import Meeting, PreElectionPeriod
from meetings.planning.actions import years
from meetings.planning.actions.years import PlannedMeeting
from meetings.planning.dates import booked_for, precept_of
from meetings.planning.forms.year import PatternForm, PeriodForm, PlanAllForm, PreceptForm, RowFormSet
from meetings.planning.pages.year import (
    chosen_year,
    initial_rows,
    lacking,
    preview_rows,
    proposed,
    year_of_rows,
    year_page,
)
from meetings.planning.policies import may_read_programme
from panels.models import Body

HALF_PAST_TEN = "10.30 am"
# What the colours of the strip mean.
KEY = (
    ("meeting", "meeting"),
    ("publish", "publish by"),
    ("papers", "papers, questions, notes or minutes due"),
    ("precept", "precept"),
    ("holiday", "bank holiday"),
    ("period", "pre-election period"),
)


def visible_body(user: User, pk: int) -> Body:
    """A body in which this user has a role, with its settings, or a page that does not exist."""
    mine = Body.objects.visible_to(user, timezone.localdate()).prefetch_related("dated_settings")
    return get_object_or_404(mine, pk=pk)


def served_body(user: User, pk: int) -> Body:
    """A body whose meetings this user plans; a page that does not exist for everybody else."""
    body = visible_body(user, pk)
    if not policies.may_plan(user, body).is_met:
        raise Http404("No such page")
    return body


def to_year(body_pk: int, year: int) -> HttpResponse:
    """Back to the page of a year."""
    return redirect(f"{reverse('meetings:year', args=[body_pk])}?from={year}")


@signed_in
def year(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """The municipal year with everything due in it."""
    with reading():
        body, today = visible_body(request.user, body_pk), timezone.localdate()
        page = year_page(body, request.user, chosen_year(request.GET.get("from", ""), today), today)
        context = {
            "body": body,
            "name": body.settings_on(today).name,
            "page": page,
            "key": KEY,
            "may_plan": policies.may_plan(request.user, body).is_met,
            "may_read_programme": may_read_programme(request.user, body).is_met,
        }
    return render(request, "meetings/planning/year.html", context)


@signed_in
def year_plan(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Plan a whole year from a pattern: first its days with what is due, then all of them in one act."""
    body = served_body(request.user, body_pk)
    at = chosen_year(request.GET.get("from", ""), timezone.localdate())
    pattern = PatternForm(request.GET if "pattern" in request.GET else None, year=at)
    chosen, rows, everything = Chosen([]), None, PlanAllForm(request.POST or None)
    if request.method == "POST":
        rows = RowFormSet(request.POST, prefix="row")
        at = year_of_rows(rows.forms, at) if rows.is_valid() else at
        if rows.is_valid() and everything.is_valid() and "check" not in request.POST:
            return _plan(request, body, rows.planned(), everything)
    elif pattern.is_valid():
        chosen, at = proposed(body, pattern), pattern.cleaned_data["year"]
        rows = RowFormSet(prefix="row", initial=initial_rows(body, pattern, chosen.days))
    context = {
        "body": body,
        "pattern": pattern,
        "rows": rows,
        "preview": preview_rows(body, rows.forms, at) if rows is not None else [],
        "everything": everything,
        "left_out": chosen.left_out,
        "lacks": lacking(body, rows.forms, at) if rows is not None else [],
        "year": at,
        "words": year_words(at),
    }
    return render(request, "meetings/planning/year_plan.html", context)


def _plan(
    request: SignedInRequest, body: Body, planned: list[PlannedMeeting], form: PlanAllForm
) -> HttpResponse:
    """Make the meetings and say how many are new."""
    announce = form.cleaned_data["announce"]
    made = years.plan_year(body=body, planned=planned, venue=form.place(), announce=announce, by=request.user)
    messages.info(request, _said(made, len(planned)))
    return to_year(body.pk, year_of(timezone.localtime(planned[0].starts_at).date()))


def _said(made: list[Meeting], asked: int) -> str:
    there = asked - len(made)
    said = _("{meetings} scheduled.").format(meetings=counted(len(made), "meeting"))
    return (
        _("{said} {meetings_were} already scheduled.").format(
            said=said, meetings_were=counted(there, "meeting was", "meetings were")
        )
        if there
        else said
    )


@signed_in
def year_precept(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Plan the precept meeting and its reserve together."""
    body = served_body(request.user, body_pk)
    at = chosen_year(request.GET.get("from", ""), timezone.localdate())
    drawn = precept_of(body.settings_on(timezone.localdate()), at)
    initial = {"first_day": drawn.first.day, "reserve_day": drawn.reserve.day, "time": HALF_PAST_TEN}
    planned = Meeting.objects.planned_between(body, *year_span(at)).open_to_public()
    form = PreceptForm(
        request.POST or None, initial=initial, booked=booked_for(drawn, (each.day for each in planned))
    )
    if form.is_valid():
        return _plan(request, body, form.cleaned_data["planned"], form)
    context = {"body": body, "form": form, "drawn": drawn, "findings": trap_findings(drawn), "year": at}
    return render(request, "meetings/planning/year_precept.html", context)


@signed_in
def period_add(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Keep the usual pre-election period of a spring, or another one."""
    body = served_body(request.user, body_pk)
    usual = usual_period(chosen_year(request.GET.get("spring", ""), timezone.localdate()))
    initial = {"name": usual.name, "starts_on": usual.first, "ends_on": usual.last, "applies": "yes"}
    return _period(request, body, None, initial)


@signed_in
def period_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a pre-election period that is kept."""
    rows = PreElectionPeriod.objects.visible_to(request.user).select_related("body")
    found = get_object_or_404(rows, pk=pk)
    days = {"starts_on": found.starts_on, "ends_on": found.ends_on}
    initial = {"name": found.name, **days, "applies": "yes" if found.applies else "no"}
    return _period(request, found.body, found, initial)


def _period(
    request: SignedInRequest, body: Body, found: PreElectionPeriod | None, initial: Mapping[str, object]
) -> HttpResponse:
    form = PeriodForm(request.POST or None, initial=initial)
    page = FormPage(
        heading=_("Change a pre-election period") if found else _("Add a pre-election period"),
        lead=_(
            "These are the usual dates. What applies to this panel is a matter of local practice: "
            "check with your monitoring officer."
        ),
        button=_("Save"),
        back=resolve_url("meetings:periods", body.pk),
        back_words=_("Cancel"),
        width=THIRDS,
    )
    return page.answer(
        request,
        form,
        lambda: years.save_period(body=body, period=found, by=request.user, **form.cleaned_data),
        "ends_on",
        body=body,
        period=found,
    )


@signed_in
def periods(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """The pre-election periods that a body keeps."""
    body = served_body(request.user, body_pk)
    found = PreElectionPeriod.objects.visible_to(request.user).of(body)
    return render(request, "meetings/planning/year_periods.html", {"body": body, "periods": found})


@signed_in
@require_POST
def period_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Forget a pre-election period."""
    rows = PreElectionPeriod.objects.visible_to(request.user).select_related("body")
    found = get_object_or_404(rows, pk=pk)
    years.remove_period(period=found, by=request.user)
    return redirect("meetings:periods", found.body_id)
