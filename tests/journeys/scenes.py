"""The people and the panel that journeys begin with."""

from datetime import date

import pikepdf

from foundation.accounts.models import User
from meetings import actions as meetings
from panels.models import Body, Venue
from tests.builders.panels import make_panel, make_secretary

HALL = "County Hall, Ambermere"


def panel() -> tuple[Body, User]:
    """A panel with its usual templates and place, and Ellen Marsh who serves it."""
    body = make_panel()
    ellen = make_secretary(body)
    meetings.default_templates(body=body, by=ellen)
    Venue.objects.get_or_create(name=HALL)
    return body, ellen


def pdf(folder: object, name: str, password: str = "") -> str:
    """The path of a small PDF, closed with a password when there is one."""
    path = f"{folder}/{name}.pdf"
    with pikepdf.new() as made:
        made.add_blank_page(page_size=(595, 842))
        made.add_blank_page(page_size=(595, 842))
        made.save(path, encryption=pikepdf.Encryption(owner=password, user=password) if password else None)
    return path


def day(number: int, month: int) -> date:
    """A day of 2026."""
    return date(2026, month, number)
