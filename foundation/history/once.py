"""What is being sent counts once: the first event of a request claims its form, in its own transaction."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from foundation.history.models import AnsweredForm


class SentAlready(Exception):
    """The same form, with the same words, was sent before: whatever this transaction did is undone."""


@dataclass(frozen=True)
class Sending:
    """One request that sends a form: the key of form and words, and a name of its own."""

    key: str
    request: str = field(default_factory=lambda: secrets.token_hex(16))


_sending: ContextVar[Sending | None] = ContextVar("sending", default=None)


@contextmanager
def sending(form: Sending | None) -> Iterator[None]:
    """While this lasts, what is recorded belongs to this form."""
    token = _sending.set(form)
    try:
        yield
    finally:
        _sending.reset(token)


def claim() -> None:
    """Claim the form of this request; raises `SentAlready` where another request did.

    Called with the chain of events locked, so that of two requests one waits and then sees the other's claim.
    """
    form = _sending.get()
    if form is None:
        return
    known = AnsweredForm.objects.filter(key=form.key).first()
    if known is None:
        AnsweredForm.objects.create(key=form.key, request=form.request)
    elif known.request != form.request:
        raise SentAlready


def is_claimed_by_another() -> bool:
    """True when another request did what this one was sent for."""
    form = _sending.get()
    return form is not None and AnsweredForm.objects.done_by_another(form.key, form.request).exists()


def settle(form: Sending, answer: str) -> None:
    """Keep where the form led; without an answer it is free to be sent again."""
    mine = AnsweredForm.objects.filter(key=form.key, request=form.request)
    if answer:
        mine.update(answer=answer)
    else:
        mine.delete()
