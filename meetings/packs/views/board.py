"""The papers board: what each paper needs next, and files dropped on it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.models import SentFile
from foundation.history.findings import Refused, require
from foundation.ui.words import counted
from meetings.common import policies
from meetings.models import Meeting
from meetings.packs import dropped
from meetings.packs.actions.dropping import keep_dropped, use_dropped
from meetings.packs.board import board_of
from meetings.packs.forms import DropForm, DroppedPaper, FileForm, refuse_one_paper_twice
from meetings.packs.views.pack import draft_meeting_or_404
from meetings.restricted.views import MeetingForm

LOOKS_AGAIN_SECONDS = 2


@signed_in
def meeting_papers(request: SignedInRequest, pk: int) -> HttpResponse:
    """The items of an agenda with their papers: what has been received, what is late, what is missing."""
    meeting = draft_meeting_or_404(request, pk)
    may_edit = policies.may_edit_agenda(request.user, meeting)
    may_open = policies.may_publish(request.user, meeting).is_met
    today = timezone.localdate()
    context = {
        "meeting": meeting,
        "board": board_of(meeting, request.user, today, may_edit=may_edit.is_met, may_open=may_open),
        "drop": DropForm() if may_edit.is_met else None,
        "aside": len(dropped.aside(request.user, meeting)),
        "waiting": dropped.waiting(request.user, meeting),
        "not_used": dropped.not_used(request.user, meeting),
        "may_edit": may_edit,
        "may_open": may_open,
    }
    return render(request, "meetings/packs/board.html", context)


@signed_in
def meeting_papers_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take in files for the papers of this meeting, and go on to what each of them could be."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    posted = request.method == "POST"
    form = DropForm(request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid() and _are_kept(request, meeting, form):
        return redirect("meetings:meeting_papers_match", pk)
    page = MeetingForm(
        heading=_("Add files to this meeting"),
        button=_("Add the files"),
        back=resolve_url("meetings:meeting_papers", pk),
        back_words=_("Cancel"),
        tab="papers",
    )
    return page.show(request, form, meeting=meeting)


def _are_kept(request: SignedInRequest, meeting: Meeting, form: DropForm) -> bool:
    """Keep what can be kept; what cannot is named, beside the field if nothing was kept."""
    sent = form.cleaned_data["papers"]
    refused = [said for each in sent if (said := _keep(request, meeting, each))]
    is_any_kept = len(refused) < len(sent)
    for sentence in refused:
        if is_any_kept:
            messages.warning(request, sentence)
        else:
            form.add_error("papers", sentence)
    return is_any_kept


def _keep(request: SignedInRequest, meeting: Meeting, each: DroppedPaper) -> str:
    """Keep one file; why it could not be kept, with its name, or nothing."""
    wrong = each.wrong
    if not wrong:
        try:
            wrong = keep_dropped(meeting=meeting, file=each.file, is_word=each.is_word, by=request.user)
        except Refused as refused:
            wrong = " ".join(finding.sentence for finding in refused.findings)
    return _("{file} was not added. {wrong}").format(file=each.file.name, wrong=wrong) if wrong else ""


@dataclass(frozen=True)
class _Asked:
    """A dropped file with what is proposed and the form that decides."""

    proposal: dropped.Proposal
    form: FileForm


@signed_in
def meeting_papers_match(request: SignedInRequest, pk: int) -> HttpResponse:
    """Which paper each dropped file is: proposed here, decided by a person."""
    meeting = draft_meeting_or_404(request, pk)
    require(policies.may_edit_agenda(request.user, meeting))
    found = dropped.proposals(
        dropped.aside(request.user, meeting), meeting, request.user, timezone.localdate()
    )
    asked = [_Asked(each, _form_of(request, each)) for each in found]
    if request.method == "POST" and _are_used(request, meeting, asked):
        return redirect("meetings:meeting_papers_match", pk)
    waiting = dropped.waiting(request.user, meeting)
    if not asked and not waiting:
        for sentence in dropped.settled(request.user, meeting, timezone.now()):
            messages.info(request, sentence)
        return redirect("meetings:meeting_papers", pk)
    context = {
        "meeting": meeting,
        "asked": asked,
        "forms": [each.form for each in asked],
        "waiting": waiting,
        "unclear": sum(not each.proposal.found.proposed for each in asked),
        "reload_after": 0 if asked else LOOKS_AGAIN_SECONDS,
    }
    return render(request, "meetings/packs/match_files.html", context)


def _form_of(request: SignedInRequest, each: dropped.Proposal) -> FileForm:
    initial = {"place": each.found.proposed, "title": each.title}
    data = request.POST if request.method == "POST" else None
    return FileForm(data, prefix=f"file-{each.file.pk}", choices=each.choices, initial=initial)


def _are_used(request: SignedInRequest, meeting: Meeting, asked: list[_Asked]) -> bool:
    """Use every file that was decided on; False where something typed is wrong, and nothing is used then."""
    forms = [each.form for each in asked]
    refuse_one_paper_twice(forms)
    if any(not form.is_valid() for form in forms):
        return False
    decided = [each for each in asked if each.form.cleaned_data["place"]]
    if not decided and asked:
        asked[0].form.add_error("place", _("Select what at least one file is for."))
        return False
    for each in decided:
        _use(request, meeting, each.proposal.file, each.form)
    left = len(asked) - len(decided)
    if left:
        messages.info(request, _("{files} left to decide.").format(files=counted(left, "file")))
    return True


def _use(request: SignedInRequest, meeting: Meeting, file: SentFile, form: FileForm) -> None:
    typed = form.cleaned_data
    try:
        use_dropped(file=file, meeting=meeting, by=request.user, **typed)
    except Refused as refused:
        # It stays where it is, and the page asks again.
        messages.warning(request, f"{file.name}: {' '.join(each.sentence for each in refused.findings)}")
