"""Writing a note theme by theme, sending it, deciding on it, reading it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents import files
from foundation.documents import render as layout
from foundation.documents.together import brings_together
from foundation.history.findings import require
from foundation.ui.acts import beside
from partnerships import actions, pages, policies
from partnerships.documents import BriefingNoteDocument
from partnerships.earlier import earlier_answer
from partnerships.forms import AnswerForm, DecideForm, PublicationForm, WithholdForm
from partnerships.models import BriefingNote


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
@brings_together
def theme(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Write one theme; over a newer text by somebody else both are brought together."""
    found = _readable(request, pk)
    rows = pages.theme_rows(found, here=number)
    if not 1 <= number <= len(rows):
        raise Http404
    require(policies.may_write(request.user, found))
    row = rows[number - 1]
    before = earlier_answer(found, row.question)
    words = {"question": row.question.text, "help": row.question.help}
    initial = {"text": row.answer.text, "based_on": row.answer.number} if row.answer else {"based_on": 0}
    form = AnswerForm(request.POST or None, initial=initial, **words)
    if request.method == "POST" and form.is_valid():
        with beside(form):
            typed = pages.typed_answer(form.cleaned_data["text"], request.POST, before)
            based_on = form.cleaned_data["based_on"]
            if typed is None:
                return redirect("partnerships:theme", pk, number)
            actions.save_answer(
                note=found, question=row.question, text=typed, based_on=based_on, by=request.user
            )
            return _after_saving(request, found, number, len(rows))
    context = {"note": found, "row": row, "rows": rows, "form": form, "before": before}
    context |= {"chair": policies.chair_of(found.csp), "saved": pages.saved_words(found)}
    return render(request, "partnerships/theme.html", context)


def _after_saving(request: SignedInRequest, found: BriefingNote, number: int, last: int) -> HttpResponse:
    """To the next theme, back to the same one with the earlier text in it, or to the whole note."""
    if "reuse" in request.POST:
        return redirect("partnerships:theme", found.pk, number)
    if "stop" in request.POST or number == last:
        messages.info(request, "Your answers are saved.")
        return redirect("partnerships:note", found.pk)
    return redirect("partnerships:theme", found.pk, number + 1)


@signed_in
@require_POST
def note_withhold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say whether the other partnerships read the note."""
    form = WithholdForm(request.POST)
    found = _note(request, pk)
    require(policies.may_withhold(request.user, found))
    if form.is_valid():
        with beside(form):
            typed = form.cleaned_data
            actions.set_withheld(
                note=found,
                is_withheld=typed["is_withheld"],
                reason=typed["withheld_reason"],
                by=request.user,
            )
            messages.info(request, "Saved who reads the note.")
            return redirect("partnerships:note", pk)
    return render(
        request,
        "partnerships/form.html",
        {"form": form, "title": "Who reads the note?", "button": "Save"},
    )


@signed_in
@require_POST
def note_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send the note to the partnership's chair."""
    sent = actions.send_to_chair(note=_note(request, pk), by=request.user)
    chair = policies.chair_of(sent.csp)
    messages.info(request, f"Sent to {chair.user.name if chair else 'the chair'}.")
    return redirect("partnerships:note", pk)


@signed_in
@require_POST
def note_take_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take the note back from the chair."""
    actions.take_back(note=_note(request, pk), by=request.user)
    return redirect("partnerships:note", pk)


@signed_in
def note_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """The chair reads the note, then approves or returns it."""
    found = _readable(request, pk)
    require(policies.may_decide(request.user, found))
    form = DecideForm(request.POST or None, officer=found.sent_by, initial=_withheld(found))
    if request.method == "POST" and form.is_valid():
        with beside(form):
            actions.decide(note=found, by=request.user, **form.cleaned_data)
            messages.info(request, pages.decided_words(found, form.cleaned_data["decision"]))
            return redirect("partnerships:note", pk)
    context = {"note": found, "themes": pages.theme_rows(found), "form": form}
    context["is_late"] = found.round.due_on < timezone.localdate()
    return render(request, "partnerships/note_decide.html", context)


@signed_in
@require_POST
def note_remind(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remind whoever has the note now."""
    found = actions.remind(note=_note(request, pk), by=request.user)
    messages.info(request, f"A reminder for {found.csp.short_name} is on its way.")
    return redirect("partnerships:round", found.round_id)


@signed_in
def note_publication_decide(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide whether the words of a note go into the published paper."""
    found = _note(request, pk)
    require(policies.may_decide_publication(request.user, found))
    form = PublicationForm(
        request.POST or None, initial={"is_published": "yes" if found.goes_public else "no"}
    )
    if request.method == "POST" and form.is_valid():
        with beside(form):
            actions.decide_publication(note=found, by=request.user, **form.cleaned_data)
            return redirect("partnerships:round", found.round_id)
    context = {"form": form, "note": found}
    return render(request, "partnerships/publication.html", context)


@signed_in
def note_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The note as a PDF, for those who may read it."""
    found = _readable(request, pk)
    made = layout.pdf(BriefingNoteDocument.of(found))
    response = HttpResponse(files.read(made.file), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="briefing-note-{found.ref}.pdf"'
    return response


def _withheld(found: BriefingNote) -> dict[str, object]:
    return {"is_withheld": found.is_withheld, "withheld_reason": found.withheld_reason}
