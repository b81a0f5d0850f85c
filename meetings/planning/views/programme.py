"""The work programme: its page, its items, placing them, and its paper."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.models import User
from foundation.documents.layout import render as layout
from foundation.documents.layout.document import Document
from foundation.documents.layout.render import pdf_answer
from foundation.history.findings import require
from foundation.history.models import Event
from foundation.ui.acts import is_done, outcome
from foundation.ui.form_page import THIRDS, FormPage
from meetings.agenda.actions import editing
from meetings.common.rules.year import year_words
from meetings.models import WorkProgrammeItem
from meetings.planning.actions import work_programme
from meetings.planning.documents import MeetingDatesDocument, WorkProgrammeDocument
from meetings.planning.forms.programme import (
    DropForm,
    EntryForm,
    PlaceEntryForm,
    PlacePaperForm,
    entry_initial,
)
from meetings.planning.pages.programme import items_to_place_on, open_for, programme_page
from meetings.planning.pages.year import chosen_year
from meetings.planning.policies import may_change_programme_item, may_keep_programme, may_read_programme
from meetings.planning.views.year import visible_body
from panels.models import Body

_DOCUMENTS: dict[str, type[WorkProgrammeDocument] | type[MeetingDatesDocument]] = {
    "programme": WorkProgrammeDocument,
    "dates": MeetingDatesDocument,
}
_PLACING: dict[str, Callable[..., object]] = {
    "programme": work_programme.place_programme,
    "dates": work_programme.place_dates,
}
_NAMES = {"programme": gettext_noop("the work programme"), "dates": gettext_noop("the dates of meetings")}


def read_body(user: User, pk: int) -> Body:
    """A body whose work programme this user reads, or a page that does not exist."""
    body = visible_body(user, pk)
    if not may_read_programme(user, body).is_met:
        raise Http404("No such page")
    return body


def kept_entry(user: User, pk: int) -> WorkProgrammeItem:
    """An item of a work programme that this user keeps, or a page that does not exist."""
    entry = get_object_or_404(WorkProgrammeItem.objects.visible_to(user).with_links(), pk=pk)
    if not may_keep_programme(user, entry.body).is_met:
        raise Http404("No such page")
    return entry


def to_programme(entry: WorkProgrammeItem) -> HttpResponse:
    """Back to the work programme, at the row of this item."""
    return redirect(f"{_year_of(entry)}#item-{entry.pk}")


def _year_of(entry: WorkProgrammeItem) -> str:
    return f"{reverse('meetings:programme', args=[entry.body_id])}?from={entry.year}"


@signed_in
def programme(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """The work programme of a municipal year."""
    body, today = read_body(request.user, body_pk), timezone.localdate()
    year = chosen_year(request.GET.get("from", ""), today)
    context = {
        "body": body,
        "name": body.settings_on(today).name,
        "page": programme_page(body, request.user, year, today),
        "year": year,
        "words": year_words(year),
        "may_keep": may_keep_programme(request.user, body).is_met,
    }
    return render(request, "meetings/planning/programme.html", context)


@signed_in
def programme_add(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Add an item."""
    body, today = read_body(request.user, body_pk), timezone.localdate()
    require(may_keep_programme(request.user, body))
    year = chosen_year(request.GET.get("from", ""), today)
    form = EntryForm(request.POST or None, meetings=open_for(body, request.user, today), year=year)
    if made := outcome(
        form,
        lambda: work_programme.add_programme_item(body=body, by=request.user, **form.facts()),
        "title",
    ):
        return to_programme(made)
    return render(
        request, "meetings/planning/programme_item.html", {"body": body, "form": form, "entry": None}
    )


@signed_in
def programme_change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change an item, or move it to another meeting or month."""
    entry, today = kept_entry(request.user, pk), timezone.localdate()
    require(may_change_programme_item(request.user, entry))
    meetings = open_for(entry.body, request.user, today)
    if entry.meeting and entry.meeting not in meetings:
        meetings = [entry.meeting, *meetings]
    form = EntryForm(request.POST or None, meetings=meetings, year=entry.year, initial=entry_initial(entry))
    if is_done(
        form,
        lambda: work_programme.change_programme_item(entry=entry, by=request.user, **form.facts()),
        "title",
    ):
        entry.refresh_from_db()
        return to_programme(entry)
    events = Event.objects.of(entry).select_related("note")[:10]
    context = {"body": entry.body, "form": form, "entry": entry, "events": events}
    return render(request, "meetings/planning/programme_item.html", context)


@signed_in
def programme_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Drop an item, with the reason."""
    entry = kept_entry(request.user, pk)
    require(may_change_programme_item(request.user, entry))
    form = DropForm(request.POST or None)
    if is_done(
        form,
        lambda: work_programme.drop_programme_item(entry=entry, by=request.user, **form.cleaned_data),
        "reason",
    ):
        return to_programme(entry)
    page = FormPage(
        heading=_("Remove from the work programme"),
        title=_("Remove an item from the work programme"),
        lead=format_html("<strong>{}</strong>", entry.title),
        button=_("Remove"),
        is_warning=True,
        back=_year_of(entry),
        back_words=_("Cancel"),
        width=THIRDS,
    )
    return page.show(request, form, entry=entry)


@signed_in
@require_POST
def programme_take_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a dropped item up again."""
    entry = kept_entry(request.user, pk)
    return to_programme(work_programme.take_up_programme_item(entry=entry, by=request.user))


@signed_in
def programme_place(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an item to an agenda: the one the button names, or one of those that still take items."""
    entry = kept_entry(request.user, pk)
    meetings = open_for(entry.body, request.user, timezone.localdate())
    form = PlaceEntryForm(request.POST or None, meetings=meetings)
    if is_done(
        form,
        lambda: work_programme.place_programme_item(entry=entry, by=request.user, **form.cleaned_data),
        "meeting",
    ):
        meeting = form.cleaned_data["meeting"]
        messages.info(
            request,
            _("“{entry}” is on the agenda of {meeting_day}.").format(
                entry=entry.title[:80], meeting_day=f"{meeting.day:%-d %B %Y}"
            ),
        )
        return _after_placing(request, entry, meeting.pk)
    page = FormPage(
        heading=_("Add to an agenda"),
        title=_("Add an item to an agenda"),
        button=_("Add to the agenda"),
        back=_year_of(entry),
        back_words=_("Cancel"),
        unsaved=_("The item has not been added yet"),
        width=THIRDS,
        template="meetings/planning/programme_place.html",
    )
    return page.show(request, form, entry=entry, has_meetings=bool(meetings))


def _after_placing(request: SignedInRequest, entry: WorkProgrammeItem, meeting_pk: int) -> HttpResponse:
    """Back to where the button stood: the agenda, or the work programme."""
    if request.POST.get("back") == "agenda":
        return redirect("meetings:agenda", meeting_pk)
    entry.refresh_from_db()
    return to_programme(entry)


@signed_in
@require_POST
def programme_take_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take an item off its agenda; it waits in the work programme again."""
    entry = kept_entry(request.user, pk)
    if entry.agenda_item is not None and entry.status == entry.Status.PLACED:
        editing.remove_item(item=entry.agenda_item, by=request.user)
    entry.refresh_from_db()
    return to_programme(entry)


def _document(body: Body, what: str, request: SignedInRequest) -> Document:
    if what not in _DOCUMENTS:
        raise Http404("No such page")
    today = timezone.localdate()
    return _DOCUMENTS[what].of(body, chosen_year(request.GET.get("from", ""), today), today)


@signed_in
def year_pdf(request: SignedInRequest, body_pk: int, what: str) -> HttpResponse:
    """The work programme, or the dates of meetings, as a PDF."""
    return pdf_answer(_document(read_body(request.user, body_pk), what, request), what)


@signed_in
def year_place(request: SignedInRequest, body_pk: int, what: str) -> HttpResponse:
    """Place the work programme, or the dates of meetings, as a paper on an agenda item."""
    body, today = read_body(request.user, body_pk), timezone.localdate()
    require(may_keep_programme(request.user, body))
    document = _document(body, what, request)
    year = chosen_year(request.GET.get("from", ""), today)
    items = items_to_place_on(body, request.user, today)
    form = PlacePaperForm(request.POST or None, items=items)
    place = _PLACING[what]
    if is_done(form, lambda: place(body=body, year=year, by=request.user, **form.cleaned_data), "item"):
        messages.info(
            request,
            _("{document} has been added to the agenda in its current form.").format(document=document.title),
        )
        return redirect("meetings:agenda", form.cleaned_data["item"].meeting_id)
    context = {"body": body, "form": form, "has_items": bool(items), "year": year, "what": what}
    context |= {"name": _(_NAMES[what]), "document": document, "screen": layout.screen(document)}
    return render(request, "meetings/planning/year_place.html", context)
