"""What becomes of minutes at later meetings: corrected, confirmed, deferred, signed."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.accounts.models import User
from foundation.documents.store import files
from foundation.history.findings import refuse, require
from foundation.ui.acts import is_done
from foundation.ui.said import say_done
from meetings.common import policies
from meetings.confirming.actions import confirming, sent_scans, signing
from meetings.confirming.actions.confirming import presiding
from meetings.confirming.forms import BroughtForm, CorrectionForm, ScanForm, SignForm
from meetings.confirming.pages import LifePage
from meetings.confirming.policies import may_correct_minutes, may_sign_minutes
from meetings.minutes.forms.acts import ConfirmForm
from meetings.minutes.pages.minutes import later_meetings
from meetings.models import Correction, Meeting, Minutes, SignedCopy
from meetings.papers.views import sending
from meetings.restricted.kept import NOTHING, Kept
from meetings.restricted.views import readable_or_404


def _minutes(user: User, pk: int) -> Minutes:
    """Minutes this user may read before publication, or a page that does not exist."""
    rows = Minutes.objects.visible_to(user).select_related("meeting__body", "confirmed_at_meeting")
    return get_object_or_404(rows, meeting=pk)


def _page(pk: int) -> str:
    return reverse("meetings:minutes_confirming", args=[pk])


@signed_in
def minutes_confirming(request: SignedInRequest, pk: int) -> HttpResponse:
    """How these minutes are confirmed: the corrections of the later meeting, then the act itself."""
    found = _minutes(request.user, pk)
    meetings = later_meetings(found, timezone.localdate())
    data = request.POST if request.method == "POST" else None
    if data is not None:
        require(may_correct_minutes(request.user, found))
    kept = Kept.of(request.user, found.meeting)
    form = CorrectionForm(data, minutes=found, meetings=meetings, kept=kept)
    if is_done(form, lambda: _write(request.user, found, form)):
        say_done(request, _("Correction recorded"))
        return redirect(f"{_page(pk)}#corrections")
    context: dict[str, Any] = {
        "meeting": found.meeting,
        "minutes": found,
        "page": LifePage.of(found, kept),
        "meetings": meetings,
        "form": form,
        "brought": BroughtForm(meetings=meetings),
        "may_correct": may_correct_minutes(request.user, found),
        "may_confirm": policies.may_confirm_minutes(request.user, found),
        "may_sign": may_sign_minutes(request.user, found),
    }
    return render(request, "meetings/confirming/life_confirming.html", context)


def _write(user: User, found: Minutes, form: CorrectionForm) -> None:
    words = form.cleaned_data
    confirming.write_correction(
        minutes=found,
        minute=form.chosen(),
        at=get_object_or_404(Meeting.objects.visible_to(user), pk=words["at"]),
        original=words["original"],
        corrected=words["corrected"],
        asked_by=words["asked_by"],
        reason=words["reason"],
        by=user,
    )


@signed_in
@require_POST
def minutes_brought(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that a later meeting deferred these minutes, or noted them only."""
    found = _minutes(request.user, pk)
    form = BroughtForm(request.POST, meetings=later_meetings(found, timezone.localdate()))
    if not form.is_valid():
        refuse(_("Select the later meeting, and whether it deferred or only noted the minutes."))
    words = form.cleaned_data
    at = get_object_or_404(Meeting.objects.visible_to(request.user), pk=words["at"])
    confirming.bring_minutes(
        minutes=found, at=at, outcome=words["outcome"], reason=words["reason"], by=request.user
    )
    say_done(request, _("Outcome recorded"))
    return redirect(_page(pk))


@signed_in
@require_POST
def minutes_confirm_brought(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record that this meeting confirmed all minutes that its agenda brings."""
    at = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    readable_or_404(request.user, at)
    brought = list(Minutes.objects.brought_to(at))
    if not brought:
        refuse(_("There are no published minutes to be confirmed at this meeting."))
    confirming.confirm_several(minutes=brought, at=at, by=request.user)
    say_done(request, _("Minutes recorded as confirmed and published"))
    return redirect("meetings:minutes", pk)


@signed_in
@require_POST
def correction_drop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take back a correction that is not part of the minutes yet."""
    correction = get_object_or_404(Correction.objects.visible_to(request.user), pk=pk)
    confirming.drop_correction(correction=correction, by=request.user)
    say_done(request, _("Correction removed"))
    return redirect(f"{_page(correction.minutes.meeting_id)}#corrections")


@signed_in
@require_POST
def minutes_correct_again(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish confirmed minutes with the further corrections that are written down."""
    found = _minutes(request.user, pk)
    at = LifePage.of(found, NOTHING).further
    if at is None:
        refuse(_("No further correction is recorded."))
    confirming.correct_confirmed_minutes(minutes=found, at=at, by=request.user)
    say_done(request, _("Corrected minutes published"))
    return redirect(_page(pk))


@signed_in
def minutes_sign(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record who signed the confirmed minutes, and keep the scan."""
    found = _minutes(request.user, pk)
    if request.method == "POST":
        require(may_sign_minutes(request.user, found))
    at = found.confirmed_at_meeting
    initial = {"signed_by": presiding(at) if at else "", "signed_on": found.confirmed_on}
    form = sending.form_of(request, request.user, lambda data, files: SignForm(data, files, initial=initial))
    if form.is_valid() and (answer := _sign(request, found, form)):
        return answer
    return _signing(request, found, form)


def _sign(request: SignedInRequest, found: Minutes, form: SignForm) -> HttpResponse | None:
    """Have the scan checked first, where there is one; None where it is refused."""
    words = form.cleaned_data
    typed = {"signed_by": words["signed_by"], "manner": words["manner"]}
    day = words["signed_on"]
    if words["scan"]:
        return _send(request, found, form, sent_scans.SIGN, signed_on=day.isoformat(), **typed)
    if is_done(form, lambda: signing.sign_minutes(minutes=found, signed_on=day, by=request.user, **typed)):
        say_done(request, _("Signature recorded"))
        return redirect(_page(found.meeting_id))
    return None


@signed_in
def signed_copy_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep one more scan with the signed minutes."""
    found = _minutes(request.user, pk)
    if request.method == "POST":
        require(may_sign_minutes(request.user, found))
    form = sending.form_of(request, request.user, ScanForm)
    if form.is_valid() and (answer := _send(request, found, form, sent_scans.COPY)):
        return answer
    return _signing(request, found, form)


def _send(
    request: SignedInRequest, found: Minutes, form: SignForm | ScanForm, act: str, **typed: str
) -> HttpResponse | None:
    return sending.send(request, request.user, form, act, scope=found.scope, minutes=found.pk, **typed)


def _signing(request: SignedInRequest, found: Minutes, form: SignForm | ScanForm) -> HttpResponse:
    may_sign = may_sign_minutes(request.user, found)
    context = {"meeting": found.meeting, "form": form, "may_sign": may_sign}
    return render(request, "meetings/confirming/life_sign.html", context)


@signed_in
def signed_copy(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """The scan of the signed minutes."""
    copies = list(_minutes(request.user, pk).signed_copies.all())
    if not 1 <= number <= len(copies) or copies[number - 1].file is None:
        raise Http404("No such scan")
    copy: SignedCopy = copies[number - 1]
    assert copy.file is not None
    response = HttpResponse(files.read(copy.file), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="signed-minutes-{number}.pdf"'
    return response


@signed_in
@require_POST
def minutes_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record at which later meeting the minutes were confirmed, and publish them as confirmed."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    form = ConfirmForm(request.POST, meetings=later_meetings(found, timezone.localdate()))
    if not form.is_valid():
        refuse(_("Select the later meeting that confirmed these minutes."), code="at")
    at = get_object_or_404(Meeting.objects.visible_to(request.user), pk=form.cleaned_data["at"])
    confirming.confirm_minutes(minutes=found, at=at, by=request.user)
    say_done(
        request,
        _("Minutes recorded as confirmed and published"),
        url=reverse("meetings:minutes_sign", args=[found.meeting_id]),
        link=_("Record who signed them"),
    )
    return redirect("meetings:minutes", pk)
