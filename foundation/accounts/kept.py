"""What was typed when the sign-in had ended: kept for the same account, and given back after signing in."""

import json
from datetime import timedelta

from django.http import HttpRequest

from foundation.accounts.models import KeptForm, User
from foundation.ui import once
from foundation.ui.words import whole_number, without_tags

KEEPS = timedelta(days=1)
# Shorter values are choices, numbers and marks of the form itself.
SHORTEST_WORDS = 3


def keep(request: HttpRequest) -> KeptForm | None:
    """Keep a form for the account that its page was shown to; None where that is not known.

    Files and passwords are not kept.
    """
    number = once.owner_of(request)
    owner = User.objects.filter(pk=int(number), is_active=True).first() if number else None
    if owner is None:
        return None
    fields = [
        (name, values)
        for name, values in request.POST.lists()
        if name not in (once.GIVEN_BACK, "csrfmiddlewaretoken") and "password" not in name
    ]
    return KeptForm.objects.create(
        user=owner,
        address=_address(request),
        fields=json.dumps(fields),
        has_files=bool(request.FILES),
    )


def _address(request: HttpRequest) -> str:
    """The page of the form; without its query where that is longer than any of ours."""
    whole = request.get_full_path()
    return whole if len(whole) <= (KeptForm._meta.get_field("address").max_length or 0) else request.path


def forget(request: HttpRequest) -> None:
    """Forget what was given back, once it is saved."""
    number = whole_number(request.POST.get(once.GIVEN_BACK, ""))
    if number is not None and request.user.is_authenticated:
        KeptForm.objects.of(request.user).filter(pk=number).delete()


def forget_all(request: HttpRequest) -> None:
    """Forget everything that is kept for whoever signs out."""
    if request.user.is_authenticated:
        KeptForm.objects.of(request.user).delete()


def typed_words(fields: list[tuple[str, list[str]]]) -> list[str]:
    """What a person typed, without markup, to be read and copied."""
    said = [
        without_tags(value).strip()
        for name, values in fields
        for value in values
        if name not in (once.FIELD, "base", "typed", "seen_state", "save")
    ]
    return [each for each in said if len(each) > SHORTEST_WORDS]
