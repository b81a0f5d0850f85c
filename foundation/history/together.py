"""Several questions to the database in one statement: a page asks for everything at once that it can.

Each question is an ordinary queryset, and has its answer afterwards as if it had been asked alone; what it
prefetches is asked in the same way, one statement for each step from thing to thing. Nothing is remembered.
"""

import json
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any, TypeVar, cast

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Model, Prefetch, QuerySet
from django.db.models.fields.related_descriptors import ManyToManyDescriptor, ReverseManyToOneDescriptor
from django.db.models.manager import BaseManager
from django.db.models.query import get_prefetcher

T = TypeVar("T")
A = TypeVar("A")
B = TypeVar("B")
# Something that asks as it goes: it gives questions and goes on with the rows of each.
Asking = Generator[Sequence[QuerySet[Any]], list[list[Any]], T]
# How many arguments a function of SQLite takes.
ARGUMENTS = 100


def ask(*questions: QuerySet[Any]) -> None:
    """Ask all of these in one statement, and then what they prefetch."""
    waiting: list[Any] = [each for each in questions if each._result_cache is None]
    _answer(waiting)
    for each in waiting:
        # Or Django would prefetch as soon as anybody looks.
        each._prefetch_done = True
    _complete([(list(each), _tree(each._prefetch_related_lookups)) for each in waiting])


def complete(things: Iterable[Model], *lookups: "str | Prefetch[Any]") -> None:
    """What `prefetch_related_objects` does, with one statement for each step and not for each table."""
    _complete([(list(things), _tree(lookups))])


def gathered(*all_asking: Asking[T]) -> list[T]:
    """What each of these comes to, in their order: all that they ask at the same time is asked together."""
    return answered(beside(*all_asking))


def answered(asking: Asking[T]) -> T:
    """What one of them comes to."""
    try:
        questions = next(asking)
        while True:
            ask(*questions)
            questions = asking.send([list(each) for each in questions])
    except StopIteration as end:
        return cast(T, end.value)


def beside(*all_asking: Asking[T]) -> Asking[list[T]]:
    """Several as one, which asks what all of them ask at the same time."""
    results: dict[int, T] = {}
    answers: dict[int, list[list[Any]] | None] = dict.fromkeys(range(len(all_asking)))
    while True:
        asked: dict[int, Sequence[QuerySet[Any]]] = {}
        for number, answer in answers.items():
            asking = all_asking[number]
            try:
                asked[number] = next(asking) if answer is None else asking.send(answer)
            except StopIteration as end:
                results[number] = end.value
        if not asked:
            return [results[number] for number in range(len(all_asking))]
        rows = iter((yield [each for questions in asked.values() for each in questions]))
        answers = {number: [next(rows) for _ in questions] for number, questions in asked.items()}


def asked(*questions: QuerySet[Any]) -> Asking[list[list[Any]]]:
    """The rows of these questions and nothing made of them."""
    return (yield questions)


def paired(first: Asking[A], second: Asking[B]) -> Asking[tuple[A, B]]:
    """Two that come to different things, beside each other."""
    both: Sequence[Any] = yield from beside(cast(Asking[Any], first), cast(Asking[Any], second))
    return both[0], both[1]


def _answer(questions: Sequence[Any]) -> None:
    """Give each question the rows it would have been given alone."""
    compiled: list[tuple[Any, Any, str, Any]] = []
    for each in questions:
        compiler = each.query.get_compiler(using=each.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            each._result_cache = []
        else:
            if compiler.has_extra_select:
                # Columns that only an order needs are not among those that are read.
                _evaluate(each)
            else:
                compiled.append((each, compiler, sql, params))
    if len(compiled) == 1:
        _evaluate(compiled[0][0])
        return
    if not compiled:
        return
    connection = connections[compiled[0][0].db]
    is_sqlite = connection.vendor == "sqlite"
    named, parts, values = [], [], []
    for number, (_, compiler, sql, params) in enumerate(compiled):
        columns = [f"c{place}" for place in range(len(compiler.select))]
        named.append(f"q{number} ({', '.join(columns)}) AS ({sql})")
        row = (_json_row if is_sqlite else _array_row)(columns)
        # Nothing of what was typed: places and names made here.
        parts.append(f"SELECT {number}, {row} FROM q{number}")  # noqa: S608
        values.extend(params)
    rows: list[list[Any]] = [[] for _ in compiled]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(named)} {' UNION ALL '.join(parts)}", values)
        for number, row in cursor.fetchall():
            rows[number].append(row)
    read: Any = _from_json if is_sqlite else _from_array
    for (question, compiler, _, _), found in zip(compiled, rows, strict=True):
        kinds = [column[0].output_field for column in compiler.select]
        _evaluate(question, compiler, [read(kinds, row) for row in found])


def _evaluate(question: Any, compiler: Any = None, rows: Sequence[tuple[Any, ...]] = ()) -> None:
    """Let Django make of these rows what it makes of rows: things, with what was selected beside them."""
    if compiler is None:
        question._result_cache = list(question._iterable_class(question))
        return
    compiler.execute_sql = lambda *args, **kwargs: [rows]
    # Only while it is read: a question that is made from this one later is asked anew.
    query = question.query
    query.get_compiler = lambda *args, **kwargs: compiler
    try:
        question._result_cache = list(question._iterable_class(question))
    finally:
        del query.get_compiler


def _json_row(columns: Sequence[str]) -> str:
    """A row of SQLite as one text, whose values are what SQLite itself would have given."""
    groups = [columns[start : start + ARGUMENTS] for start in range(0, len(columns), ARGUMENTS)]
    lists = ", ".join(f"json_array({', '.join(group)})" for group in groups)
    return f"json_array({lists})"


def _from_json(kinds: Sequence[Any], row: str) -> tuple[Any, ...]:
    return tuple(value for group in json.loads(row) for value in group)


def _array_row(columns: Sequence[str]) -> str:
    """A row of PostgreSQL as one list, whose values are JSON: a list has values of one type only."""
    return f"ARRAY[{', '.join(f'to_jsonb({column})::text' for column in columns)}]"


def _from_array(kinds: Sequence[Any], row: Sequence[str | None]) -> tuple[Any, ...]:
    return tuple(_value(kind, text) for kind, text in zip(kinds, row, strict=True))


def _value(kind: Any, text: str | None) -> Any:
    """A value as the driver of PostgreSQL would have given it."""
    # What is kept as JSON is read by its own field.
    if text is None or isinstance(kind, models.JSONField):
        return text
    value = json.loads(text)
    for field_class, read in (
        (models.DateTimeField, datetime.fromisoformat),
        (models.DateField, date.fromisoformat),
        (models.TimeField, time.fromisoformat),
    ):
        if isinstance(kind, field_class):
            return read(value)
    return value


@dataclass
class _Branch:
    """One step from things to things, and those that go on from there."""

    queryset: QuerySet[Any] | None = None
    to_attr: str = ""
    further: dict[str, "_Branch"] = field(default_factory=dict)


def _tree(lookups: Iterable["str | Prefetch[Any]"]) -> dict[str, _Branch]:
    """The steps of all these lookups, each once."""
    root: dict[str, _Branch] = {}
    for lookup in lookups:
        given: Any = lookup if isinstance(lookup, Prefetch) else Prefetch(lookup)
        *before, last = given.prefetch_through.split("__")
        here = root
        for name in before:
            here = here.setdefault(name, _Branch()).further
        branch = here.setdefault(last, _Branch())
        if given.queryset is not None:
            branch.queryset = given.queryset
        branch.to_attr = given.prefetch_to.split("__")[-1] if given.to_attr else ""
    return root


def _merge(into: dict[str, _Branch], more: dict[str, _Branch]) -> None:
    """Take the steps of one tree into another; a queryset that was given stands."""
    for name, branch in more.items():
        known = into.setdefault(name, _Branch(branch.queryset, branch.to_attr))
        known.queryset = known.queryset if branch.queryset is None else branch.queryset
        _merge(known.further, branch.further)


class _Step:
    """One step, for all the things that have not taken it."""

    def __init__(self, name: str, branch: _Branch) -> None:
        self.name, self.queryset, self.to_attr = name, branch.queryset, branch.to_attr
        self.further: dict[str, _Branch] = {}
        self.things: dict[int, Any] = {}
        self.question: Any = None
        self.back: Any = None

    def parted(self, things: list[Any]) -> tuple[list[Any], list[Any]]:
        """These things: those that have not taken this step, and what the others came to by it."""
        for each in things:
            if not hasattr(each, "_prefetched_objects_cache"):
                each._prefetched_objects_cache = {}
        ways: Any = get_prefetcher(things[0], self.name, self.to_attr or self.name)
        waiting = [each for each in things if not ways[3](each)]
        return waiting, [found for each in things if ways[3](each) for found in self._of(each)]

    def add(self, things: Iterable[Any], further: dict[str, _Branch]) -> None:
        """Take it from these things too, and go on so."""
        self.things |= {id(each): each for each in things}
        _merge(self.further, further)

    def prepare(self) -> None:
        """Find what is to be asked."""
        things = list(self.things.values())
        ways: Any = get_prefetcher(things[0], self.name, self.to_attr or self.name)
        is_many = isinstance(ways[1], ReverseManyToOneDescriptor)
        if is_many and not isinstance(ways[1], ManyToManyDescriptor):
            # Django would ask at once here, to name each thing at what belongs to it: `_give_many` does.
            self.back = ways[1].field
            base = self.back.model._default_manager.all() if self.queryset is None else self.queryset
            self.question = base.filter(**{f"{self.back.name}__in": things})
            self.key_of_found = self.back.get_local_related_value
            self.key_of_thing = self.back.get_foreign_related_value
            self.is_one, self.is_descriptor = False, False
            self.cache_name = self.back.remote_field.cache_name
        else:
            given = None if self.queryset is None else [self.queryset]
            found = ways[0].get_prefetch_querysets(things, given)
            self.question, self.key_of_found, self.key_of_thing = found[:3]
            self.is_one, self.cache_name, self.is_descriptor = found[3:]
        # What the question itself prefetches is asked with the next step.
        _merge(self.further, _tree(self.question._prefetch_related_lookups))
        self.question._prefetch_related_lookups = ()

    def hand_on(self) -> list[Any]:
        """Give each thing what was found for it; returns what the next step is taken from."""
        by_key: dict[Any, list[Any]] = {}
        for found in self.question:
            by_key.setdefault(self.key_of_found(found), []).append(found)
        for each in self.things.values():
            own = by_key.get(self.key_of_thing(each), [])
            if self.is_one:
                self._give_one(each, own[0] if own else None)
            else:
                self._give_many(each, own)
        return list(self.question)

    def _of(self, thing: Any) -> Iterable[Any]:
        """What a thing has now."""
        found = getattr(thing, self.to_attr or self.name, None)
        if isinstance(found, BaseManager):
            return list(found.all())
        return found if isinstance(found, list) else [] if found is None else [found]

    def _give_one(self, thing: Any, found: Any) -> None:
        if self.is_descriptor:
            setattr(thing, self.cache_name, found)
        else:
            thing._state.fields_cache[self.cache_name] = found

    def _give_many(self, thing: Any, own: list[Any]) -> None:
        for found in own if self.back is not None else ():
            if not self.back.is_cached(found):
                self.back.set_cached_value(found, thing)
        if self.to_attr:
            setattr(thing, self.to_attr, own)
            return
        manager = getattr(thing, self.name)
        given = self.queryset
        kept = manager.get_queryset() if given is None else manager._apply_rel_filters(given)
        kept._result_cache, kept._prefetch_done = own, True
        thing._prefetched_objects_cache[self.cache_name] = kept


def _complete(trees: Sequence[tuple[list[Any], dict[str, _Branch]]]) -> None:
    """Take the steps of all trees, those that can be taken at the same time in one statement."""
    while trees:
        steps: dict[Any, _Step] = {}
        while trees:
            beyond: list[tuple[list[Any], dict[str, _Branch]]] = []
            for things, tree in trees:
                for name, branch in tree.items() if things else ():
                    # The same step from the things of several questions is one question.
                    is_plain = branch.queryset is None and not branch.to_attr
                    key = (type(things[0]), name) if is_plain else id(branch)
                    step = steps.get(key) or _Step(name, branch)
                    waiting, found = step.parted(things)
                    beyond.append((found, branch.further))
                    if waiting:
                        step.add(waiting, branch.further)
                        steps[key] = step
            trees = beyond
        for step in steps.values():
            step.prepare()
        _answer([step.question for step in steps.values()])
        trees = [(step.hand_on(), step.further) for step in steps.values()]
