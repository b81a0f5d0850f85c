"""Acts from a form: what a rule or a constraint refuses is said beside the field, and nothing is lost."""

from collections.abc import Callable
from types import TracebackType

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm

from foundation.history.findings import Refused


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


def is_done(form: BaseForm, act: Callable[[], object], field: str | None = None) -> bool:
    """Carry out what a valid form says; False when it is not, or was refused and the form says why."""
    if not form.is_valid():
        return False
    with beside(form, field):
        act()
        return True
    return False
