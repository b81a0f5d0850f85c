"""Findings: what a rule says of the facts, in a sentence, with its legal source.

A finding is never a bare boolean, so that the button, the tooltip and the refusal share one sentence.
"""

from dataclasses import dataclass
from enum import Enum
from typing import NoReturn

from django.utils.translation import gettext_noop


class Level(Enum):
    """How much a finding matters; the value is the word a page shows."""

    MET = gettext_noop("Met")
    LOOK = gettext_noop("Check")
    NOT_MET = gettext_noop("Reason needed")
    STOPPED = gettext_noop("Cannot continue")


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule held against the facts: its level, the sentence to show, where it comes from, what to do.

    A `NOT_MET` finding may be overruled with a recorded reason; a `STOPPED` one may not. `url` leads to the
    page where it can be looked into, under `url_words`.
    """

    level: Level
    sentence: str
    source: str = ""
    remedy: str = ""
    code: str = ""
    url: str = ""
    url_words: str = ""

    @property
    def is_met(self) -> bool:
        """True when nothing stands in the way."""
        return self.level in (Level.MET, Level.LOOK)

    @property
    def needs_reason(self) -> bool:
        """True when one may go on, but only with a reason that is recorded."""
        return self.level is Level.NOT_MET

    def __bool__(self) -> bool:
        raise TypeError("A finding is not a boolean: ask .is_met, .needs_reason or .level")


def met(sentence: str = "", *, source: str = "", code: str = "") -> Finding:
    """A finding that is met."""
    return Finding(Level.MET, sentence, source=source, code=code)


def look(sentence: str, *, source: str = "", remedy: str = "", code: str = "") -> Finding:
    """A finding worth a second look that stops nothing."""
    return Finding(Level.LOOK, sentence, source, remedy, code)


def not_met(sentence: str, *, source: str = "", remedy: str = "", code: str = "") -> Finding:
    """A finding that may be overruled with a recorded reason."""
    return Finding(Level.NOT_MET, sentence, source, remedy, code)


def stopped(sentence: str, *, source: str = "", remedy: str = "", code: str = "") -> Finding:
    """A finding that nobody may overrule."""
    return Finding(Level.STOPPED, sentence, source, remedy, code)


class Refused(Exception):
    """An act was refused; carries the findings that say why, in sentences a user can read."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__(" ".join(f.sentence for f in findings))
        self.findings = findings


def require(*findings: Finding, reason: str = "") -> None:
    """Raise `Refused` with the findings that stand in the way; a reason overrules what is only `NOT_MET`."""
    against = [f for f in findings if not f.is_met and not (f.needs_reason and reason.strip())]
    if against:
        raise Refused(*against)


def refuse(sentence: str, *, source: str = "", remedy: str = "", code: str = "") -> NoReturn:
    """Raise `Refused` with one finding that nobody may overrule."""
    raise Refused(stopped(sentence, source=source, remedy=remedy, code=code))
