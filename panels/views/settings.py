"""The settings of a body by subject: what is in force, what it does, and a short form for each group."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.ui.dates import on_day
from panels import actions, settings_page
from panels.models import Body
from panels.settings_examples import examples
from panels.settings_form import SettingsForm, later_sentence
from panels.settings_labels import Subject, subject_of
from panels.views.pages import PanelForm, access_to_keep, body_to_change

# Examples count days from the one that is asked for, and calendars have an end.
MOST_YEARS = 100


@dataclass(frozen=True)
class SettingsPage(PanelForm):
    """The form of one group: it can show what is typed before it is saved."""

    template: str = "panels/settings_change.html"
    done: str = ""


@signed_in
def settings(request: SignedInRequest, body_id: int) -> HttpResponse:
    """Every subject, with the values that say most of it."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    on = _day_asked(request, today)
    row = body.settings_on(on)
    context = {
        "body": body,
        "row": row,
        "on": on if on != today else None,
        "subjects": settings_page.summary(row),
        "later": settings_page.later_rows(body, on),
    }
    return render(request, "panels/settings.html", context)


@signed_in
def settings_subject(request: SignedInRequest, body_id: int, subject: str) -> HttpResponse:
    """The settings of one subject, each with what it does and a link to change it."""
    today = timezone.localdate()
    body = body_to_change(request.user, body_id, today)
    found, on = _subject(subject), _day_asked(request, today)
    row = body.settings_on(on)
    context = {
        "body": body,
        "row": row,
        "on": on if on != today else None,
        "subject": found,
        "groups": settings_page.rows_of(found, row, on),
    }
    return render(request, "panels/settings_subject.html", context)


@signed_in
def settings_change(request: SignedInRequest, body_id: int, subject: str, group: str) -> HttpResponse:
    """Change the settings of one group from a day on; what they would do is shown first where asked."""
    today = timezone.localdate()
    body = access_to_keep(request.user, body_id, today)
    found, on = _subject(subject), _day_asked(request, today)
    part = found.group(group)
    if part is None:
        raise Http404("No such settings")
    before = body.settings_on(on)
    form = SettingsForm(request.POST or None, group=part, instance=copy(before), initial={"starts_on": on})
    page = SettingsPage(
        part.title,
        _("Save"),
        resolve_url("panels:settings_subject", body.pk, found.slug),
        lead=later_sentence(list(body.dated_settings.all()), on),
        title=f"{part.title}: {found.title}",
    )
    is_preview = "preview" in request.POST and form.is_valid()
    row = form.shown() if is_preview else before
    about: dict[str, Any] = {
        "body": body,
        "subject": found,
        "shown": row,
        "examples": examples(row, on).get(part.slug, []),
        "is_preview": is_preview,
    }
    if "preview" in request.POST:
        return page.show(request, form, **about)
    return page.answer(request, form, lambda: _save(request, body, form, today), **about)


def _save(request: SignedInRequest, body: Body, form: SettingsForm, today: date) -> None:
    """Record what was changed, and say from when it holds."""
    starts_on, changes = form.cleaned_data["starts_on"], form.changes()
    if not changes:
        messages.success(request, _("You did not change anything."))
        return
    actions.change_settings(body=body, starts_on=starts_on, by=request.user, **changes)
    when = (
        _("These settings are in force now.")
        if starts_on <= today
        else _("They take effect {day}.").format(day=on_day(starts_on))
    )
    messages.success(request, _("Saved. {when}").format(when=when))


def _subject(slug: str) -> Subject:
    found = subject_of(slug)
    if found is None:
        raise Http404("No such settings")
    return found


def _day_asked(request: SignedInRequest, today: date) -> date:
    """The later day whose settings are asked for; today where none, or no day, is given, or one far away."""
    try:
        asked = date.fromisoformat(request.GET.get("on", ""))
    except ValueError:
        return today
    return asked if abs(asked.year - today.year) <= MOST_YEARS else today
