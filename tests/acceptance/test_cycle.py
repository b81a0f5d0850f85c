"""A whole agenda cycle with late papers, restricted business and an urgent item, read back by everybody."""

import subprocess

import pytest
import time_machine
from django.test import Client

from foundation.accounts.models import User
from foundation.documents.pdf import checking
from foundation.documents.search import searching
from foundation.documents.search.haystack import Haystack
from foundation.documents.store import files
from foundation.history.models import Event
from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication
from meetings import actions
from tests.acceptance import cycle as cycles
from tests.acceptance.cycle import Cycle
from tests.builders.papers import file_of
from tests.builders.publications import public_addresses

pytestmark = [pytest.mark.once("postgresql"), pytest.mark.django_db, pytest.mark.xdist_group("cycle")]
SECRETS = [
    cycles.EXEMPT_WORDS,
    cycles.APPENDIX_WORDS,
    cycles.CONFIDENTIAL_WORDS,
    cycles.CONFIDENTIAL_TITLE,
    "Larkspur",
    "Quillfeather",
    "Foxglove",
]


@pytest.fixture
def cycle(clock: time_machine.Traveller) -> Cycle:
    return cycles.run(clock)


def page(address: str, user: User | None = None) -> str:
    client = Client()
    if user:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.get(address)
    data: bytes = answer.getvalue()
    return " ".join(data.decode("latin-1" if data.startswith(b"%PDF") else "utf-8").split())


def words(data: bytes) -> str:
    told = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return " ".join(told.stdout.decode().split())


def published(rows: list[Publication], title: str) -> Publication:
    return next(row for row in rows if row.title == title)


@pytest.mark.shows("S4-77", "V29", "V30", "V34", "R-3", "R-42")
def test_a_whole_cycle_reads_as_it_should(cycle: Cycle) -> None:
    the_first_pack_holds_what_is_public(cycle)
    the_public_reads_grounds_and_never_the_words(cycle)
    members_get_the_rest_with_their_name_on_it(cycle)
    the_supplement_adds_and_changes_no_page(cycle)
    what_is_withdrawn_says_why_and_is_gone(cycle)
    everything_is_in_the_history(cycle)


def the_first_pack_holds_what_is_public(cycle: Cycle) -> None:
    text = words(files.read(file_of(cycle.first_pack)))
    assert "Forty visits were made." in text
    assert "The budget is 12 million pounds." in text
    # The Word report, with the numbers its author saw, also across headings.
    for printed in ("(a) note the report;", "(i) the bins;", "4. Recorded crime rose by a third since June."):
        assert printed in text
    assert "To follow" in text
    assert "Appendix 2" in text
    assert checking.check(files.read(file_of(cycle.first_pack))) == []


def the_public_reads_grounds_and_never_the_words(cycle: Cycle) -> None:
    public = page(f"/meeting/{cycle.meeting.ref}/")
    assert "Custody suites: letting" in public
    assert "paragraph 3" in public
    for address in public_addresses():
        found = page(address)
        assert [secret for secret in SECRETS if secret in found] == [], address
    needles = [searching.Needle(secret, secret) for secret in SECRETS]
    everything = searching.everything_in_all(cycles.public_bytes())
    haystacks = [(f"file {at}", Haystack(pieces)) for at, pieces in enumerate(everything)]
    assert searching.find(needles, haystacks).hits == []


def members_get_the_rest_with_their_name_on_it(cycle: Cycle) -> None:
    assert cycle.restricted is not None
    stored = files.read(file_of(cycle.restricted))
    copy = words(actions.hand_out_pack(pack=cycle.restricted, by=cycle.member))
    assert [secret for secret in SECRETS if secret not in copy] == []
    assert "Copy for Ada Stannard" in copy
    assert files.read(file_of(cycle.restricted)) == stored
    assert "Copy for" not in words(stored)


def the_supplement_adds_and_changes_no_page(cycle: Cycle) -> None:
    kinds = [row.kind for row in cycle.supplement]
    assert kinds == ["agenda", "paper", "supplement"]
    text = words(files.read(file_of(cycle.supplement[-1])))
    assert cycles.URGENT in text
    assert "Cllr Rosalind Gage" in text
    first = published(cycle.first, cycle.first[-1].title)
    first.refresh_from_db()
    assert first.file == file_of(cycle.first_pack)
    urgent = cycle.items["urgent"]
    urgent.refresh_from_db()
    assert urgent.issued_label == "8"


def what_is_withdrawn_says_why_and_is_gone(cycle: Cycle) -> None:
    withdrawn = published(cycle.first, "Budget monitoring")
    answer = Client().get(f"/published/{withdrawn.ref}/")
    assert answer.status_code == 410
    assert "A figure in table 1 is wrong." in answer.content.decode()
    assert Client().get(f"/meeting/{cycle.meeting.ref}/pack.pdf").status_code == 410


def everything_is_in_the_history(cycle: Cycle) -> None:
    verbs = set(Event.objects.values_list("verb", flat=True))
    assert {
        "paper asked for",
        "paper received",
        "paper sent back",
        "agenda published",
        "restricted pack issued",
        "restricted pack handed out",
        "supplement published",
        "paper withdrawn",
    } <= verbs
    late = cycle.papers["link"]
    late.refresh_from_db()
    assert late.due_on is not None and late.received_at is not None
    assert (late.received_by, late.due_on < late.received_at.date()) == (
        "Imogen Vale (by personal link)",
        True,
    )
    mails = " ".join(OutgoingMail.objects.values_list("body", flat=True))
    assert [secret for secret in SECRETS if secret in mails] == []
