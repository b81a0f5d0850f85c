"""The bytes of a publication, as a browser receives them."""

from typing import Any

import pytest
from django.urls import reverse

from foundation.documents.store import files
from foundation.library import publishing as library
from tests.builders.papers import file_of
from tests.builders.publications import ELLEN, PDF, announced, pack, paper
from tests.going_on import Browser

pytestmark = pytest.mark.django_db


def address(found: Any) -> str:
    return reverse("library:file", args=[found.ref, found.file_name])


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def test_the_file_comes_with_its_name_type_and_length(client: Browser) -> None:
    found = paper(announced())
    response = client.get(address(found))
    assert body(response) == PDF + b"Knife crime"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'inline; filename="paper1.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Length"] == str(found.size)


def test_a_browser_that_has_the_bytes_is_not_sent_them_again(client: Browser) -> None:
    found = paper(announced())
    tag = client.get(address(found))["ETag"]
    again = client.get(address(found), headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_browser_that_has_withdrawn_bytes_learns_that_they_are_gone(client: Browser) -> None:
    found = paper(announced())
    tag = client.get(address(found))["ETag"]
    library.withdraw(publication=found, reason="A name", by=ELLEN)
    assert client.get(address(found), headers={"if-none-match": tag}).status_code == 410


def test_another_name_is_not_found(client: Browser) -> None:
    found = paper(announced())
    assert client.get(reverse("library:file", args=[found.ref, "other.pdf"])).status_code == 404


def test_the_pack_is_the_standing_one_at_an_address_that_stays(client: Browser) -> None:
    meeting = announced()
    pack(meeting)
    newer = pack(meeting, PDF + b"corrected")
    where = reverse("library:pack", args=[meeting.ref])
    assert where == f"/meeting/{meeting.ref}/pack.pdf"
    assert body(client.get(where)) == PDF + b"corrected"
    library.withdraw(publication=newer, reason="A name", by=ELLEN)
    assert client.get(where).status_code == 410


def test_damaged_bytes_are_never_served(client: Browser) -> None:
    found = paper(announced())
    place = files.path(file_of(found))
    place.chmod(0o600)
    place.write_bytes(b"%PDF-1.7 something else")
    response = client.get(address(found))
    assert (response.status_code, response["Cache-Control"]) == (503, "no-store")
    assert b"something else" not in response.content
