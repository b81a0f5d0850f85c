"""Keeps the secrets of links out of what is written down: logs, and mail that was sent.

A personal link, and one to choose a new password, opens its page for whoever reads it, also in a log.
"""

import logging
import re

_SECRET = re.compile(r"(/link/|/password/reset/key/)[A-Za-z0-9_-]{8,}")
# Loggers that write the addresses people ask for, each with a handler of its own.
WRITE_ADDRESSES = ("django.request", "django.server", "gunicorn.access", "gunicorn.error")


def without_secrets(text: str) -> str:
    """The text with the secret of every link taken out of its address."""
    return _SECRET.sub(r"\1…", text)


class HideSecrets(logging.Filter):
    """Rewrites a log line before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line pass, without secrets."""
        said = record.getMessage()
        if (clean := without_secrets(said)) != said:
            record.msg, record.args = clean, ()
        return True


def guard_logs() -> None:
    """Put the filter on the loggers of the web servers, whose own handlers stand outside the settings."""
    for name in WRITE_ADDRESSES:
        logging.getLogger(name).addFilter(_FILTER)


_FILTER = HideSecrets()
