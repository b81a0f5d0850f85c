"""The addresses of the public site, all of them."""

import pytest

from foundation.library import publishing as library
from tests.builders.publications import ELLEN, announced, pack, paper, public_addresses
from tests.going_on import Browser

pytestmark = pytest.mark.django_db


def test_every_address_answers_and_withdrawn_words_are_on_none_of_them(client: Browser) -> None:
    meeting = announced()
    pack(meeting)
    gone = paper(meeting)
    library.withdraw(publication=gone, reason="A name", by=ELLEN)
    answers = {address: client.get(address) for address in public_addresses()}
    codes: dict[str, set[int]] = {address.split("/")[1]: set() for address in answers}
    for address, answer in answers.items():
        codes[address.split("/")[1]].add(answer.status_code)
        assert b"Words of the report" not in answer.getvalue()
    assert codes == {"public": {200}, "meeting": {200}, "published": {200, 410}, "r": {302}}
