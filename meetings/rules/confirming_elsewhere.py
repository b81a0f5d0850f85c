"""When a decision that waited for others was confirmed by them. Pure."""

from datetime import date

from foundation.history.findings import Finding, met, stopped


def confirmed_finding(on: date, decided_on: date, today: date) -> Finding:
    """Between the day of the decision and today."""
    if on > today:
        return stopped("This day is still to come. Record the confirmation once it is given.", code="on")
    if on < decided_on:
        return stopped("It cannot be confirmed before it was decided.", code="on")
    return met()
