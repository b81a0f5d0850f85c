"""Saving over a newer version: what only one side changed is joined, the rest is chosen on a page.

A page with `{% together %}` in its form carries what the form showed when it was opened. When the act raises
`NewerVersion`, the page as it stands now is read, and the three are brought together.
"""

import copy
import functools
import hashlib
import json
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from foundation.documents import merging_forms, posted
from foundation.documents.posted import Form, Values
from foundation.history.conflicts import NewerVersion
from foundation.ui import once
from foundation.ui.forms import TOGETHER

# The fields of ours in such a form: what it showed, what was typed, and which state the choices are about.
BASE, TYPED, SEEN = "base", "typed", "seen_state"
_OWN = {BASE, TYPED, SEEN, "csrfmiddlewaretoken", once.FIELD, once.FIRST_FORM}
JOINED = "Somebody else saved this while you were writing. What both of you changed is saved."
View = Callable[..., HttpResponse]


def brings_together(view: View, page: View | None = None, back: str = "") -> View:
    """Let a view save over a newer version; `page` is the view that shows the form, if it is another one.

    `back` is the name of that view's address.
    """

    @functools.wraps(view)
    def together(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return _with_base(request, view(request, *args, **kwargs))
        base, yours, choices = _sent(request)
        try:
            if choices is None:
                return _with_base(request, view(request, *args, **kwargs))
            newer = None
        except NewerVersion as conflict:
            newer = conflict
        now = _now(request, page or view, args, kwargs)
        if now is None:
            raise newer or LookupError("The page has no such form")
        if choices is not None and request.POST.get(SEEN) != _state(now):
            choices = {}
        both = merging_forms.together(base, now, yours, choices)
        if both.values is None:
            leave = reverse(back, args=args, kwargs=kwargs) if back else request.path
            return _choosing(request, newer, now, both, {"leave": leave, "typed": _signed(request, yours)})
        _send(request, both.values)
        answer = view(request, *args, **kwargs)
        if newer and answer.status_code == 302:
            messages.info(request, JOINED)
        return _with_base(request, answer)

    return together


def _sent(request: HttpRequest) -> tuple[Values, Values, dict[str, str] | None]:
    """What the page showed, what was typed, and the choices if this comes from the page of choices."""
    base = _read(request, request.POST.get(BASE, ""))
    if TYPED in request.POST:
        return base, _read(request, request.POST[TYPED]), request.POST.dict()
    return base, {name: values for name, values in request.POST.lists() if name not in _OWN}, None


def _now(request: HttpRequest, page: View, args: Any, kwargs: Any) -> Form | None:
    """The form as the page would show it now; asking for it uses no message up."""
    asked = copy.copy(request)
    asked.method, asked.POST = "GET", QueryDict()
    asked._messages = FallbackStorage(asked)  # type: ignore[attr-defined]
    return posted.form_with(page(asked, *args, **kwargs).content.decode(), BASE)


def _choosing(
    request: HttpRequest,
    newer: NewerVersion | None,
    now: Form,
    both: merging_forms.Together,
    facts: dict[str, str],
) -> HttpResponse:
    context = facts | {
        "newer": newer,
        "sections": both.sections,
        "base": request.POST.get(BASE, ""),
        "seen": _state(now),
        "has_files": bool(request.FILES),
        "first_form": once.name_of(request),
    }
    return render(request, "together.html", context)


def _send(request: HttpRequest, values: Values) -> None:
    """Go on as if this had been sent."""
    data = QueryDict(mutable=True)
    for name, sent in values.items():
        data.setlist(name, sent)
    data[BASE] = request.POST.get(BASE, "")
    for name in request.FILES:
        for chosen in request.FILES.getlist(name):
            # The view read it once already.
            chosen.seek(0)
    request.POST = data  # type: ignore[assignment]


def _with_base(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """The page with what its form shows written into it; one shown again keeps what it had at first."""
    if answer.streaming or TOGETHER.encode() not in answer.content:
        return answer
    kept = request.POST.get(BASE, "")
    if not kept:
        found = posted.form_with(answer.content.decode(), BASE)
        shown = {name: sent for name, sent in (found.values if found else {}).items() if name not in _OWN}
        kept = _signed(request, shown)
    filled = TOGETHER.replace('value=""', f'value="{kept}"')
    answer.content = answer.content.replace(TOGETHER.encode(), filled.encode(), 1)
    return answer


def _state(form: Form) -> str:
    """What tells whether a form still says what the choices were about; what nobody sees does not count."""
    said = {name: sent for name, sent in form.values.items() if name not in form.hidden}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _signed(request: HttpRequest, values: Values) -> str:
    return signing.dumps(values, salt=_salt(request), compress=True)


def _read(request: HttpRequest, text: str) -> Values:
    """What was signed for this reader; nothing where it was not."""
    try:
        found: Values = signing.loads(text, salt=_salt(request))
    except signing.BadSignature:
        return {}
    return found


def _salt(request: HttpRequest) -> str:
    return f"together {getattr(request.user, 'pk', None)}"
