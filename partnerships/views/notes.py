"""Writing a note theme by theme, sending it, deciding on it, reading it."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout.render import pdf_answer
from foundation.documents.saving import together
from foundation.history.findings import require
from foundation.ui.acts import is_done
from foundation.ui.dates import clock_time
from foundation.ui.middleware import page_before
from foundation.ui.words import called, joined
from partnerships import actions, pages, policies
from partnerships.documents import BriefingNoteDocument
from partnerships.forms import AnswerForm, DecideForm, PublicationForm, WithholdForm
from partnerships.models import BriefingNote
from partnerships.pages import ThemePage
from partnerships.views.forms import PartnersForm


def _note(request: SignedInRequest, pk: int) -> BriefingNote:
    return get_object_or_404(BriefingNote.objects.whole().visible_to(request.user), pk=pk)


def _readable(request: SignedInRequest, pk: int) -> BriefingNote:
    return get_object_or_404(BriefingNote.objects.whole().readable_by(request.user), pk=pk)


@signed_in
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    """The note: as a list of themes for those who write it, else as a page to read."""
    found = _note(request, pk)
    context = {
        "note": found,
        "row": pages.note_row(found, found.round.due_on, timezone.localdate()),
        "themes": pages.theme_rows(found),
        "chair": policies.chair_of(found.csp),
        "saved": pages.saved_words(found),
        "left": pages.left(found),
    }
    may_write = policies.may_write(request.user, found)
    if may_write.is_met and ("write" in request.GET or not policies.gave_back(request.user, found)):
        context["may_send"] = policies.may_send(request.user, found)
        context["next_number"] = pages.next_number(found)
        context["withhold"] = WithholdForm(initial=_withheld(found))
        return render(request, "partnerships/note_write.html", context)
    context["may_write"] = may_write
    context["may_read"] = policies.may_read(request.user, found)
    context["may_take_back"] = policies.may_take_back(request.user, found)
    context["may_decide"] = policies.may_decide(request.user, found)
    context["may_publish"] = policies.may_decide_publication(request.user, found)
    return render(request, "partnerships/note_read.html", context)


@signed_in
def theme(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Write one theme; over a newer text by somebody else both are brought together."""

    def read() -> ThemePage:
        note = _readable(request, pk)
        page = pages.theme_page(note, number)
        if page is None:
            raise Http404
        require(policies.may_write(request.user, note))
        return page

    def act(page: ThemePage, form: AnswerForm) -> HttpResponse:
        typed, based_on = form.cleaned_data["text"], form.cleaned_data["based_on"]
        text = pages.typed_answer(typed, form.data, page.before)
        question = page.row.question
        actions.save_answer(note=page.note, question=question, text=text, based_on=based_on, by=request.user)
        return _after_saving(request, page, form.data)

    saved = together.save(request, read, _answer_form, act)
    if saved.answer:
        return saved.answer
    page = saved.found
    context = {"note": page.note, "row": page.row, "rows": page.rows, "before": page.before}
    context |= {"chair": policies.chair_of(page.note.csp), "saved": pages.saved_words(page.note)}
    context["left"] = pages.left(page.note)
    return render(request, "partnerships/theme.html", context | {"form": saved.form})


def _answer_form(page: ThemePage, data: Any) -> AnswerForm:
    question, answer = page.row.question, page.row.answer
    initial = {"text": answer.text, "based_on": answer.number} if answer else {"based_on": 0}
    return AnswerForm(data, initial=initial, question=question.text, help=question.help)


def _after_saving(request: SignedInRequest, page: ThemePage, sent: Mapping[str, str]) -> HttpResponse:
    """To the next theme, back to the same one with the earlier text in it, or to the whole note."""
    if "reuse" in sent:
        return redirect("partnerships:theme", page.note.pk, page.row.number)
    if "stop" in sent or page.row.number == len(page.rows):
        messages.info(request, _("Your answers have been saved."))
        return redirect("partnerships:note", page.note.pk)
    return redirect("partnerships:theme", page.note.pk, page.row.number + 1)


@signed_in
@require_POST
def note_withhold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether the other partnerships read the note."""
    form = WithholdForm(request.POST)
    found = _note(request, pk)
    require(policies.may_withhold(request.user, found))

    def act() -> None:
        is_withheld, reason = form.cleaned_data["is_withheld"], form.cleaned_data["withheld_reason"]
        actions.set_withheld(note=found, is_withheld=is_withheld, reason=reason, by=request.user)
        messages.info(request, _("Saved who can read the note."))

    page = PartnersForm(_("Who can read the note?"), _("Save"), resolve_url("partnerships:note", pk))
    return page.answer(request, form, act)


@signed_in
@require_POST
def note_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the note to the partnership's chair."""
    sent = actions.send_to_chair(note=_note(request, pk), by=request.user)
    chair = policies.chair_of(sent.csp)
    messages.info(request, _("Sent to {user}.").format(user=chair.user.name if chair else _("the chair")))
    return redirect("partnerships:note", pk)


@signed_in
@require_POST
def note_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask the chair for the note back."""
    actions.take_back(note=_note(request, pk), by=request.user)
    messages.info(request, _("You can continue writing. Send the note to the chair again when it is ready."))
    return redirect("partnerships:note", pk)


@signed_in
def note_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair reads the note, then approves or returns it."""
    found = _readable(request, pk)
    require(policies.may_decide(request.user, found))
    form = DecideForm(request.POST or None, officer=found.sent_by, initial=_withheld(found))
    if is_done(form, lambda: actions.decide(note=found, by=request.user, **form.cleaned_data)):
        messages.info(request, pages.decided_words(found, form.cleaned_data["decision"]))
        return redirect("partnerships:note", pk)
    context = {"note": found, "themes": pages.theme_rows(found), "form": form}
    context["is_late"] = found.round.due_on < timezone.localdate()
    return render(request, "partnerships/note_decide.html", context)


@signed_in
@require_POST
def note_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind whoever has the note now, and stay on the page where it was pressed."""
    found = _note(request, pk)
    at = actions.remind(note=found, by=request.user)
    names = joined(called(held.user.name) for held in policies.having(found) if held.user.is_active)
    messages.success(
        request, _("Reminder sent to {names} at {time}.").format(names=names, time=clock_time(at))
    )
    return redirect(page_before(request) or resolve_url("partnerships:round", found.round_id))


@signed_in
def note_publication_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide whether the words of a note go into the published paper."""
    found = _note(request, pk)
    require(policies.may_decide_publication(request.user, found))
    form = PublicationForm(
        request.POST or None, initial={"is_published": "yes" if found.goes_public else "no"}
    )
    page = PartnersForm(
        _("{short_name} in the published paper").format(short_name=found.csp.short_name),
        _("Save"),
        resolve_url("partnerships:round", found.round_id),
        _("Cancel"),
        template="partnerships/publication.html",
    )
    return page.answer(
        request,
        form,
        lambda: actions.decide_publication(note=found, by=request.user, **form.cleaned_data),
        note=found,
    )


@signed_in
def note_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The note as a PDF, for those who may read it."""
    found = _readable(request, pk)
    return pdf_answer(BriefingNoteDocument.of(found), f"briefing-note-{found.ref}")


def _withheld(found: BriefingNote) -> dict[str, object]:
    return {"is_withheld": found.is_withheld, "withheld_reason": found.withheld_reason}
