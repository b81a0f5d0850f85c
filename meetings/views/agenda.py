"""The agenda editor, its lines added, ordered, edited and removed."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.saving import together
from foundation.documents.word.word_out import word_answer
from foundation.history.findings import require
from foundation.ui.paging import day_of
from foundation.ui.words import whole_number
from meetings import actions, policies
from meetings.agenda_page import agenda_page, preview
from meetings.agenda_rows import move_choices
from meetings.documents.agenda import AgendaDocument
from meetings.forms.agenda import ItemForm, LinesForm, item_initial
from meetings.issued import agenda_now, pack_ranges
from meetings.models import AgendaItem, Meeting
from meetings.policies import hands_off
from meetings.rules.labels import labels
from meetings.views.pages import draft_item, draft_meeting, is_done, to_row, visible_meeting


@signed_in
def agenda(request: SignedInRequest, pk: int) -> HttpResponse:
    """The agenda as the secretariat and the chair work on it; members are led to what is published."""
    meeting = visible_meeting(request.user, pk)
    if policies.may_read_drafts(request.user, meeting).is_met:
        return _editor(request, meeting)
    if meeting.published_at:
        return redirect("library:meeting", meeting.ref)
    return render(request, "meetings/agenda_none.html", {"meeting": meeting})


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
    return render(request, "meetings/agenda.html", context)


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
    added = actions.paste_lines(
        meeting=meeting, text=form.cleaned_data["lines"], after=after, by=request.user
    )
    return to_row(added[0])


@signed_in
def item_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add one line with everything there is to say about it."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    form = ItemForm(request.POST or None, meeting=meeting, until=day_of(request.GET.get("until", "")))
    added: list[AgendaItem] = []
    if is_done(
        form,
        lambda: added.append(actions.add_item(meeting=meeting, by=request.user, **form.facts())),
        "title",
    ):
        return to_row(added[0])
    return render(
        request,
        "meetings/agenda_item.html",
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
        actions.edit_item(item=found, by=request.user, based_on=based_on, **form.facts())
        return to_row(found)

    saved = together.save(request, read, form_of, act, field="title")
    if saved.answer:
        return saved.answer
    context = {
        "meeting": saved.found.meeting,
        "form": saved.form,
        "item": saved.found,
        "placements": list(saved.found.placements.select_related("paper")),
    }
    return render(request, "meetings/agenda_item.html", context)


@signed_in
@require_POST
def item_move(request: SignedInRequest, pk: int, item_pk: int) -> HttpResponse:
    """Move a line up, down or to another place, and come back to its row."""
    found = draft_item(request.user, pk, item_pk)
    before = labels(found.meeting.items.order_by("position", "pk")).get(found.pk, "")
    if actions.move_item(item=found, where=request.POST.get("where", ""), by=request.user):
        after = labels(found.meeting.items.order_by("position", "pk")).get(found.pk, "")
        if before and after and before != after:
            messages.info(request, f"Item {before} is now item {after}.")
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
        actions.remove_item(item=found, by=request.user)
        return redirect("meetings:agenda", pk)
    context = {
        "meeting": found.meeting,
        "item": found,
        "subs": list(found.subitems.all()),
        "placements": list(found.all_placements()),
    }
    return render(request, "meetings/agenda_remove.html", context)


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
