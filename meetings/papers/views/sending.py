"""Sending a file: kept and checked by the worker, while its sender sees how the check stands.

Where the file cannot be used the form comes back as it was typed, with what was found beside it.
"""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.forms.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.accounts.access import LinkRequest, SignedInRequest, by_link, signed_in
from foundation.accounts.models import PersonalLink, User
from foundation.documents.incoming import sent
from foundation.documents.models import SentFile
from foundation.documents.vetting import uploads
from foundation.jobs import waiting
from foundation.jobs.models import Job
from foundation.ui import once
from foundation.ui.acts import beside
from meetings.papers import sent_for
from meetings.papers.policies import PAPER_LINK
from meetings.papers.sent_for import sent_file_address

# A small file is checked within a second or two; after a minute the page looks less often.
RELOAD_SECONDS, SELDOM = 1, 5
# Names the file that could not be used in the address of its form.
AGAIN = "sent"
# Longer than any of ours; what is longer was written by hand.
MOST_OF_ADDRESS = SentFile._meta.get_field("address").max_length or 0
_Form = TypeVar("_Form", bound=BaseForm)


def form_of(request: HttpRequest, by: sent.Sender, make: Callable[[Any, Any], _Form]) -> _Form:
    """The form: empty, as it is sent now, or as it was sent before with what was found beside the file.

    `make(data, files)` builds it.
    """
    if request.method == "POST":
        return make(request.POST, request.FILES)
    before = SentFile.objects.of(by).with_ref(request.GET.get(AGAIN, ""))
    if before is None or before.state != SentFile.State.REFUSED:
        return make(None, None)
    typed = QueryDict(mutable=True)
    for name, values in before.typed:
        typed.setlist(name, values)
    form = make(typed, None)
    # That no file comes with it is no fault of its sender.
    form.errors.clear()
    for finding in sent.findings_of(before):
        where = _file_field(form) if finding.code == sent.FIELD else finding.code
        form.add_error(where if where in form.fields else None, finding.sentence)
    return form


def send(
    request: HttpRequest, by: sent.Sender, form: BaseForm, act: str, *, scope: str, **arguments: Any
) -> HttpResponse | None:
    """Have the file of a form checked and used, and go on to the page that shows how it stands.

    None when it was refused at once, and the form says why. `arguments` hold JSON values only.
    """
    field = _file_field(form)
    file = form.cleaned_data[field]
    with beside(form, field):
        try:
            found = sent.send(
                act,
                by=by,
                file=file,
                is_word=getattr(file, "is_word", False),
                arguments=arguments,
                typed=_typed(request),
                address=_address(request),
                scope=scope,
            )
        except uploads.NotAccepted as error:
            form.add_error(field, error.sentence)
        else:
            return redirect(sent_file_address(found))
    return None


@signed_in
def sent_file(request: SignedInRequest, sent_ref: str) -> HttpResponse:
    """How the check of a file stands; it goes on by itself to what came of it."""
    return _page(request, request.user, sent_ref)


@require_POST
@signed_in
def sent_file_again(request: SignedInRequest, sent_ref: str) -> HttpResponse:
    """Use the file all the same, or try once more."""
    return _again(request.user, sent_ref)


@by_link(PAPER_LINK)
def author_sent_file(request: LinkRequest, ref: str, sent_ref: str) -> HttpResponse:
    """The same for an author by personal link."""
    return _page(request, request.link, sent_ref)


@require_POST
@by_link(PAPER_LINK)
def author_sent_file_again(request: LinkRequest, ref: str, sent_ref: str) -> HttpResponse:
    """The same for an author by personal link."""
    return _again(request.link, sent_ref)


def _found(by: sent.Sender, ref: str) -> SentFile:
    """A file that is open to this person today, or a page that does not exist."""
    found = get_object_or_404(SentFile.objects.select_related("user", "link"), ref=ref)
    if not sent_for.is_open_to(found, by, timezone.now()):
        raise Http404("No such page")
    return found


def _again(by: sent.Sender, ref: str) -> HttpResponse:
    found = _found(by, ref)
    is_own = isinstance(by, PersonalLink) or found.user_id == by.pk
    sent.go_on(found, by=by, address="" if is_own else sent_for.form_of(found))
    return redirect(sent_file_address(SentFile.objects.select_related("link").get(pk=found.pk)))


def _page(request: HttpRequest, by: sent.Sender, ref: str) -> HttpResponse:
    found = _found(by, ref)
    if isinstance(by, User) and found.user_id != by.pk:
        return _left(request, found)
    if sent_for.is_aside(found):
        return redirect(sent_for.board_of(found))
    is_waiting = found.state == SentFile.State.WAITING
    if not is_waiting:
        sent.was_seen(found, timezone.now())
    if found.state == SentFile.State.DONE:
        if found.note:
            messages.warning(request, found.note)
        return redirect(found.leads_to)
    if found.state == SentFile.State.REFUSED:
        joint = "&" if "?" in found.address else "?"
        return redirect(f"{found.address}{joint}{urlencode({AGAIN: found.ref})}")
    job = Job.objects.latest_for(f"sent:{found.pk}")
    asked_at = job.asked_at if job else found.sent_at
    is_slow = is_waiting and timezone.now() - asked_at >= waiting.TOO_LONG
    context = {
        "sent": found,
        "findings": [waiting.TAKES_LONG] if is_slow else sent.findings_of(found),
        "is_waiting": is_waiting,
        "reload_after": (SELDOM if is_slow else RELOAD_SECONDS) if is_waiting else 0,
        "job": job,
        "before": sent.before(found) if is_waiting else 0,
        "again": sent_file_address(found, "sent_file_again"),
        "is_by_link": isinstance(by, PersonalLink),
    }
    return render(request, "meetings/papers/sent_file.html", context)


def _left(request: HttpRequest, found: SentFile) -> HttpResponse:
    """A file that its sender may not use any more, before the secretariat that may."""
    context = {
        "sent": found,
        "sender": found.by.name if found.by else _("Someone whose link has been closed"),
        "until": found.ended_at + sent.KEPT if found.ended_at else None,
        "findings": sent.findings_of(found),
        "again": reverse("meetings:sent_file_again", args=[found.ref]),
        "form": sent_for.form_of(found),
    }
    return render(request, "meetings/papers/sent_file_left.html", context)


def _typed(request: HttpRequest) -> list[tuple[str, list[Any]]]:
    """What stood in the form, and whatever came with it unasked, as a database can keep it."""
    sent_as = ((name, values) for name, values in request.POST.lists() if name not in once.NOT_COUNTED)
    return [(_kept(name), [_kept(str(each)) for each in values]) for name, values in sent_as]


def _kept(words: str) -> str:
    # PostgreSQL keeps no such character. A field of the form that holds one is refused before.
    return words.replace("\x00", "")


def _address(request: HttpRequest) -> str:
    """The page of the form, without the name of the file that was sent before."""
    left = request.GET.copy()
    left.pop(AGAIN, None)
    address = f"{request.path}?{left.urlencode()}"
    return address if left and len(address) <= MOST_OF_ADDRESS else request.path


def _file_field(form: BaseForm) -> str:
    return next(name for name, field in form.fields.items() if isinstance(field, forms.FileField))
