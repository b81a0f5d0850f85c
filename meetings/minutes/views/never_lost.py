"""Saving while somebody types, who is writing, bringing two texts together, the history of a minute."""

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import SignedInRequest, signed_in
from foundation.history.findings import Refused, require
from foundation.ui.dates import clock_time
from meetings.common import policies
from meetings.common.writing_now import say_here
from meetings.minutes import content
from meetings.minutes.actions import never_lost, saving
from meetings.minutes.forms.typing import OnPage, on_page, whole
from meetings.minutes.pages.never_lost import aside_page, history_page
from meetings.models import Minute, SetAside


@signed_in
@require_POST
def minute_autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what is being typed; the answer says what is saved, what waits, and who else saved."""
    # Asked every few seconds: what is not needed is not fetched. The act itself refuses, and who may not even
    # read is told nothing.
    minute = Minute.from_db(None, ["id"], [pk])
    try:
        page = on_page(minute, request.POST)
        saved = never_lost.autosave_minute(minute=minute, typed=page.typed, by=request.user)
    except ObjectDoesNotExist:
        raise Http404 from None
    except Refused as refused:
        get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
        return JsonResponse({"refused": " ".join(each.sentence for each in refused.findings)}, status=409)
    answer = {
        "at": clock_time(timezone.localtime()),
        "version": saved.minute.version,
        "waiting": page.waiting,
        "rows": _rows(saved.minute, page),
    }
    if saved.conflict is not None:
        url = reverse("meetings:minute_aside", args=[saved.conflict.kept_as])
        answer |= {"conflict": {"by": saved.conflict.saved_by, "url": url}}
    return JsonResponse(answer)


@signed_in
def minute_here(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who else writes this minute, and its newest version; posting says that this page is open, too."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
    answer: dict[str, object] = {"token": get_token(request), "user": request.user.pk}
    if request.method == "POST":
        require(policies.may_write_minutes(request.user, minute.minutes.meeting))
        based_on = whole(request.POST.get("based_on", ""))
        editor = request.POST.get("editor", "")
        answer["others"] = say_here(
            minute, editor=editor, based_on=based_on, by=request.user, now=timezone.now()
        )
        latest = minute.text_versions.saved_since(based_on).by_others_than(request.user).first()
        answer["saved_by"] = latest.saved_by if latest else ""
    return JsonResponse(answer)


@signed_in
@require_POST
def minute_draft(request: SignedInRequest, pk: int) -> HttpResponse:
    """Words that a browser kept while there was no network: set aside; the answer says where to see them."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user).to_write(), pk=pk)
    require(policies.may_write_minutes(request.user, minute.minutes.meeting))
    page = on_page(minute, request.POST)
    aside = saving.set_aside(minute=minute, typed=page.typed, by=request.user)
    return JsonResponse({"url": reverse("meetings:minute_aside", args=[aside.pk])})


@signed_in
def minute_aside(request: SignedInRequest, pk: int) -> HttpResponse:
    """Two texts of one minute side by side, and the choice between them wherever both changed the same."""
    aside = get_object_or_404(SetAside.objects.visible_to(request.user).with_minute(), pk=pk)
    if request.method == "POST":
        is_done = never_lost.bring_together(
            aside=aside,
            choices=request.POST.dict(),
            based_on=whole(request.POST.get("based_on", "")),
            by=request.user,
        )
        if is_done:
            messages.success(request, _("Saved. Everything that was typed is in the history of the minute."))
            return redirect("meetings:minute_edit", aside.minute_id)
        messages.info(
            request, _("The minute has changed since you opened this page. This is how both texts read now.")
        )
        return redirect("meetings:minute_aside", pk)
    meeting = aside.minute.minutes.meeting
    context = {"meeting": meeting, "page": aside_page(aside), "aside": aside}
    context["may_write"] = policies.may_write_minutes(request.user, meeting)
    return render(request, "meetings/minutes/minute_aside.html", context)


@signed_in
def minute_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """Every version of a minute: who, when, and what changed between any two."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user).to_write(), pk=pk)
    page = history_page(minute, request.GET.get("from", ""), request.GET.get("to", ""))
    meeting = minute.minutes.meeting
    may_write = policies.may_write_minutes(request.user, meeting)
    context = {"meeting": meeting, "minute": minute, "page": page, "may_write": may_write}
    return render(request, "meetings/minutes/minute_history.html", context)


@signed_in
@require_POST
def minute_restore(request: SignedInRequest, pk: int, number: int) -> HttpResponse:
    """Make an earlier version the newest again."""
    minute = get_object_or_404(Minute.objects.visible_to(request.user), pk=pk)
    version = get_object_or_404(minute.text_versions.all(), number=number)
    never_lost.restore_version(version=version, by=request.user)
    messages.success(
        request,
        _("Version {number} has been restored. The text before it is in the history.").format(number=number),
    )
    return redirect("meetings:minute_history", pk)


def _rows(minute: Minute, page: OnPage) -> dict[str, int]:
    """The ids of rows that were new on the page, by the names of their fields."""
    if not page.new_rows:
        return {}
    current = content.content_of(minute)
    typed = {**content.EMPTY, "follow_ups": list(page.new_rows.values())}
    rows = content.with_rows_known(typed, current)["follow_ups"]
    return {name: row["pk"] for name, row in zip(page.new_rows, rows, strict=True) if row["pk"]}
