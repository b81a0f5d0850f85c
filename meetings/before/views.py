"""Before a meeting: who comes, asked and answered, and the chair's brief."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, signed_in
from foundation.accounts.models import PersonalLink, User
from foundation.documents.layout import render as layout
from foundation.documents.layout.render import pdf_answer
from foundation.history.findings import require
from foundation.ui.acts import is_done
from meetings.before import actions
from meetings.before.documents import BriefDocument
from meetings.before.forms import ChairNoteForm, ComingForm, MemberComingForm
from meetings.before.pages import outlook_of
from meetings.before.policies import COMING_LINK, is_member_on, may_answer, may_ask_members, may_write_brief
from meetings.common.rules.labels import labels
from meetings.models import Coming, Meeting
from meetings.restricted.kept import Kept
from meetings.restricted.views import FactsForm, draft_meeting, visible_meeting
from panels.models import Person


@by_link(COMING_LINK)
def coming_own(request: LinkRequest, ref: str) -> HttpResponse:
    """A member says by personal link whether they come."""
    coming = get_object_or_404(Coming.objects.opened_by(request.link).select_related("person", "meeting"))
    return _answer(request, coming, request.link)


@signed_in
def coming_mine(request: SignedInRequest, pk: int) -> HttpResponse:
    """A member who signs in says whether they come."""
    meeting = visible_meeting(request.user, pk)
    coming = get_object_or_404(Coming.objects.of_member(request.user, meeting).select_related("person"))
    coming.meeting = meeting
    return _answer(request, coming, request.user)


def _answer(request: HttpRequest, coming: Coming, by: User | PersonalLink) -> HttpResponse:
    """One page with one question; after the answer it says what was understood."""
    settings = coming.meeting.settings
    form = ComingForm(request.POST or None, coming=coming, has_substitutes=settings.allows_substitutes)
    may = may_answer(by, coming)
    if request.method == "POST":
        require(may)
        if is_done(form, lambda: actions.answer_coming(coming=coming, by=by, **form.typed()), "answer"):
            return redirect(request.path)
    context = {"coming": coming, "meeting": coming.meeting, "form": form, "may": may}
    context["is_member"] = is_member_on(coming.person_id, coming.meeting)
    context["body_name"] = settings.name
    return render(request, "meetings/before/coming_own.html", context)


@signed_in
def expected(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who comes to this meeting, and what that means for quorum and votes."""
    meeting = draft_meeting(request.user, pk)
    context = {
        "meeting": meeting,
        "page": outlook_of(meeting),
        "may": may_ask_members(request.user, meeting),
    }
    return render(request, "meetings/before/expected.html", context)


@require_POST
@signed_in
def members_ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask everybody who was not asked yet."""
    actions.ask_members(meeting=draft_meeting(request.user, pk), by=request.user)
    return redirect("meetings:expected", pk)


@require_POST
@signed_in
def members_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask once more whoever has not answered."""
    actions.remind_members(meeting=draft_meeting(request.user, pk), by=request.user)
    return redirect("meetings:expected", pk)


@signed_in
def coming_member(request: SignedInRequest, pk: int, person_pk: int) -> HttpResponse:
    """Write down what one member said."""
    meeting = draft_meeting(request.user, pk)
    require(may_ask_members(request.user, meeting))
    person = get_object_or_404(Person.objects.members_of(meeting.body, meeting.day), pk=person_pk)
    known = meeting.comings.of_person(person)
    form = MemberComingForm(
        request.POST or None, coming=known, has_substitutes=meeting.settings.allows_substitutes
    )
    if is_done(
        form,
        lambda: actions.answer_for_member(meeting=meeting, person=person, by=request.user, **form.typed()),
        "answer",
    ):
        return redirect("meetings:expected", pk)
    page = FactsForm(person.printed_name, _("Save"), resolve_url("meetings:meeting", pk))
    return page.show(request, form, meeting=meeting)


@signed_in
def brief(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair's brief, for reading at the table."""
    meeting = draft_meeting(request.user, pk)
    document = BriefDocument.of(meeting, Kept.of(request.user, meeting).items)
    context = {
        "meeting": meeting,
        "document": document,
        "body": layout.screen(document),
        "may_write": may_write_brief(request.user, meeting),
    }
    return render(request, "meetings/before/brief.html", context)


@signed_in
def brief_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair's brief on paper."""
    meeting = draft_meeting(request.user, pk)
    document = BriefDocument.of(meeting, Kept.of(request.user, meeting).items)
    return pdf_answer(document, f"brief-{meeting.day:%Y-%m-%d}")


@signed_in
def brief_write(request: SignedInRequest, pk: int) -> HttpResponse:
    """Notes to the chair and times, for all items on one page."""
    meeting = draft_meeting(request.user, pk)
    require(may_write_brief(request.user, meeting))
    forms = _note_forms(request.user, meeting, request.POST if request.method == "POST" else None)
    if request.method == "POST" and all([form.is_valid() for form in forms]):  # noqa: C419  (ask every form)
        for form in forms:
            data = form.cleaned_data
            actions.write_chair_note(
                item=form.item, note=data["note"], minutes=data["minutes"], by=request.user
            )
        return redirect("meetings:brief", pk)
    context = {"meeting": meeting, "forms": forms, "has_errors": any(form.errors for form in forms)}
    return render(request, "meetings/before/brief_write.html", context)


def _note_forms(user: User, meeting: Meeting, data: Any) -> list[ChairNoteForm]:
    items, kept = list(meeting.items.select_related("chair_note")), Kept.of(user, meeting)
    found = labels(items)
    readable = [item for item in items if item.kind != "heading" and not kept.has(item)]
    return [ChairNoteForm(data, item=item, label=found[item.pk]) for item in readable]
