"""The first page, and the address of everything citable."""

import sys
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.defaults import bad_request, server_error

from config import actions, restored, setup
from config import guessing as told
from config import home as gathered
from config.backup import last
from config.handover import HandoverDocument
from foundation.accounts.access import SignedInRequest, administrators, public, signed_in
from foundation.accounts.asked_once import reading
from foundation.accounts.models import User
from foundation.documents.layout import render as render_document
from foundation.documents.store import checking
from foundation.library import guessing as attempts
from foundation.library.views.meetings import home_public
from foundation.ui.full_disk import is_full
from panels.models import Body
from panels.policies import may_keep_access
from panels.views.pages import body_to_change


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for a fault of ours; a full disk is told as what it is, because somebody can mend it."""
    if is_full(sys.exc_info()[1]):
        return render(None, "full_disk.html", status=503)
    return server_error(request)


def cannot_be_read(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what no form of ours sends; a form that holds too much is told as what it is."""
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent):
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // (1024 * 1024)
        return render(None, "too_much.html", {"most": most, "is_form": True}, status=413)
    return bad_request(request, exception)


@public
def home(request: HttpRequest) -> HttpResponseBase:
    """For a visitor what is published; signed in, what needs one; on an empty site the set-up."""
    if not isinstance(request.user, User):
        return redirect("setup:start") if setup.needed() else home_public(request)
    if request.user.is_administrator and setup.is_unfinished():
        return redirect("setup:panel")
    with reading():
        today = timezone.localdate()
        rows, coming = gathered.page_for(request.user, today)
        mine = [row for row in rows if row.url]
        response = render(
            request,
            "config/home.html",
            {
                "today": today,
                "rows": mine,
                "waiting": [row for row in rows if not row.url],
                "coming": coming,
                "schedule_url": gathered.schedule_url(request.user, today),
            },
        )
    response["Cache-Control"] = "private, no-store"
    return response


@administrators
def release(request: SignedInRequest) -> HttpResponse:
    """Let a restored copy send mail again, after a word about what that means."""
    if request.method == "POST":
        actions.release(by=request.user)
        messages.success(request, _("This copy has been released. Waiting email will now be sent."))
        return redirect("home")
    copy = restored.held()
    if copy is None:
        raise Http404(restored.NOT_RESTORED)
    return render(request, "config/release.html", {"copy": copy, "waiting": restored.mail_waiting()})


@administrators
def server(request: SignedInRequest) -> HttpResponse:
    """When the last backup was taken, and whether stored files are whole."""
    backup = last.last()
    is_old = backup is not None and backup.is_old(timezone.now())
    context = {"backup": backup, "is_old": is_old, "damaged": len(checking.damaged())}
    return render(request, "config/server.html", context)


@signed_in
def guessing(request: SignedInRequest) -> HttpResponse:
    """Who guessed addresses of papers in the last thirty days, and what to do about it."""
    now = timezone.now()
    if not told.is_told(request.user, now):
        raise Http404("This is shown to secretariats and administrators.")
    found = attempts.guessings(now - timedelta(days=30))
    return render(request, "config/guessing.html", {"found": found, "least": attempts.TRIES})


@signed_in
def handover(request: SignedInRequest, body_id: int) -> HttpResponse:
    """What is open for a body, for whoever stands in for its secretariat."""
    panel, document = _handover(request, body_id)
    context = {
        "panel": panel,
        "document": document,
        "page": render_document.screen(document),
        "may_keep_access": may_keep_access(request.user, panel, timezone.localdate()).is_met,
    }
    return render(request, "config/handover.html", context)


@signed_in
def handover_pdf(request: SignedInRequest, body_id: int) -> HttpResponse:
    """The same on paper."""
    __, document = _handover(request, body_id)
    return render_document.pdf_answer(document, f"handover-{timezone.localdate():%Y-%m-%d}")


def _handover(request: SignedInRequest, body_id: int) -> tuple[Body, HandoverDocument]:
    today = timezone.localdate()
    panel = body_to_change(request.user, body_id, today)
    return panel, HandoverDocument.of(panel, request.user, today)
