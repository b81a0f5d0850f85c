"""What is done to minutes with one button: order, number, publish, confirm; and the draft as a PDF."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.documents.layout.render import pdf_answer
from foundation.documents.saving import together
from foundation.history.findings import refuse, require, stopped
from foundation.ui.acts import is_done
from foundation.ui.form_page import PLAIN
from foundation.ui.said import say_done
from meetings.common import policies
from meetings.minutes.actions import checking, issuing, parts, writing
from meetings.minutes.citing import resolve
from meetings.minutes.documents.record import record_of
from meetings.minutes.documents.standing import standing_minutes
from meetings.minutes.forms.acts import FirstNumberForm, OverruleForm
from meetings.minutes.forms.parts import PrivatePartForm
from meetings.minutes.pages.minutes import open_points, readable_points, shared_words
from meetings.minutes.policies import readable_private_minutes
from meetings.minutes.shown import minutes_shown
from meetings.minutes.views.minutes import address_of
from meetings.models import Meeting, Minute, Minutes
from meetings.models.restricted_business import kept_minutes
from meetings.restricted.kept import Kept
from meetings.restricted.views import MeetingForm, readable_or_404, visible_meeting

MAY_BE_KEPT = stopped(
    "You cannot add a minute here, because it may be about an item that you do not have access to.",
    remedy="Ask someone else in the secretariat who has access to add it.",
)


@signed_in
@require_POST
def minutes_start(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin the minutes from the agenda."""
    meeting = get_object_or_404(Meeting.objects.visible_to(request.user), pk=pk)
    readable_or_404(request.user, meeting)
    writing.start_minutes(meeting=meeting, by=request.user)
    say_done(
        request,
        _("Minutes started from the agenda"),
        url=reverse("meetings:minutes_questions", args=[pk]),
        link=_("Answer the questions for the record"),
    )
    return redirect("meetings:minutes", meeting.pk)


@signed_in
@require_POST
def minutes_add(request: SignedInRequest, pk: int) -> HttpResponse:
    """Add a minute at the end, for business that was not on the agenda, and open it."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    if Kept.of(request.user, found.meeting):
        require(MAY_BE_KEPT)
    added = writing.write_minute(minutes=found, items=[], title=_("New minute"), by=request.user)
    return redirect("meetings:minute_edit", added.pk)


@signed_in
@require_POST
def minute_move(request: SignedInRequest, pk: int) -> HttpResponse:
    """Move a minute one place up or down."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
    where = "up" if request.POST.get("where") == "up" else "down"
    writing.move_minute(minute=minute, where=where, by=request.user)
    say_done(request, _("“{minute}” moved {where}").format(minute=minute.title, where=where))
    return redirect("meetings:minutes", minute.minutes.meeting_id)


@signed_in
@require_POST
def minute_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a minute out before the minutes are published."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
    meeting = minute.minutes.meeting_id
    writing.remove_minute(minute=minute, by=request.user)
    say_done(request, _("“{minute}” removed").format(minute=minute.title))
    return redirect("meetings:minutes", meeting)


@signed_in
@require_POST
def minutes_number(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say which number the minutes begin with."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    form = FirstNumberForm(request.POST)
    if not form.is_valid():
        refuse(_("Enter a whole number from 1 to 99,999."), code="first")
    writing.number_from(minutes=found, first=form.cleaned_data["first"], by=request.user)
    say_done(request, _("Minutes renumbered"))
    return redirect("meetings:minutes", pk)


@signed_in
@require_POST
def minutes_changed(request: SignedInRequest, pk: int) -> HttpResponse:
    """Decide about a fact that changed after publication."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    is_new = request.POST.get("choice") == "take"
    decide = issuing.take_new_words if is_new else issuing.keep_published_words
    decide(minutes=found, change=request.POST.get("change", ""), by=request.user)
    said = _("New wording used. It is not public until you publish again. Saved")
    say_done(request, said if is_new else _("Published wording kept"))
    return redirect("meetings:minutes", pk)


@signed_in
@require_POST
def minutes_publish(request: SignedInRequest, pk: int) -> HttpResponse:
    """Publish the minutes as a draft, or again after changes; where points are open, ask first."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    require(policies.may_publish(request.user, found.meeting))
    record = record_of(found)
    kept = Kept.of(request.user, found.meeting)
    points, shared = open_points(readable_points(record, kept)), kept.findings(shared_words(record))
    if (points or shared) and "confirmed" not in request.POST:
        stops = any(each.is_in_the_way for each in points)
        count = len(points) + len(shared)
        context = {
            "meeting": found.meeting,
            "points": points,
            "stops": stops,
            "shared": shared,
            "count": count,
        }
        return render(request, "meetings/minutes/minutes_publish.html", context)
    issuing.publish_minutes(minutes=found, by=request.user)
    say_done(
        request,
        _("Minutes published"),
        url=reverse("meetings:minutes_comments", args=[pk]),
        link=_("Send the draft to members for comments"),
    )
    return redirect("meetings:minutes", pk)


@signed_in
def minutes_point(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why a point of the check may stand."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    require(policies.may_write_minutes(request.user, found.meeting))
    asked = request.POST if request.method == "POST" else request.GET
    code, sentence = asked.get("code", ""), asked.get("sentence", "")
    kept = Kept.of(request.user, found.meeting)
    if kept and (code, sentence) not in _points(found, kept):
        raise Http404("No such page")
    form = OverruleForm(request.POST or None, initial={"code": code, "sentence": sentence})
    if is_done(
        form, lambda: checking.pass_point(minutes=found, by=request.user, **form.cleaned_data), "reason"
    ):
        say_done(request, _("Point accepted"))
        return redirect("meetings:minutes", pk)
    page = MeetingForm(
        heading=_("Accept this point"),
        lead=sentence,
        sentence=_(
            "The reason is kept with your name and the date. If the facts change, the point is shown again."
        ),
        button=_("Accept"),
        back=resolve_url("meetings:minutes", pk) + "#look",
        back_words=_("Cancel"),
        width=PLAIN,
        tab="minutes",
    )
    return page.show(request, form, meeting=found.meeting)


def _points(found: Minutes, kept: Kept) -> set[tuple[str, str]]:
    """The points of the check that whoever is shut out of something may read, and so may overrule."""
    points = readable_points(record_of(found), kept)
    return {(each.finding.code, each.finding.sentence) for each in points}


@signed_in
def minute_find(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lead to the minute that is cited, or say that the citation could mean several or none."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    words = request.GET.get("cited", "")
    cited = resolve(found.meeting.body, words)
    if cited.minute is not None:
        return redirect(address_of(cited.minute))
    kept = frozenset(kept_minutes(request.user).values_list("pk", flat=True))
    context = {"meeting": found.meeting, "words": words, "cited": cited, "kept": kept}
    return render(request, "meetings/minutes/minutes_find.html", context)


@signed_in
def minutes_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """The minutes as they stand now, as a PDF."""
    found = get_object_or_404(Minutes.objects.visible_to(request.user), meeting=pk)
    document = minutes_shown(standing_minutes(found), Kept.of(request.user, found.meeting))
    return pdf_answer(document, f"minutes-{found.meeting.day:%Y-%m-%d}")


def _form(minute: Minute, data: Any) -> PrivatePartForm:
    first = {"text": minute.private_text, "summary": minute.public_summary, "based_on": minute.version}
    return PrivatePartForm(data, initial=first)


@signed_in
def minute_private(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the private part of a minute and its summary; over a newer version both are brought together."""

    def read() -> Minute:
        minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
        require(policies.may_write_minutes(request.user, minute.minutes.meeting))
        return minute

    def act(minute: Minute, form: PrivatePartForm) -> HttpResponse:
        parts.write_private_part(minute=minute, by=request.user, **form.cleaned_data)
        say_done(request, _("Private part saved"))
        return redirect(address_of(minute))

    saved = together.save(request, read, _form, act)
    page = MeetingForm(
        heading=_("Private part of “{found}”").format(found=saved.found.title),
        title=_("Private part"),
        lead=_(
            "This part is not in the public minutes. Everything that is published is searched for its words."
        ),
        button=_("Save the private part"),
        back=address_of(saved.found),
        back_words=_("Cancel"),
        width=PLAIN,
        tab="minutes",
        is_of_tab=True,
        template="meetings/minutes/minute_form.html",
    )
    about = {"minute": saved.found, "meeting": saved.found.minutes.meeting}
    return saved.answer or page.show(request, saved.form, **about)


@signed_in
def minutes_private_pdf(request: SignedInRequest, pk: int) -> HttpResponse:
    """A copy of the private parts this reader may read, with their mark on every page."""
    meeting = visible_meeting(request.user, pk)
    found = meeting.minutes_or_none
    if found is None or not readable_private_minutes(request.user, record_of(found)):
        raise Http404("No such page")
    data = issuing.hand_out_private_minutes(minutes=found, by=request.user)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="private-minutes.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
