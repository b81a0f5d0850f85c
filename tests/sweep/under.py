"""Everything that stands under a line of an agenda, found through the models, and words planted in it."""

import re
from collections.abc import Iterator
from typing import Any

from django.db import IntegrityError, models, transaction

from meetings.models import AgendaItem

# What leads from a line to things that are not its words: who was there, what was declared in public, names.
NOT_ITS_WORDS = {
    "attendance": "who was there",
    "interest": "what is declared is declared in public",
    "interest_items": "what is declared is declared in public",
    "namedreader": "names of officers",
    "draftreader": "names of members",
    "editor": "who has a page open",
    "storedfile": "bytes, which have a word of their own",
    "user": "people", "person": "people", "body": "the panel", "meeting": "the meeting", "venue": "where",
    "minutes": "the minutes as a whole", "pack": "what is built", "packentry": "pages", "dayact": "keys",
    "agendaitem_minutes_of": "earlier meetings", "seat": "people",
}  # fmt: skip
# From a row that only joins to what it joins.
ONWARD = {"minuteitem": "minute", "placement": "paper"}
# Made by the site, the name of whoever did it or answers for it, or what the public reads of a restriction.
NOT_TYPED = re.compile(
    r"(^|_)(ref|by|hash|email|key|label|period|editor|appendix)$|_name$|^public_title$|^provision$|printed_name"
)
CANARY = re.compile(r"qx\d{3}zq")


def under(items: list[AgendaItem]) -> Iterator[models.Model]:
    """The lines and every row that stands under them."""
    waiting: list[models.Model] = list(items)
    seen: set[tuple[type[models.Model], object]] = set()
    while waiting:
        row = waiting.pop()
        if (type(row), row.pk) in seen:
            continue
        seen.add((type(row), row.pk))
        yield row
        for field in row._meta.get_fields(include_hidden=True):
            if not (field.auto_created and not field.concrete and (field.one_to_many or field.one_to_one)):
                continue
            model: Any = field.related_model
            back: Any = field.remote_field
            name = model._meta.model_name
            if (
                model._meta.app_label in ("meetings", "partnerships", "scrutiny")
                and name not in NOT_ITS_WORDS
            ):
                waiting += model._base_manager.filter(**{back.name: row.pk})
        if (way := ONWARD.get(row._meta.model_name or "")) and (thing := getattr(row, way)):
            waiting.append(thing)


def typed_fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The fields of a model into which somebody writes words."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not (field.choices or field.unique or NOT_TYPED.search(field.name))
        and (field.max_length or 999) > 24
    ]


def plant(items: list[AgendaItem]) -> dict[str, str]:
    """A word of its own in every written field under these lines; with the words that stood there before."""
    words: dict[str, str] = {}
    for row in list(under(items)):
        for field in typed_fields(type(row)):
            before = str(getattr(row, field.attname) or "")
            word = f"qx{type(row).__name__}{row.pk}{field.name.replace('_', '')}zq".lower()
            put = f"{before}<p>{word}</p>" if before.startswith("<") else f"{word} {before}".strip()
            try:
                with transaction.atomic():
                    put = put[: field.max_length]
                    type(row)._base_manager.filter(pk=row.pk).update(**{field.attname: put})
            except IntegrityError:
                continue  # A word here goes with something that did not happen.
            where = f"{type(row).__name__}.{field.name} {row.pk}"
            words[where] = word
            words |= {f"before, {where}: {each}": each for each in CANARY.findall(before)}
    return words


def kinds_under(items: list[AgendaItem]) -> set[str]:
    """What kinds of things stand under these lines."""
    return {type(row).__name__ for row in under(items)}
