"""Acts from a form: what a rule or a constraint refuses is said beside the field, and nothing is lost."""

from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm

from foundation.history.findings import Refused

Made = TypeVar("Made")


class beside:  # noqa: N801  (read as words: with beside(form))
    """Say what is refused inside beside the field it names, or beside `field`, or on top of the form.

    A view that returns inside goes on behind it when something was refused, and shows the form again.
    """

    def __init__(self, form: BaseForm, field: str | None = None) -> None:
        self.form, self.field = form, field

    def __enter__(self) -> None:
        """Begin the act."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> bool:
        """True, so that the view goes on, for what a rule or a constraint refused."""
        if isinstance(error, Refused):
            for finding in error.findings:
                self._say(finding.code, [finding.sentence])
            return True
        if isinstance(error, ValidationError):
            said = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
            for name, sentences in said.items():
                self._say(name, sentences)
            return True
        return False

    def _say(self, name: str, sentences: list[str]) -> None:
        self.form.add_error(name if name in self.form.fields else self.field, ValidationError(sentences))


def outcome(form: BaseForm, act: Callable[[], Made], field: str | None = None) -> Made | None:
    """What comes of doing what a valid form says; None when it is not, or was refused: the form says why."""
    if not form.is_valid():
        return None
    with beside(form, field):
        return act()
    return None


def is_done(form: BaseForm, act: Callable[[], object], field: str | None = None) -> bool:
    """The same for an act of which nothing more is needed."""
    return outcome(form, lambda: (act(),), field) is not None
