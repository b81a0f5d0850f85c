"""The circulation list, telling it, the printed sheet, evidence and export, and set times."""

from dataclasses import asdict

from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout.render import pdf_answer
from foundation.history.findings import require
from foundation.library.evidence import evidence_of
from foundation.ui.acts import is_done
from foundation.ui.form_page import FormPage
from foundation.ui.said import say_done
from meetings.common import policies
from meetings.common.notice import finding_for, last_publication_moment
from meetings.despatch import exporting, pages
from meetings.despatch.actions import despatching, scheduling
from meetings.despatch.documents import PrintSheetDocument
from meetings.despatch.forms import DespatchForm, EntryForm, SetTimeForm
from meetings.despatch.rules import proposed_subject, proposed_words
from meetings.models import CirculationEntry, Meeting, Pack, ScheduledPublication
from meetings.publishing.circulation import circulation_of
from meetings.restricted.views import MeetingForm, draft_meeting, visible_meeting
from panels.models import Body

FIELDS = ("group", "name", "organisation", "email", "wants_mail", "copies_on_paper", "paper_version")


def _served_body(request: SignedInRequest, body_pk: int) -> Body:
    """A body whose list this user keeps, or a page that does not exist."""
    found = Body.objects.visible_to(request.user, timezone.localdate()).prefetch_related("dated_settings")
    body = get_object_or_404(found, pk=body_pk)
    if not policies.may_keep_circulation(request.user, body).is_met:
        raise Http404("No such page")
    return body


@signed_in
def circulation(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Everybody on the list today."""
    body, today = _served_body(request, body_pk), timezone.localdate()
    people = circulation_of(body, today)
    context = {
        "body": body,
        "name": body.settings_on(today).name,
        "people": people,
        "mails": sum(each.gets_mail for each in people),
        "copies": sum(each.copies for each in people),
    }
    return render(request, "meetings/despatch/circulation.html", context)


@signed_in
def circulation_add(request: SignedInRequest, body_pk: int) -> HttpResponse:
    """Put somebody on the list, or say how somebody of the record gets their papers."""
    body = _served_body(request, body_pk)
    first = {name: request.GET[name] for name in ("group", "name", "email") if name in request.GET}
    form = EntryForm(request.POST or None, initial={"group": CirculationEntry.Group.OTHER, **first})
    return _entry_page(
        body, _("Add to the circulation list"), "Add", _("Added to the circulation list")
    ).answer(
        request,
        form,
        lambda: despatching.save_circulation_entry(body=body, by=request.user, **form.cleaned_data),
        "name",
        body=body,
    )


def _entry_page(body: Body, heading: str, button: str, done: str) -> FormPage:
    back = resolve_url("meetings:circulation", body.pk)
    template = "meetings/despatch/circulation_entry.html"
    return FormPage(heading, button, back, _("Cancel"), done=done, template=template)


@signed_in
def circulation_change(request: SignedInRequest, body_pk: int, entry_pk: int) -> HttpResponse:
    """Change an entry, or take it off the list."""
    body = _served_body(request, body_pk)
    entry = get_object_or_404(CirculationEntry.objects.visible_to(request.user), pk=entry_pk, body=body)
    form = EntryForm(request.POST or None, initial={name: getattr(entry, name) for name in FIELDS})
    if request.method == "POST" and "remove" in request.POST:
        despatching.remove_circulation_entry(entry=entry, by=request.user)
        say_done(request, _("{entry} removed from the circulation list").format(entry=entry.name))
        return redirect("meetings:circulation", body_pk)
    return _entry_page(body, entry.name, "Save", _("{entry} saved").format(entry=entry.name)).answer(
        request,
        form,
        lambda: despatching.save_circulation_entry(
            body=body, entry=entry, by=request.user, **form.cleaned_data
        ),
        "name",
        body=body,
        entry=entry,
    )


def _served_meeting(request: SignedInRequest, pk: int) -> Meeting:
    """A meeting whose papers this user sends out, or a page that does not exist."""
    meeting = visible_meeting(request.user, pk)
    if not policies.may_publish(request.user, meeting).is_met:
        raise Http404("No such page")
    return meeting


@signed_in
def despatches(request: SignedInRequest, pk: int) -> HttpResponse:
    """What the list can be told of, and what it was told."""
    meeting = _served_meeting(request, pk)
    things = pages.things_of(meeting)
    untold = next((thing for thing in things if thing.despatch is None), None)
    context = {"meeting": meeting, "things": things, "next": untold}
    return render(request, "meetings/despatch/despatches.html", context)


@signed_in
def despatch(request: SignedInRequest, pk: int, kind: str, ref: str) -> HttpResponse:
    """The message about one thing: proposed with the list before it is sent, the log after."""
    meeting = _served_meeting(request, pk)
    thing = pages.thing_of(meeting, kind, ref)
    if thing is None:
        raise Http404("Nothing to tell")
    if thing.despatch is not None:
        deliveries = pages.deliveries_of(thing.despatch)
        context = {"meeting": meeting, "thing": thing, "deliveries": deliveries}
        return render(request, "meetings/despatch/despatch_sent.html", context)
    told = pages.told_of(meeting, thing)
    first = {"subject": proposed_subject(told), "body": proposed_words(told)}
    form = DespatchForm(request.POST or None, initial=first)
    if is_done(
        form,
        lambda: despatching.send_despatch(
            meeting=meeting, kind=kind, source_ref=ref, by=request.user, **form.cleaned_data
        ),
        "body",
    ):
        say_done(request, _("Circulation list notified"))
        return redirect("meetings:despatch", pk, kind, ref)
    people = circulation_of(meeting.body, timezone.localdate(), meeting)
    context = {
        "meeting": meeting,
        "thing": thing,
        "form": form,
        "people": [each for each in people if each.gets_mail],
        "others": [each for each in people if not each.gets_mail],
        "happened": thing.happened(timezone.localdate()),
    }
    return render(request, "meetings/despatch/despatch_write.html", context)


@signed_in
def print_sheet(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who gets paper: how many copies, of which version, and where they go."""
    meeting = _served_meeting(request, pk)
    context = {"meeting": meeting, "sheet": PrintSheetDocument.of(meeting, timezone.localdate())}
    return render(request, "meetings/despatch/print_sheet.html", context)


@signed_in
def print_sheet_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same sheet to print."""
    meeting = _served_meeting(request, pk)
    sheet = PrintSheetDocument.of(meeting, timezone.localdate())
    return pdf_answer(sheet, f"print-sheet-{meeting.day.isoformat()}")


@signed_in
def publication_evidence(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who published what and when, each version checked against its hash and its event."""
    meeting = draft_meeting(request.user, pk)
    found = evidence_of(meeting.ref)
    context = {
        "meeting": meeting,
        "found": found,
        "now": timezone.now(),
        "unsound": [each for each in found if not each.is_sound],
    }
    return render(request, "meetings/despatch/evidence.html", context)


@signed_in
def evidence_export(request: SignedInRequest, pk: int) -> HttpResponse:
    """The same as data, to be kept elsewhere."""
    meeting = draft_meeting(request.user, pk)
    rows = [{**asdict(each), "is_sound": each.is_sound} for each in evidence_of(meeting.ref)]
    clear_days = _clear_days(meeting)
    response = JsonResponse(
        {
            "meeting": meeting.ref,
            "checked_at": timezone.now(),
            "clear_days": clear_days,
            "convened_at": meeting.convened_at,
            "late_reason": meeting.late_notice_reason,
            "publications": rows,
        },
        json_dumps_params={"indent": 2},
    )
    name = f"evidence-{meeting.day.isoformat()}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _clear_days(meeting: Meeting) -> str:
    """How many clear days the publication gave, counted from where it was public first."""
    if meeting.published_at is None:
        return ""
    return finding_for(meeting, meeting.public_since or meeting.published_at).sentence


@signed_in
def meeting_export(request: SignedInRequest, pk: int) -> FileResponse:
    """The folder as a zip file: public files only, named and in order, with a listing."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_publish(request.user, meeting), exporting.may_be_exported(meeting))
    name = f"{exporting.folder_name(meeting)}.zip"
    return FileResponse(exporting.zipped(meeting), as_attachment=True, filename=name)


@signed_in
def publication_schedule(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Choose day and time at which a pack that was read becomes public."""
    meeting = draft_meeting(request.user, pk)
    require(policies.may_publish(request.user, meeting))
    packs = meeting.packs.select_related("file")
    pack = get_object_or_404(packs, number=number, status=Pack.Status.WHOLE, issued_at=None)
    pack.meeting = meeting
    last = last_publication_moment(meeting)
    initial = {"proof": request.GET.get("proof", ""), "day": last.date(), "time": ""}
    form = SetTimeForm(request.POST or None, initial=initial)

    def act() -> object:
        at, proof = form.cleaned_data["at"], form.cleaned_data["proof"]
        return scheduling.schedule_publication(pack=pack, at=at, proof=proof, by=request.user)

    if is_done(form, act, "time"):
        say_done(request, _("Publication scheduled"))
        return redirect("meetings:pack", pk)
    page = MeetingForm(
        heading=_("Schedule publication"),
        lead=_(
            "Nothing is published before that time. If anything changes before then, or something prevents "
            "publication, nothing is published and you are notified."
        ),
        button=_("Schedule publication"),
        back=resolve_url("meetings:proof", pk),
        unsaved=_("Publication has not been scheduled"),
        tab="pack",
        is_dated=True,
        template="meetings/despatch/publication_schedule.html",
    )
    return page.show(request, form, meeting=meeting, pack=pack, last=last)


@require_POST
@signed_in
def publication_call_off(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let the set time pass without publishing."""
    waiting = ScheduledPublication.objects.visible_to(request.user).select_related("pack__meeting__body")
    scheduled = get_object_or_404(waiting, pk=pk)
    scheduling.call_off_publication(scheduled=scheduled, by=request.user)
    say_done(request, _("Scheduled publication cancelled"))
    return redirect("meetings:pack", scheduled.pack.meeting_id)
