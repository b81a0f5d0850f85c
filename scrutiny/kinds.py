"""The kinds of record an inquiry keeps: address word, model, form, and what the pages call them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from scrutiny import forms
from scrutiny.models import Consultee, Inquiry, Outcome, Part, ScopeItem, Session, Witness


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of record."""

    word: str
    model: type[Part]
    form: Callable[..., forms.VersionedForm]
    one: str
    fields: tuple[str, ...]
    needs_inquiry: bool = False


KINDS = {
    kind.word: kind
    for kind in (
        Kind("scope", ScopeItem, forms.ScopeItemForm, "scope item", ("text",)),
        Kind("outcomes", Outcome, forms.OutcomeForm, "desired outcome", ("text", "plan")),
        Kind(
            "consultees",
            Consultee,
            forms.ConsulteeForm,
            "consultee",
            ("post", "name", "rule", "asked_on", "response", "sent_nothing"),
        ),
        Kind(
            "sessions",
            Session,
            forms.SessionForm,
            "session",
            (
                *("kind", "is_formal", "first_month", "last_month", "held_on", "meeting"),
                *("business", "scope_items", "places"),
            ),
            True,
        ),
        Kind(
            "witnesses",
            Witness,
            forms.WitnessForm,
            "witness",
            ("post", "name", "is_group", "state", "sessions"),
            True,
        ),
    )
}


def form_of(kind: Kind, inquiry: Inquiry, data: Any, part: Part | None = None) -> forms.VersionedForm:
    """The form for a new record, or filled with one that is there."""
    extra: dict[str, Any] = {"inquiry": inquiry} if kind.needs_inquiry else {}
    initial: dict[str, Any] = {"based_on": 0, "kind": "evidence", "state": "possible"}
    if part is not None:
        initial = {name: _value(part, name) for name in kind.fields}
        initial["based_on"] = part.version
    return kind.form(data, initial=initial, **extra)


def _value(part: Part, name: str) -> Any:
    if name in {field.name for field in part._meta.many_to_many}:
        return [each.pk for each in getattr(part, name).all()]
    value = getattr(part, name)
    return value.pk if isinstance(value, Part) or name == "meeting" and value else value
