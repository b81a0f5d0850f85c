"""The sign-in ends while somebody types: on every form of the site the words come back after signing in."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpRequest
from django.test import Client

from foundation.accounts import kept
from foundation.accounts.models import KeptForm
from foundation.ui.once import FIELD, GIVEN_BACK
from tests.sweep import typed
from tests.sweep.test_every_form_once import STEP, Sendable, sendable
from tests.sweep.test_permissions import client_of
from tests.sweep.world import World

FILE_NOT_KEPT = "The file was not kept. Save, then select the file again."

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep")]


def lost(world: World, each: Sendable) -> str:
    """What is not given back of a form that is sent after the sign-in ended; nothing where all of it is."""
    data = each.data | {FIELD: each.form.once_key}
    answer = Client().post(each.form.action, data | chosen(each))
    to = answer.get("Location", "")
    if not to.startswith("/accounts/login/?next=/kept/"):
        return f"{each.form.action}: led to {to}"
    address = to.partition("next=")[2]
    page = client_of(world, each.role).get(address)
    if (FILE_NOT_KEPT in page.content.decode()) != bool(each.form.files):
        return f"{each.form.action}: says wrongly whether a file is lost"
    back = typed.forms_of(address, page)
    form = next((form for form in back if GIVEN_BACK in form.values), None)
    if form is None:
        return f"{each.form.action}: not given back"
    given = {name: value for name, value in form.values.items() if name != GIVEN_BACK}
    wanted = {name: _as_sent(value) for name, value in each.data.items() if "password" not in name}
    wanted = {name: value for name, value in wanted.items() if value != []}
    if (form.action, given) != (each.form.action.partition("#")[0], wanted):
        return f"{each.form.action}: {set(map(str, given.items())) ^ set(map(str, wanted.items()))}"
    return ""


def chosen(each: Sendable) -> dict[str, Any]:
    """A file in each field that takes one."""
    return {name: SimpleUploadedFile("budget.pdf", b"%PDF-1.7 words") for name in each.form.files}


def not_shown_again(world: World, each: Sendable) -> str:
    """What is gone of the words of a form that is sent on without its file; nothing where all of it is there.

    A form that needs its file comes back with the words; one that does not is saved. All of it is undone.
    """
    with transaction.atomic():
        answer = Client().post(each.form.action, each.data | {FIELD: each.form.once_key} | chosen(each))
        address = answer["Location"].partition("next=")[2]
        client = client_of(world, each.role)
        form = next(
            form for form in typed.forms_of(address, client.get(address)) if GIVEN_BACK in form.values
        )
        again = client.post(form.action, form.keyed)
        left = KeptForm.objects.count()
        transaction.set_rollback(True)
    if again.status_code in (302, 303):
        return f"{each.form.action}: saved and still kept" if left else ""
    if again.status_code != 200 or left != 1:
        return f"{each.form.action}: {again.status_code}, kept {left}"
    shown = next((one for one in typed.forms_of(form.action, again) if one.files == each.form.files), None)
    words = {name: each.data[name] for name in each.form.words if each.data[name]}
    # A browser drops the newline that begins a text box.
    kept_words = {
        name: str(value).removeprefix("\n") for name, value in (shown.values if shown else {}).items()
    }
    gone = [name for name in words if kept_words.get(name) != words[name]]
    return f"{each.form.action}: without {gone}" if gone else ""


def _as_sent(value: object) -> object:
    """As it arrives: one value of a list is no list."""
    if not isinstance(value, list):
        return str(value)
    return str(value[0]) if len(value) == 1 else [str(each) for each in value]


def of_people(world: World) -> Iterator[Sendable]:
    return (each for each in sendable(world) if each.role != "visitor")


@pytest.mark.long
def test_what_was_typed_comes_back_after_signing_in_on_every_form(world: World) -> None:
    forms = list(of_people(world))
    assert [fault for each in forms if (fault := lost(world, each))] == []
    assert len([each for each in forms if each.form.words]) > 60 // STEP


@pytest.mark.long
def test_what_was_typed_beside_a_file_is_still_there_when_the_form_asks_for_the_file(world: World) -> None:
    forms = [each for each in of_people(world) if each.form.files]
    assert [fault for each in forms if (fault := not_shown_again(world, each))] == []
    assert len(forms) > 6 // STEP - 1


def test_words_that_are_not_kept_are_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "keep", lambda request: None)
    each = next(each for each in of_people(world) if each.form.words)
    page = each.form.action.partition("#")[0]
    assert lost(world, each) == f"{each.form.action}: led to /accounts/login/?next={page}"


def test_a_file_that_is_lost_without_a_word_is_found(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    keep = kept.keep

    def silently(request: HttpRequest) -> KeptForm | None:
        form = keep(request)
        if form is not None:
            KeptForm.objects.filter(pk=form.pk).update(has_files=False)
        return form

    monkeypatch.setattr(kept, "keep", silently)
    each = next(each for each in of_people(world) if each.form.files)
    assert lost(world, each) == f"{each.form.action}: says wrongly whether a file is lost"
