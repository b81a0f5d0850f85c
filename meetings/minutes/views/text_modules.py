"""The words a body uses again and again; and single acts on a minute: the record again, confirmation."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.history.conflicts import NewerVersion
from foundation.history.findings import require
from foundation.ui.acts import is_done
from foundation.ui.form_page import PLAIN, FormPage
from foundation.ui.said import say_done
from foundation.ui.words import whole_number
from meetings.common import policies
from meetings.minutes.actions import parts, writing
from meetings.minutes.forms.parts import ConfirmedElsewhereForm, SecondLanguageForm, WordsForm
from meetings.minutes.policies import may_confirm_elsewhere, may_keep_words
from meetings.minutes.text_modules import shown_mark, translation_of
from meetings.minutes.views.minutes import address_of
from meetings.models import Decision, Minute, TextModule
from meetings.restricted.views import MeetingForm
from panels.models import Body

KEPT_THERE = gettext_noop("Wording already inserted in minutes does not change.")


@signed_in
def words(request: SignedInRequest, pk: int) -> HttpResponse:
    """The words of a body, and a form for more."""
    body = get_object_or_404(Body, pk=pk)
    if not may_keep_words(request.user, body).is_met:
        raise Http404("No such page")
    form = WordsForm(request.POST or None)
    if is_done(form, lambda: parts.save_words(body=body, by=request.user, **form.cleaned_data)):
        say_done(request, _("“{name}” saved").format(name=form.cleaned_data["name"]))
        return redirect("meetings:words", pk)
    rows = TextModule.objects.of_body(body.pk)
    return render(request, "meetings/minutes/words.html", {"body": body, "rows": rows, "form": form})


@signed_in
def words_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change words."""
    module = get_object_or_404(TextModule.objects.visible_to(request.user), pk=pk)
    first = {"name": module.name, "use": module.use, "text": module.text}
    form = WordsForm(request.POST or None, initial=first)
    page = FormPage(
        heading=_("Change standard wording"),
        sentence=format_html('<span class="app-quiet">{}</span>', KEPT_THERE),
        button=_("Save"),
        back=resolve_url("meetings:words", module.body_id),
        back_words=_("Cancel"),
        width=PLAIN,
    )
    return page.answer(
        request,
        form,
        lambda: parts.save_words(body=module.body, module=module, by=request.user, **form.cleaned_data),
        module=module,
    )


@signed_in
@require_POST
def words_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take words away."""
    module = get_object_or_404(TextModule.objects.visible_to(request.user), pk=pk)
    parts.remove_words(module=module, by=request.user)
    say_done(request, _("“{module}” removed").format(module=module.name))
    return redirect("meetings:words", module.body_id)


@signed_in
@require_POST
def minute_follow(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the record's sentence again instead of a person's; over a newer version, look at it first."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
    based_on = request.POST.get("based_on", "")
    try:
        writing.save_minute(
            minute=minute,
            opening="",
            text=minute.text,
            based_on=whole_number(based_on) or 0,
            by=request.user,
        )
    except NewerVersion:
        return redirect("meetings:minute_edit", minute.pk)
    say_done(request, _("Automatic wording restored"))
    return redirect(address_of(minute))


@signed_in
def decision_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that those a decision waited for have confirmed it, or put that right."""
    decision = get_object_or_404(Decision.objects.visible_to(request.user), pk=pk)
    require(may_confirm_elsewhere(request.user, decision))
    form = ConfirmedElsewhereForm(request.POST or None, recorded=decision.confirmed_on)

    def act() -> None:
        if form.cleaned_data.get("is_not"):
            parts.take_confirmation_back(decision=decision, by=request.user)
        else:
            parts.confirm_decision(decision=decision, on=form.cleaned_data["on"], by=request.user)
        say_done(request, _("Confirmation saved"))

    page = MeetingForm(
        heading=_("Confirmed by {confirmation_by}").format(confirmation_by=decision.confirmation_by),
        title=_("Confirmed elsewhere"),
        button=_("Save the correction") if decision.confirmed_on else _("Record the confirmation"),
        back=address_of(decision.minute),
        back_words=_("Cancel"),
        width=PLAIN,
        tab="minutes",
        template="meetings/minutes/decision_confirm.html",
    )
    return page.answer(request, form, act, "on", decision=decision, meeting=decision.minute.minutes.meeting)


def _form(minute: Minute, data: Any) -> SecondLanguageForm:
    language = minute.minutes.meeting.settings.second_language
    words = translation_of(minute, language)
    return SecondLanguageForm(data, initial={**words, "seen": shown_mark(words)}, language=language)


@signed_in
def minute_language(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write heading and text beside the first language; over newer words both are brought together."""

    def read() -> Minute:
        minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
        require(policies.may_write_minutes(request.user, minute.minutes.meeting))
        if not minute.minutes.meeting.settings.second_language:
            raise Http404("This body has no second language")
        return minute

    def act(minute: Minute, form: SecondLanguageForm) -> HttpResponse:
        parts.write_second_language(minute=minute, by=request.user, **form.cleaned_data)
        say_done(request, _("Second language saved"))
        return redirect(address_of(minute))

    saved = together.save(request, read, _form, act)
    meeting = saved.found.minutes.meeting
    page = MeetingForm(
        heading=_("“{found}” in the second language").format(found=saved.found.title),
        title=_("The second language"),
        lead=_(
            "It is printed below the minute ({second_language}). Its language "
            "is marked for screen readers on the web page, in the PDF and in Word."
        ).format(second_language=meeting.settings.second_language),
        button=_("Save"),
        back=address_of(saved.found),
        back_words=_("Cancel"),
        width=PLAIN,
        tab="minutes",
        template="meetings/minutes/minute_form.html",
    )
    return saved.answer or page.show(request, saved.form, minute=saved.found, meeting=meeting)
