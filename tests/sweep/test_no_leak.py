"""No word that is not published is found where the public looks, or with those it is not meant for."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.library.models import Publication
from meetings import actions
from partnerships.models import BriefingNote
from tests.sweep import addresses, crawl
from tests.sweep.table import TABLE
from tests.sweep.test_permissions import client_of
from tests.sweep.world import World

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("sweep")]
UNTIL = "until published: "


def inside_for_good(world: World) -> dict[str, str]:
    return {where: word for where, word in world.canaries.items() if not where.startswith(UNTIL)}


def coming_out(world: World) -> dict[str, str]:
    return {where: word for where, word in world.canaries.items() if where.startswith(UNTIL)}


def ready_meeting(world: World) -> dict[str, str]:
    """The words that publishing the ready meeting makes public."""
    return {w: c for w, c in coming_out(world).items() if "minutes" not in w}


def publish(world: World) -> list[Publication]:
    return actions.publish_agenda(meeting=world.meeting("ready"), by=world.secretary)


@pytest.mark.shows("R-1", "R-7", "R-13")
def test_the_public_finds_no_word_that_is_not_published(world: World) -> None:
    site = crawl.public_site()
    assert crawl.where_found(site, world.canaries) == []
    # The crawl has been everywhere: pages, files, packs.
    words = "\n".join(site.values())
    assert [each for each in PUBLIC_WORDS if each not in words] == []


PUBLIC_WORDS = (
    "Published words of knife crime",
    "Budget words",
    "Minuted words",
    "Confirmed words",
    "Newer words",
    "It named a child",
)


@pytest.mark.shows("R-43")
def test_what_is_published_is_found_and_the_rest_still_is_not(world: World) -> None:
    publish(world)
    site = crawl.public_site()
    assert crawl.where_found(site, inside_for_good(world)) == []
    found = {line.partition(" gives away ")[2] for line in crawl.where_found(site, coming_out(world))}
    # So the search does find a word, in the page as in the pack.
    assert found == set(ready_meeting(world))
    pack = site[f"/meeting/{world.meeting('ready').ref}/pack.pdf"].lower()
    assert [word for word in ready_meeting(world).values() if word not in pack] == []


@pytest.mark.shows("R-9")
def test_what_is_withdrawn_is_found_no_more(world: World) -> None:
    publish(world)
    meeting = world.meeting("ready")
    actions.withdraw_agenda(meeting=meeting, reason="A name stood in it.", by=world.secretary)
    site = crawl.public_site()
    assert crawl.where_found(site, world.canaries) == []
    assert "A name stood in it." in site[f"/meeting/{meeting.ref}/pack.pdf"]


def test_changed_minutes_come_out_only_when_published_again(world: World) -> None:
    minutes = world.meeting("minuted").minutes
    actions.publish_minutes(minutes=minutes, by=world.secretary)
    found = crawl.where_found(crawl.public_site(), coming_out(world))
    assert {line.partition(" gives away ")[2] for line in found} == {
        f"{UNTIL}changed words of published minutes"
    }


@pytest.mark.shows("R-6")
def test_no_way_of_asking_gets_the_bytes_of_what_was_withdrawn(world: World) -> None:
    withdrawn = world["withdrawn"]
    address = f"/published/{withdrawn.ref}/{withdrawn.file_name}"
    digest = withdrawn.file.hash
    ways: list[dict[str, Any]] = [
        {},
        {"HTTP_RANGE": "bytes=0-99"},
        {"HTTP_IF_NONE_MATCH": f'"{digest}"'},
        {"HTTP_IF_MODIFIED_SINCE": "Tue, 24 Nov 2037 10:00:00 GMT"},
    ]
    for headers in ways:
        assert [
            Client().get(address, **headers).status_code,
            Client().head(address, **headers).status_code,
        ] == [
            410,
            410,
        ]


def words_for(world: World, role: str) -> dict[str, str]:
    """Everything this role reads at the addresses of the table and of every note."""
    client = client_of(world, role)
    found = {
        name: crawl.words_of(client.get(addresses.of(world, name)))
        for name in addresses.names()
        if role in TABLE[name].get
    }
    for note in BriefingNote.objects.all():
        for page in ("note", "note_pdf", "theme", "note_decide"):
            where = reverse(f"partnerships:{page}", args=[note.pk, 1] if page == "theme" else [note.pk])
            found[where] = crawl.words_of(client.get(where))
    return found


# What each role may read of the notes; every other note's words are kept from it.
NOTES = {
    "member": {"a withheld note", "until published: an approved note"},
    "secretariat": {"a withheld note", "until published: an approved note"},
    "csp_officer": {
        "the draft note of Cranmere",
        "a note with its chair",
        "until published: an approved note",
    },
    "other_csp_officer": {
        "the draft note of Marlbury",
        "a withheld note",
        "until published: an approved note",
    },
    "report_author": set(),
    "commissioners_office": set(),
    "ex_member": set(),
    "other_secretariat": set(),
}


@pytest.mark.shows("R-8", "S1-43", "S1-58")
@pytest.mark.parametrize("role", NOTES)
def test_who_reads_the_words_of_which_note(world: World, role: str) -> None:
    notes = {where: word for where, word in world.canaries.items() if "note" in where and "why" not in where}
    found = {line.partition(" gives away ")[2] for line in crawl.where_found(words_for(world, role), notes)}
    assert found == NOTES[role]


INNER = (
    "draft",
    "private",
    "asked for",
    "on no agenda",
    "ready",
    "sent back",
    "follow-up",
    "interest",
    "terms",
)


@pytest.mark.shows("R-1", "R-15")
@pytest.mark.parametrize("role", ["ex_member", "other_secretariat", "csp_officer"])
def test_who_is_no_part_of_the_panel_reads_none_of_its_inner_words(world: World, role: str) -> None:
    inner = {
        where: word
        for where, word in world.canaries.items()
        if any(part in where for part in INNER) and not any(part in where for part in ("note", "place of"))
    }
    assert crawl.where_found(words_for(world, role), inner) == []


def test_a_member_reads_no_draft_of_agenda_paper_or_minutes(world: World) -> None:
    drafts = {
        where: word
        for where, word in world.canaries.items()
        if ("draft" in where or "ready" in where or "asked for" in where)
        and not any(part in where for part in ("note", "terms", "title of a draft meeting", "comment"))
    }
    pages = words_for(world, "member")
    # The one draft that was sent round for comments is read there on purpose.
    pages.pop("meetings:draft_mine")
    assert crawl.where_found(pages, drafts) == []


@pytest.mark.parametrize("role", ["commissioners_office", "report_author"])
def test_who_reports_to_the_panel_does_not_know_of_its_private_meetings(world: World, role: str) -> None:
    private = {
        where: word for where, word in world.canaries.items() if "private" in where and "place" not in where
    }
    assert crawl.where_found(words_for(world, role), private) == []
    assert client_of(world, role).get(f"/meetings/{world['private'].pk}/").status_code == 404
