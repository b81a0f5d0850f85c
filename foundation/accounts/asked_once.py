"""What somebody holds is asked of the database once for a page, however many rooms ask for it.

Only while a page is gathered (`reading`): an act asks each time, since roles may end under it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """While this lasts, the same question has the same answer; a part of a page goes on with the page's."""
    known = _answers.get()
    token = _answers.set({} if known is None else known)
    try:
        yield
    finally:
        _answers.reset(token)


def asked_once(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """A question whose answer is kept while a page is read; whoever asks again gets a copy of their own."""

    @wraps(ask)
    def answer(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        known = _answers.get()
        if known is None:
            return ask(*args, **kwargs)
        key = (ask, args, tuple(sorted(kwargs.items())))
        if key not in known:
            known[key] = ask(*args, **kwargs)
        return cast(Answer, copy(known[key]))

    return answer
