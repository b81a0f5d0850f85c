"""The commands of an installation: what each of them runs with."""

import gc
import sys

import pytest
from django.core import management

import manage


def thresholds(monkeypatch: pytest.MonkeyPatch, *words: str) -> list[tuple[int, ...]]:
    """How seldom idle objects are looked for while a command runs; nothing where that is left as it was."""
    found: list[tuple[int, ...]] = []
    monkeypatch.setattr(sys, "argv", ["manage.py", *words])
    monkeypatch.setattr(gc, "set_threshold", lambda *each: found.append(each))
    monkeypatch.setattr(management, "execute_from_command_line", lambda argv: None)
    manage.main()
    return found


def test_idle_objects_are_looked_for_less_often_while_migrating_and_by_no_other_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert thresholds(monkeypatch, "migrate", "-v", "0") == [(20_000, 10, 10)]
    for words in (["work"], ["runserver"], ["work", "migrate"], ["help", "migrate"], []):
        assert thresholds(monkeypatch, *words) == []
