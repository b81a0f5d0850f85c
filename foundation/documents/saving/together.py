"""Saving over a newer version: what only one side changed is joined, the rest is chosen on a page.

A form that is shown carries what it showed, signed for its reader. When the act raises `NewerVersion`, the
same form is made of what is stored now, the three are brought together, and what comes of it goes to the same
act.
"""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_noop

from foundation.documents.saving import merging_forms
from foundation.history.conflicts import NewerVersion
from foundation.ui import once, sending
from foundation.ui.acts import beside
from foundation.ui.forms import OPENED_WITH, GovukForm
from foundation.ui.sending import Sent, Values

# The fields of the page of choices: what was typed, and which state the choices are about.
TYPED, SEEN = "typed", "seen_state"
_OWN = {OPENED_WITH, TYPED, SEEN, "csrfmiddlewaretoken", once.FIELD, once.FIRST_FORM}
JOINED = gettext_noop("Someone else saved this while you were editing. Both sets of changes have been saved.")
OF_ANOTHER = gettext_noop(
    "Nothing was saved, because the page with both texts was opened under another sign-in. "
    "Sign in as before, go back to that page and save it again."
)
Found = TypeVar("Found")
Form = TypeVar("Form", bound=GovukForm)


@dataclass(frozen=True, slots=True)
class Saved(Generic[Found, Form]):
    """What came of a page with a form: what it is about, the form to show, or the answer in place of it."""

    found: Found
    form: Form
    answer: HttpResponse | None = None


def save(
    request: HttpRequest,
    read: Callable[[], Found],
    form_of: Callable[[Found, QueryDict | None], Form],
    act: Callable[[Found, Form], HttpResponse],
    *,
    field: str | None = None,
    leave: str = "",
) -> Saved[Found, Form]:
    """Show a form, or save what was sent; over a newer version both are brought together.

    `read` finds what the form is about as it is stored now, and refuses whoever may not change it. `form_of`
    makes its form, with what was sent or as it stands. `act` saves a valid form and leads on; it is called
    again with the joined form, so it looks at nothing else that was sent. What it refuses is said beside the
    field it names, or beside `field`. From the page of choices one comes back to `leave`, or to this address.
    """
    saving = _Saving(request, read, form_of, act, field, leave)
    if request.method != "POST":
        found = read()
        return Saved(found, opened(request, form_of(found, None)))
    return saving.chosen() if TYPED in request.POST else saving.sent()


@dataclass(frozen=True, slots=True)
class Kept:
    """How what is typed fared: what the page goes on from, or who changed the same meanwhile."""

    opened_with: str
    newer: NewerVersion | None = None


def keep(
    request: HttpRequest,
    read: Callable[[], Found],
    form_of: Callable[[Found, QueryDict | None], Form],
    act: Callable[[Found, Form], object],
) -> Kept:
    """Save what is being typed, joined with a newer version; where both changed the same, save nothing.

    `act` saves what it can of the form, valid or not. The page continues from what it sent, which may be less
    than what was joined.
    """
    yours = {name: values for name, values in request.POST.lists() if name not in _OWN}
    found = read()
    try:
        act(found, form_of(found, request.POST))
    except NewerVersion as newer:
        found = read()
        now = sending.sent_by(form_of(found, None).parts)
        base = _read(request, request.POST.get(OPENED_WITH, "")) or {}
        both = merging_forms.together(base, now, yours, {})
        if both.values is None:
            return Kept("", newer)
        try:
            act(found, form_of(found, _data(request, both.values)))
        except NewerVersion as once_more:
            return Kept("", once_more)
    return Kept(_signed(request, yours))


def opened(request: HttpRequest, form: Form) -> Form:
    """Let a form that is opened carry what it shows, for this reader."""
    return _carrying(form, _signed(request, sending.sent_by(form.parts).values))


def shown_again(request: HttpRequest, form: Form) -> Form:
    """Let a form that is shown once more carry what it showed when it was opened."""
    kept = request.POST.get(OPENED_WITH, "")
    return _carrying(form, "" if _read(request, kept) is None else kept)


@dataclass(frozen=True, slots=True)
class _Saving(Generic[Found, Form]):
    """One form that is sent: see `save`."""

    request: HttpRequest
    read: Callable[[], Found]
    form_of: Callable[[Found, QueryDict | None], Form]
    act: Callable[[Found, Form], HttpResponse]
    field: str | None
    leave: str

    def sent(self) -> Saved[Found, Form]:
        """From the page itself."""
        found = self.read()
        form = shown_again(self.request, self.form_of(found, self.request.POST))
        try:
            return Saved(found, form, self._answer(found, form))
        except NewerVersion as newer:
            yours = {name: values for name, values in self.request.POST.lists() if name not in _OWN}
            return self._joined(yours, newer)

    def chosen(self) -> Saved[Found, Form]:
        """From the page of choices."""
        yours = _read(self.request, self.request.POST[TYPED])
        if yours is not None:
            return self._joined(yours, None)
        messages.warning(self.request, OF_ANOTHER)
        found = self.read()
        return Saved(found, opened(self.request, self.form_of(found, None)))

    def _joined(self, yours: Values, newer: NewerVersion | None) -> Saved[Found, Form]:
        """Save what both say, or ask where both changed the same."""
        found = self.read()
        stored = opened(self.request, self.form_of(found, None))
        now = sending.sent_by(stored.parts)
        is_of_now = self.request.POST.get(SEEN) == _state(now)
        base = _read(self.request, self.request.POST.get(OPENED_WITH, "")) or {}
        both = merging_forms.together(base, now, yours, self.request.POST.dict() if is_of_now else {})
        if both.values is not None:
            form = _carrying(self.form_of(found, _data(self.request, both.values)), stored.opened_with or "")
            try:
                answer = self._answer(found, form)
            except NewerVersion as once_more:
                newer = once_more
            else:
                if newer and answer:
                    messages.info(self.request, JOINED)
                return Saved(found, form, answer)
        context = {
            "newer": newer,
            "row": found,
            "sections": both.sections,
            "base": self.request.POST.get(OPENED_WITH, ""),
            "typed": _signed(self.request, yours),
            "seen": _state(now),
            "leave": self.leave or self.request.path,
            "has_files": bool(self.request.FILES),
            "first_form": once.name_of(self.request),
        }
        return Saved(found, stored, render(self.request, "together.html", context))

    def _answer(self, found: Found, form: Form) -> HttpResponse | None:
        """The answer of the act; None where the form or a rule says why not."""
        if form.is_valid():
            with beside(form, self.field):
                return self.act(found, form)
        return None


def _carrying(form: Form, opened_with: str) -> Form:
    form.opened_with = opened_with
    return form


def _data(request: HttpRequest, values: Values) -> QueryDict:
    """What is sent to a form, as if this had been typed."""
    data = QueryDict(mutable=True)
    for name, sent in values.items():
        data.setlist(name, sent)
    for name in request.FILES:
        for chosen in request.FILES.getlist(name):
            # The first form read it once already.
            chosen.seek(0)
    return data


def _state(now: Sent) -> str:
    """What tells whether a form still says what the choices were about; what nobody sees does not count."""
    said = {name: sent for name, sent in now.values.items() if name not in now.hidden}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _signed(request: HttpRequest, values: Values) -> str:
    return signing.dumps(values, salt=_salt(request), compress=True)


def _read(request: HttpRequest, text: str) -> Values | None:
    """What was signed for this reader; None where it was not."""
    try:
        found: Values = signing.loads(text, salt=_salt(request))
    except signing.BadSignature:
        return None
    return found


def _salt(request: HttpRequest) -> str:
    return f"together {getattr(request.user, 'pk', None)}"
