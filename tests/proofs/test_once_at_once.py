"""A form that is sent twice at the same moment, over two connections, makes once what it makes."""

from pathlib import Path

import pytest
import time_machine
from django.db import transaction
from pytest_django import Settings

from foundation.ui.once import FIELD
from tests.foundation.ui.test_once import at_the_same_time
from tests.going_on import check_files
from tests.sweep.test_every_form_once import FEWEST, rows, sendable
from tests.sweep.test_permissions import client_of
from tests.sweep.world import build_world

PLAIN_FILES = "django.contrib.staticfiles.storage.StaticFilesStorage"


@pytest.mark.long
@pytest.mark.both
def test_every_form_that_is_sent_twice_at_once_makes_it_once(
    real_commits: None, clock: time_machine.Traveller, settings: Settings, tmp_path: Path
) -> None:
    settings.FILES_DIR = tmp_path / "files"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN_FILES}}
    world, wrong, count = build_world(), [], 0
    for each in list(sendable(world)):
        client = client_of(world, each.role)
        data = each.data | {FIELD: each.form.once_key}
        before = rows()
        with transaction.atomic():
            client.post(each.form.action, data)
            once_made = rows()
            transaction.set_rollback(True)
        if once_made == before:
            continue
        count += 1
        answers = at_the_same_time(client, each.form.action, data, times=2)
        # The browser of one person lets the worker do its part, see tests/going_on.py.
        check_files()
        twice_made = rows()
        if twice_made != once_made or answers[0] != answers[1]:
            more = {label: twice_made[label] - once_made[label] for label in once_made}
            wrong.append(f"{each.form.action}: {answers} { {k: v for k, v in more.items() if v} }")
    assert wrong == []
    assert count > FEWEST
