"""The questions of a panel, and making their next version."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from foundation.accounts.access import SignedInRequest, signed_in
from partnerships import actions, policies
from partnerships.actions.questions import STARTING_LINES, QuestionLine
from partnerships.forms import QuestionFormSet
from partnerships.models import QuestionSet
from partnerships.rules import themes_finding


@signed_in
def questions(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """The question set the next round will use, and whether a minimum theme is missing."""
    body = get_object_or_404(policies.panels_served(request.user), pk=body_pk)
    latest = QuestionSet.objects.latest_of(body.pk)
    lines = list(latest.questions.all()) if latest else list(STARTING_LINES)
    context = {
        "body": body,
        "latest": latest,
        "lines": lines,
        "finding": themes_finding(line.theme for line in lines),
    }
    return render(request, "partnerships/questions.html", context)


@signed_in
def questions_revise(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Write the next version of the questions; open rounds keep theirs."""
    body = get_object_or_404(policies.panels_served(request.user), pk=body_pk)
    latest = QuestionSet.objects.latest_of(body.pk)
    lines = list(latest.questions.all()) if latest else list(STARTING_LINES)
    initial = [{name: getattr(line, name) for name in ("heading", "text", "help", "theme")} for line in lines]
    formset = QuestionFormSet(request.POST or None, initial=initial)
    if request.method == "POST" and formset.is_valid():
        typed = [QuestionLine(**row) for row in formset.cleaned_data if row.get("text")]
        actions.revise_questions(body=body, lines=typed, by=request.user)
        return redirect("partnerships:questions", body.pk)
    return render(request, "partnerships/questions_revise.html", {"body": body, "formset": formset})
