"""Long lists a page at a time; long choices cut to what can sensibly be chosen, with a way to older ones."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from django.core.paginator import Page
from django.db import models

from foundation.ui.words import whole_number

A_PAGE = 50
# Most who choose among dated things want one of the last year or so.
OFFERED = 10
Thing = TypeVar("Thing", bound=models.Model)


@dataclass(frozen=True, slots=True)
class Offered(Generic[Thing]):
    """The newest of many dated things, what was chosen already, and from which day back there are more."""

    things: list[Thing]
    older_from: date | None


def offered(
    found: models.QuerySet[Thing],
    *,
    day: Callable[[Thing], date],
    until: date | None = None,
    also: Iterable[Any] = (),
    by: str = "starts_at__date__lte",
) -> Offered[Thing]:
    """The first of `found`, which is in order with the newest first, up to a day; in two queries.

    `also`: keys of what is chosen already and is offered however old it is.
    """
    some = list((found.filter(**{by: until}) if until else found)[: OFFERED + 1])
    shown, more = some[:OFFERED], some[OFFERED:]
    known = {each.pk for each in shown}
    wanted = [key for each in also if (key := whole_number(str(each))) is not None and key not in known]
    chosen = list(found.filter(pk__in=wanted)) if wanted else []
    return Offered([*shown, *chosen], day(more[0]) if more else None)


def day_of(text: str) -> date | None:
    """The day of an address; what is none asks for nothing."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def numbers_of(page: "Page[Any]") -> list[int]:
    """First and last page and those around this one, as GOV.UK numbers them; 0 stands for pages left out."""
    last = page.paginator.num_pages
    near = sorted({1, last, *range(max(1, page.number - 1), min(last, page.number + 1) + 1)})
    found: list[int] = []
    for number in near:
        if found and number - found[-1] == 2:
            found.append(number - 1)
        elif found and number - found[-1] > 2:
            found.append(0)
        found.append(number)
    return found
