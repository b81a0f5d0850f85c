"""First run: from an empty installation to a panel with its members."""

import base64

from django.utils.crypto import constant_time_compare, salted_hmac

from foundation.accounts.models import User
from panels.models import Body


def needed() -> bool:
    """True while nobody at all can sign in: the front page then leads to the setting-up."""
    return not User.objects.exists()


def is_unfinished() -> bool:
    """True when somebody can sign in but no body has been set up yet."""
    return not Body.objects.exists()


def code() -> str:
    """What only whoever started the server can read: without it the first visitor would own the site.

    It follows from the secret key, so that every process says the same and nothing is kept.
    """
    digest = salted_hmac("panelbook.setup", "the first administrator", algorithm="sha256").digest()
    letters = base64.b32encode(digest).decode()[:12]
    return "-".join(letters[at : at + 4] for at in range(0, 12, 4))


def is_code(typed: str) -> bool:
    """True for the code as it is printed, with or without its dashes, in capitals or small letters."""
    bare = "".join(letter for letter in typed.upper() if letter.isalnum())
    return constant_time_compare(bare, code().replace("-", ""))
