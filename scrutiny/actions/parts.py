"""Adding, saving, dropping and moving the records of an inquiry, all kinds in the same way."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from foundation.accounts.models import User
from foundation.history.conflicts import NewerVersion
from foundation.history.events import record
from foundation.history.findings import require
from foundation.history.wording import in_english
from scrutiny import policies
from scrutiny.models import Inquiry, Part, ScopeItem
from scrutiny.order import moved

P = TypeVar("P", bound=Part)


def _locked(inquiry_pk: int, model: type[Part], by: User) -> Inquiry:
    inquiry = Inquiry.objects.select_for_update().get(pk=inquiry_pk)
    require(policies.may_change_part(by, inquiry, model))
    return inquiry


def _word(model: type[Part]) -> str:
    return in_english(model._meta.verbose_name)


def _write(part: Part, values: dict[str, Any], by: User) -> None:
    """Set the values, check and save; lists of other records are set after the row is there."""
    lists = {field.name for field in part._meta.many_to_many}
    for name, value in values.items():
        if name not in lists:
            setattr(part, name, value.strip() if isinstance(value, str) else value)
    part.saved_at, part.saved_by = timezone.now(), by.printed_name
    part.full_clean()
    part.save()
    for name in lists & values.keys():
        getattr(part, name).set(values[name])


@transaction.atomic
def add_part(*, inquiry: Inquiry, model: type[P], by: User, **values: Any) -> P:
    """Add a record at the end of its list; a scope item gets the next code, never one used before."""
    locked = _locked(inquiry.pk, model, by)
    last = model._default_manager.filter(inquiry=locked).aggregate(last=Max("position"))["last"]
    part = model(inquiry=locked, position=0 if last is None else last + 1)
    if isinstance(part, ScopeItem):
        locked.last_scope_number += 1
        locked.save(update_fields=["last_scope_number"])
        part.number = locked.last_scope_number
    _write(part, values, by)
    record(f"{_word(model)} added", part, by=by, scope=locked.scope)
    return part


@transaction.atomic
def save_part(*, part: P, based_on: int, by: User, **values: Any) -> P:
    """Change a record; `based_on` is the version it was opened with. Raises `NewerVersion`."""
    inquiry = _locked(part.inquiry.pk, type(part), by)
    locked = type(part)._default_manager.select_for_update().get(pk=part.pk)
    if locked.version != based_on:
        mine = type(part)(**{name: values[name] for name in values if name in _plain(part)})
        raise NewerVersion(
            locked.saved_by, locked.saved_at, locked.version, part_words(locked), part_words(mine)
        )
    locked.version += 1
    _write(locked, values, by)
    record(f"{_word(type(part))} changed", locked, by=by, scope=inquiry.scope)
    return locked


@transaction.atomic
def drop_part(*, part: Part, by: User) -> None:
    """Leave a record out; what it said stays in the history."""
    inquiry = _locked(part.inquiry.pk, type(part), by)
    record(f"{_word(type(part))} dropped", part, by=by, scope=inquiry.scope, note=part_words(part))
    part.delete()


@transaction.atomic
def move_part(*, part: Part, where: str, by: User) -> None:
    """Move a record one place "up" or "down" in its list."""
    inquiry = _locked(part.inquiry.pk, type(part), by)
    model: Any = type(part)
    rows = model._default_manager.filter(inquiry=inquiry)
    for position, each in enumerate(moved(list(rows), part.pk, where)):
        model._default_manager.filter(pk=each.pk).update(position=position)
    record(f"{_word(type(part))} moved", part, by=by, scope=inquiry.scope, data={"where": where})


def part_words(part: Part) -> str:
    """What a record says, a line for each field, to lay two versions side by side."""
    lines = []
    for name, field in _plain(part).items():
        shown = getattr(part, f"get_{name}_display", None)
        value = shown() if shown else getattr(part, name)
        if value not in (None, "", False):
            lines.append(f"{str(field.verbose_name).capitalize()}: {value}")
    return "\n".join(lines)


def _plain(part: Part) -> dict[str, Any]:
    own = {"id", "inquiry", "position", "version", "saved_at", "saved_by", "number"}
    return {field.name: field for field in part._meta.fields if field.name not in own}
