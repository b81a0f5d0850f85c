"""The agenda editor, its lines added, ordered, edited and removed."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.asked_once import reading
from foundation.documents.saving import together
from foundation.documents.word.word_out import word_answer
from foundation.history.findings import require
from foundation.ui.acts import is_done, outcome
from foundation.ui.form_page import THIRDS, FormPage
from foundation.ui.paging import day_of
from foundation.ui.said import say_done
from foundation.ui.words import whole_number
from meetings.agenda.actions import editing
from meetings.agenda.actions import templates as action_templates
from meetings.agenda.forms import (
    CommentForm,
    CopyForm,
    ItemForm,
    LinesForm,
    MinutesItemsForm,
    TemplateForm,
    item_initial,
)
from meetings.agenda.pages.agenda import agenda_page, preview
from meetings.agenda.pages.rows import move_choices, was_removed
from meetings.agenda.templates import template_text
from meetings.common import policies
from meetings.common.rules.labels import labels
from meetings.minutes.actions import bringing
from meetings.models import AgendaItem, AgendaTemplate, Meeting
from meetings.packs.after_publication import agenda_now, pack_ranges
from meetings.packs.documents.agenda import AgendaDocument
from meetings.restricted import actions, hands_off
from meetings.restricted.views import MeetingForm, draft_item, draft_meeting, to_row
from panels.models import Body

REMOVED = gettext_noop(
    "Someone else has removed this item from the agenda. What you entered is below. "
    "Add the item again, or cancel."
)


@signed_in
def agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agenda as the secretariat and the chair work on it; members are led to what is published."""
    with reading():
        found = Meeting.objects.visible_to(request.user).with_settings().with_question_count()
        meeting = get_object_or_404(found, pk=pk)
        if policies.may_read_drafts(request.user, meeting).is_met:
            return _editor(request, meeting)
    if meeting.published_at:
        return redirect("library:meeting", meeting.ref)
    return render(request, "meetings/agenda/agenda_none.html", {"meeting": meeting})


def _editor(request: SignedInRequest, meeting: Meeting, form: LinesForm | None = None) -> HttpResponse:
    page = agenda_page(meeting, request.user, timezone.now(), timezone.localdate())
    numbers = labels(page.items)
    after = [(str(i.pk), f"{numbers[i.pk]} {i.title[:60]}".strip()) for i in page.items if not i.parent_id]
    moving = next((i for i in page.items if str(i.pk) == request.GET.get("move")), None)
    typed = form.data.get("lines", "") if form else ""
    behind = form.data.get("after", "") if form else ""
    context = {
        "meeting": meeting,
        "page": page,
        "form": form.with_places(after) if form else LinesForm(after=after),
        "preview": preview(typed, page.items, whole_number(behind)) if typed else None,
        "moving": moving,
        "choices": move_choices(page.items, moving) if moving else [],
    }
    return render(request, "meetings/agenda/agenda.html", context)


@signed_in
@require_POST
def agenda_paste(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show how typed lines will be read, or add them; what was typed stays until they are added."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    form = LinesForm(request.POST, after=[(str(item.pk), "") for item in meeting.items.all()])
    if not form.is_valid() or "preview" in request.POST:
        return _editor(request, meeting, form)
    after = next((item for item in meeting.items.all() if str(item.pk) == form.cleaned_data["after"]), None)
    added = editing.paste_lines(
        meeting=meeting, text=form.cleaned_data["lines"], after=after, by=request.user
    )
    return to_row(added[0])


@signed_in
def item_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one line with everything there is to say about it."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    form = ItemForm(request.POST or None, meeting=meeting, until=day_of(request.GET.get("until", "")))
    if added := outcome(
        form, lambda: editing.add_item(meeting=meeting, by=request.user, **form.facts()), "title"
    ):
        return to_row(added)
    return render(
        request,
        "meetings/agenda/agenda_item.html",
        {"meeting": meeting, "form": form, "item": None},
    )


@signed_in
def item(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Change one line; over a newer version both are brought together."""

    def read() -> AgendaItem:
        found = draft_item(request.user, pk, item_pk)
        require(policies.may_edit_agenda(request.user, found.meeting))
        return found

    def form_of(found: AgendaItem, data: Any) -> ItemForm:
        until = day_of(request.GET.get("until", ""))
        return ItemForm(data, initial=item_initial(found), meeting=found.meeting, until=until)

    def act(found: AgendaItem, form: ItemForm) -> HttpResponse:
        based_on = form.cleaned_data["based_on"]
        editing.edit_item(item=found, by=request.user, based_on=based_on, **form.facts())
        return to_row(found)

    if request.method == "POST" and _was_removed(request, pk, item_pk):
        return _removed_meanwhile(request, pk)
    saved = together.save(request, read, form_of, act, field="title")
    if saved.answer:
        return saved.answer
    context = {
        "meeting": saved.found.meeting,
        "form": saved.form,
        "item": saved.found,
        "placements": list(saved.found.placements.select_related("paper")),
    }
    return render(request, "meetings/agenda/agenda_item.html", context)


def _was_removed(request: SignedInRequest, pk: int, item_pk: int) -> bool:
    """True for a line that stood on this agenda, and that someone else removed since the form was opened."""
    return was_removed(draft_meeting(request.user, pk), item_pk)


def _removed_meanwhile(request: SignedInRequest, pk: int) -> HttpResponse:
    """What was typed into a line that is gone, as a line that can be added again."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    form = ItemForm(request.POST, meeting=meeting, until=day_of(request.GET.get("until", "")))
    form.add_error(None, _(REMOVED))
    context = {
        "meeting": meeting,
        "form": form,
        "item": None,
        "action": reverse("meetings:item_add", args=[pk]),
    }
    return render(request, "meetings/agenda/agenda_item.html", context)


@signed_in
@require_POST
def item_move(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Move a line up, down or to another place, and come back to its row."""
    found = draft_item(request.user, pk, item_pk)
    before = labels(found.meeting.items.order_by("position", "pk")).get(found.pk, "")
    if editing.move_item(item=found, where=request.POST.get("where", ""), by=request.user):
        after = labels(found.meeting.items.order_by("position", "pk")).get(found.pk, "")
        if before and after and before != after:
            messages.info(request, _("Item {before} is now item {after}.").format(before=before, after=after))
    return to_row(found)


@signed_in
def item_remove(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Say what goes with a line before it is taken off the agenda; one that was published is withdrawn."""
    found = draft_item(request.user, pk, item_pk)
    require(policies.may_edit_agenda(request.user, found.meeting))
    hands_off.require_whole(request.user, found)
    if found.issued_label and request.method != "POST":
        return redirect("meetings:item_withdraw", pk, item_pk)
    if request.method == "POST":
        editing.remove_item(item=found, by=request.user)
        return redirect("meetings:agenda", pk)
    context = {
        "meeting": found.meeting,
        "item": found,
        "subs": list(found.subitems.all()),
        "placements": list(found.all_placements()),
    }
    return render(request, "meetings/agenda/agenda_remove.html", context)


@signed_in
def agenda_docx(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agenda as it stands, as a Word file, once nothing restricted is found in it."""
    meeting = draft_meeting(request.user, pk)
    if meeting.agenda_status == Meeting.Agenda.PUBLISHED:
        document = agenda_now(meeting)
    else:
        document = AgendaDocument.of(meeting, pack_ranges(meeting), is_draft=meeting.published_at is None)
    actions.require_word_file(meeting=meeting, document=document)
    return word_answer(document, f"Agenda {meeting.day.isoformat()}")


@dataclass(frozen=True)
class AgendaForm(MeetingForm):
    """A form about a whole agenda; `nothing` stands in its place where there is nothing to choose from."""

    back_words: str = gettext_noop("Cancel")
    width: str = THIRDS
    tab: str = "agenda"
    is_dated: bool = True
    template: str = "meetings/agenda/agenda_form.html"
    nothing: str = ""


@signed_in
def agenda_copy(request: SignedInRequest, pk: int) -> HttpResponse:
    """Copy the lines of another agenda of the same body."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    form = CopyForm(request.POST or None, meeting=meeting, until=day_of(request.GET.get("until", "")))
    if form.is_valid():
        action_templates.copy_agenda(meeting=meeting, source=form.cleaned_data["source"], by=request.user)
        return redirect("meetings:agenda", pk)
    page = AgendaForm(
        heading=_("Copy from another meeting"),
        lead=_(
            "Its lines are added at the end. Lines that are already on this agenda, withdrawn lines and "
            "papers are not copied. Exempt and confidential lines stay so on the same ground, and the proper "
            "officer’s decision to withhold has to be recorded again."
        ),
        button=_("Copy these lines"),
        back=resolve_url("meetings:agenda", pk),
        nothing="" if form.fields["source"].choices else _("No other meeting has an agenda to copy."),  # type: ignore[attr-defined]
    )
    return page.show(request, form, meeting=meeting, older_from=form.older_from)


@signed_in
def agenda_minutes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add an item for the minutes of each meeting that is ticked."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    brought = editing.minutes_brought(meeting)
    waiting = [each.pk for each in bringing.minutes_awaiting(meeting) if each.pk not in brought]
    form = MinutesItemsForm(
        request.POST or None,
        meeting=meeting,
        until=day_of(request.GET.get("until", "")),
        initial={"meetings": waiting},
    )
    if form.is_valid():
        editing.add_minutes_items(
            meeting=meeting, meetings=list(form.cleaned_data["meetings"]), by=request.user
        )
        return redirect("meetings:agenda", pk)
    page = AgendaForm(
        heading=_("Add minutes to confirm"),
        lead=_(
            "Each meeting you select gets a separate item that names it. Minutes already on the agenda are "
            "not added twice."
        ),
        button=_("Add these items"),
        back=resolve_url("meetings:agenda", pk),
        nothing="" if form.fields["meetings"].choices else _("No earlier meeting has minutes."),  # type: ignore[attr-defined]
    )
    return page.show(request, form, meeting=meeting, older_from=form.older_from)


@signed_in
@require_POST
def agenda_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the agenda to the chair."""
    told = editing.send_to_chair(meeting=draft_meeting(request.user, pk), by=request.user)
    nobody = _("No email has been sent, because no Chair who can sign in is recorded.")
    then = _("Ask the Chair, then select “Record the Chair’s agreement”.")
    messages.info(
        request, _("An email has been sent to {told}.").format(told=told) if told else f"{nobody} {then}"
    )
    return redirect("meetings:agenda", pk)


@signed_in
@require_POST
def agenda_agree(request: SignedInRequest, pk: int) -> HttpResponse:
    """Agree the agenda."""
    editing.agree_agenda(meeting=draft_meeting(request.user, pk), by=request.user)
    say_done(request, _("Agenda agreed"))
    return redirect("meetings:agenda", pk)


@signed_in
def agenda_return(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give the agenda back for changes, with a comment."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_agree_agenda(request.user, meeting))
    form = CommentForm(request.POST or None)
    page = AgendaForm(
        heading=_("Return the agenda"),
        lead=_("It becomes a draft again, and the secretariat sees your comment."),
        button=_("Return it"),
        back=resolve_url("meetings:agenda", pk),
    )
    return page.answer(
        request,
        form,
        lambda: editing.return_agenda(meeting=meeting, by=request.user, **form.cleaned_data),
        "comment",
        meeting=meeting,
    )


def _body_or_404(request: SignedInRequest, body_pk: int) -> Body:
    body = get_object_or_404(Body.objects.visible_to(request.user, timezone.localdate()), pk=body_pk)
    if not policies.may_plan(request.user, body).is_met:
        raise Http404("No such page")
    return body


@signed_in
def templates(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """The templates of a body, one per type of meeting; missing ones can be made at once."""
    body = _body_or_404(request, body_pk)
    if request.method == "POST":
        action_templates.default_templates(body=body, by=request.user)
        return redirect("meetings:templates", body_pk)
    there = {t.meeting_kind: t for t in AgendaTemplate.objects.with_lines_of(body)}
    rows = [(kind, label, there.get(kind)) for kind, label in Meeting.Kind.choices]
    context = {
        "body": body,
        "rows": rows,
        "has_all": len(there) == len(rows),
        "name": body.settings_on(timezone.localdate()).name,
    }
    return render(request, "meetings/agenda/list_templates.html", context)


@signed_in
def template(request: SignedInRequest, body_pk: int, kind: str) -> HttpResponse:
    """Change the lines that a new meeting of one type starts with."""
    body = _body_or_404(request, body_pk)
    if kind not in Meeting.Kind.values:
        raise Http404("No such type of meeting")
    found = AgendaTemplate.objects.with_lines_of(body).for_kind(kind)
    label = Meeting.Kind(kind).label
    form = TemplateForm(request.POST or None, initial={"lines": template_text(found) if found else ""})
    form.fields["lines"].label = _("Lines of every {label}").format(label=label.lower())
    if is_done(
        form,
        lambda: action_templates.save_template(
            body=body, meeting_kind=kind, text=form.cleaned_data["lines"], by=request.user
        ),
        "lines",
    ):
        return redirect(reverse("meetings:templates", args=[body_pk]) + f"#{kind}")
    page = FormPage(
        heading=_("Template: {label}").format(label=label.lower()),
        lead=_("Every new {label} starts with these lines. Existing agendas do not change.").format(
            label=label.lower()
        ),
        button=_("Save the template"),
        back=resolve_url("meetings:templates", body_pk),
        back_words=_("Cancel"),
        width=THIRDS,
    )
    return page.show(request, form, body=body)
