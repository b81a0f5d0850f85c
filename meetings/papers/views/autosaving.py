"""Saving a paper while somebody types, and telling an open page who saved since."""

from datetime import datetime
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, signed_in
from foundation.documents.saving import together
from foundation.documents.text import pictures
from foundation.history.findings import Refused, refuse
from foundation.jobs.waiting import NotMadeYet
from foundation.ui.dates import clock_time
from foundation.ui.forms import OPENED_WITH
from foundation.ui.words import whole_number
from meetings.common.writing_now import say_here
from meetings.models import Paper, PaperVersion
from meetings.papers import overview
from meetings.papers.actions.autosaving import Own, autosave_paper
from meetings.papers.forms.writing import PaperForm
from meetings.papers.pages.paper import points_of
from meetings.papers.policies import PAPER_LINK, may_edit_paper
from meetings.papers.views.acts import desk_or_404
from meetings.papers.views.writing import form_of
from meetings.papers.writer_pages import Desk, reader_of

TOO_LONG = gettext_noop("This text is so long that it is not saved while you type. Select Save to save it.")
_SALT = gettext_noop("the version a page saved itself")


@require_POST
@signed_in
def paper_autosave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Save what is being typed; the answer says what is saved, what is not, and who changed the same."""
    return _autosave(request, desk_or_404(request, pk))


@signed_in
def paper_here(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who else writes this paper, and who saved a newer version; posting says that this page is open, too."""
    return _here(request, desk_or_404(request, pk))


@require_POST
@by_link(PAPER_LINK)
def author_autosave(request: LinkRequest, ref: str) -> HttpResponse:
    """The same for an author by personal link."""
    with pictures.counted(request.link.sender, timezone.localdate()):
        return _autosave(request, _desk(request))


@by_link(PAPER_LINK)
def author_here(request: LinkRequest, ref: str) -> HttpResponse:
    """The same for an author by personal link."""
    return _here(request, _desk(request))


def _desk(request: LinkRequest) -> Desk:
    papers = Paper.objects.opened_by(request.link).select_related("body", "author")
    return Desk.by_link(request.link, get_object_or_404(papers))


def _autosave(request: HttpRequest, desk: Desk) -> HttpResponse:
    done: dict[str, Any] = {}

    def act(__: PaperVersion | None, form: PaperForm) -> None:
        if not form.is_whole:
            refuse(_("This page did not load completely. Reload it."))
        done["waiting"] = [] if form.is_valid() else form.sentences()
        done["version"], done["own"] = autosave_paper(
            paper=desk.paper,
            report=form.report_so_far(),
            based_on=form.cleaned_data.get("based_on") or 0,
            own=_own(request, desk),
            by=desk.by,
        )
        done["points"] = points_of(form.report_so_far(), desk.write)

    def read() -> PaperVersion | None:
        return overview.newest_version(desk.paper)

    try:
        kept = together.keep(request, read, lambda found, data: form_of(desk, found, data), act)
    except Refused as refused:
        return JsonResponse({"refused": " ".join(each.sentence for each in refused.findings)}, status=409)
    except NotMadeYet:
        return JsonResponse({"refused": _(TOO_LONG)}, status=409)
    if kept.newer is not None:
        return JsonResponse({"conflict": {"by": kept.newer.saved_by}, "waiting": []})
    version, own = done["version"], done["own"]
    carried = {"based_on": version.number, OPENED_WITH: kept.opened_with, "own": _signed(own, desk)}
    points = [{"said": each.sentence, "lacks": each.is_missing, "url": each.url} for each in done["points"]]
    answer = {"version": version.number, "waiting": done["waiting"], "rows": carried, "points": points}
    return JsonResponse({"at": clock_time(timezone.localtime()), **answer})


def _here(request: HttpRequest, desk: Desk) -> HttpResponse:
    answer: dict[str, object] = {"token": get_token(request), "user": reader_of(desk), "others": []}
    based_on = whole_number(request.POST.get("based_on", "")) or 0
    newest = overview.newest_version(desk.paper)
    is_by_other = newest is not None and newest.number > based_on and newest.saved_by != desk.by.printed_name
    answer["saved_by"] = newest.saved_by if newest and is_by_other else ""
    if request.method == "POST" and may_edit_paper(desk.by, desk.paper).is_met:
        editor = request.POST.get("editor", "")
        answer["others"] = say_here(
            desk.paper, editor=editor, based_on=based_on, by=desk.by, now=timezone.now()
        )
    return JsonResponse(answer)


def _signed(own: Own, desk: Desk) -> str:
    return signing.dumps([desk.paper.pk, own.number, own.began_at.isoformat()], salt=_(_SALT))


def _own(request: HttpRequest, desk: Desk) -> Own | None:
    """The version that this page saved itself, as it was told then; none where it says something else."""
    try:
        paper, number, began_at = signing.loads(request.POST.get("own", ""), salt=_(_SALT))
    except signing.BadSignature:
        return None
    return Own(number, datetime.fromisoformat(began_at)) if paper == desk.paper.pk else None
