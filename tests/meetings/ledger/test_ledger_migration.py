"""Follow-ups of earlier versions are taken over: their body, numbers in order, state and place on the log."""

from datetime import date
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import F

from meetings import actions, migrations
from meetings.models import FollowUp, FollowUpLog
from tests.builders.ledger import add, make_ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


def test_follow_ups_of_an_earlier_version_get_numbers_in_the_order_they_came() -> None:
    ledger = make_ledger("action", "undertaking", "recommendation")
    actions.discharge_follow_up(follow_up=ledger.rows[1], on=date(2026, 4, 1), by=ledger.clerk)
    FollowUp.objects.update(number=F("number") + 100, is_public=False)
    FollowUpLog.objects.all().delete()
    name = next(Path(migrations.__path__[0]).glob("*_ledger.py")).stem
    editor = SimpleNamespace(connection=connection, execute=connection.cursor().execute)
    import_module(f"meetings.migrations.{name}").take_over(apps, editor)
    assert [(row.number, row.state, row.is_public) for row in FollowUp.objects.order_by("number")] == [
        (1, "open", True),
        (2, "discharged", False),
        (3, "open", True),
    ]
    assert add(ledger, "The next one").number == 4
