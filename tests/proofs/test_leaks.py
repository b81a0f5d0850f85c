"""No word of restricted business is found in anything the public, or somebody not entitled, can fetch."""

import os

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse

from foundation.accounts.models import User
from foundation.history.actors import Actor
from foundation.jobs.models import OutgoingMail
from foundation.library.models import Publication
from meetings import actions
from meetings.models import Meeting, Placement, Restriction
from tests.sweep import crawl
from tests.sweep.mixed import Mixed, add_meeting, make_mixed, publish
from tests.sweep.table import TABLE

pytestmark = [
    pytest.mark.once("sqlite"),
    pytest.mark.django_db,
    pytest.mark.usefixtures("clock"),
]
TRUST = bool(os.environ.get("PANELBOOK_TRUST"))
# Panels with their meetings, each with a public pack and two restricted things or more: 300 packs.
PANELS, MEETINGS = (100, 3) if TRUST else (1, 2)
# Who asks in every panel, for the public pages too. In `make trust` of the others each third in turn does.
NEAREST = ("shut_out", "other_secretariat")
MEETING_WORDS = ("draft", "published", "ready", "private", "held", "minuted", "confirmed", "visit")
PLACEMENT_WORDS = ("placement", "ready_placement", "draft_placement", "late_placement", "following_placement")


def build_panel(seed: int) -> Mixed:
    """A panel by chance with its meetings, all of them published."""
    mixed = make_mixed(seed)
    for number in range(MEETINGS):
        publish(mixed, add_meeting(mixed, number))
    return mixed


def inner_addresses(meeting: Meeting) -> list[str]:
    """The pages of the secretariat for this meeting and for everything restricted in it."""
    rows = list(Restriction.objects.standing().of_meeting(meeting.pk))
    items = [each.item for each in rows if each.item]
    kept = [each.placement for each in rows if each.placement]
    kept += list(Placement.objects.filter(item__in=items).order_by("pk"))
    known: dict[str, list[object]] = dict.fromkeys(MEETING_WORDS, [meeting.pk])
    known |= dict.fromkeys(PLACEMENT_WORDS, [each.pk for each in kept[:2]])
    known |= {"item": [each.pk for each in items[:1]], "paper": [each.paper_id for each in kept[:2]]}
    known |= {"restriction": [each.pk for each in rows[:2]]}
    found = []
    for name, row in TABLE.items():
        if name.startswith("meetings:") and len(row.at) == 1:
            found += [reverse(name, args=[pk]) for pk in known.get(row.at[0], [])]
        elif name.startswith("meetings:") and len(row.at) == 2 and row.at[0] in MEETING_WORDS:
            for pk in [*known.get(row.at[1], []), *(pack.number for pack in meeting.packs.all())]:
                try:
                    found.append(reverse(name, args=[meeting.pk, pk]))
                except NoReverseMatch:
                    continue
    return sorted(set(found))


def read_as(user: User, addresses: list[str]) -> dict[str, str]:
    """What somebody signed in gets at each address."""
    client = Client()
    client.force_login(user)
    return {address: crawl.words_of(client.get(address)) for address in addresses}


@pytest.mark.long
@pytest.mark.shows("R-1", "R-3", "R-14")
@pytest.mark.parametrize("seed", range(PANELS))
def test_no_restricted_word_is_found_in_public_or_by_those_not_entitled(seed: int) -> None:
    mixed = build_panel(seed)
    packs = Publication.objects.filter(kind=Publication.Kind.PACK).count()
    assert (packs, len(mixed.restricted) >= 2 * MEETINGS) == (MEETINGS, True)
    site = crawl.public_site()
    assert crawl.where_found(site, mixed.canaries) == []
    # So the crawl does find words: every open one is there.
    everything = "\n".join(site.values()).lower()
    assert [word for word in mixed.open_words if word not in everything] == []
    mails = {f"mail {each.pk}": f"{each.subject} {each.body}".lower() for each in OutgoingMail.objects.all()}
    assert crawl.where_found(mails, mixed.canaries) == []
    inner = inner_addresses(mixed.meetings[0])
    # Files are the same for everybody; a page may say more to somebody who is signed in.
    public = [address for address in site if not address.endswith(".pdf")]
    others = [role for role in mixed.users if role not in NEAREST]
    for role in [*NEAREST, *(others[seed % 3 :: 3] if TRUST else others)]:
        asked = [*inner, *public] if TRUST or role in NEAREST else inner
        found = crawl.where_found(read_as(mixed.users[role], asked), mixed.canaries)
        assert found == [], role


@pytest.mark.shows("R-4")
@pytest.mark.parametrize("before", ["replaced", "withdrawn"])
def test_what_is_restricted_after_it_was_public_is_gone_from_every_public_place(before: str) -> None:
    mixed = make_mixed(7, shows_page_gaps=True)
    meeting = add_meeting(mixed, 0, most=0)
    clerk = mixed.clerk
    secrets = {"title": "qxlatertitlezq", "words": "qxlaterwordszq", "line": "qxlaterlinezq"}
    from tests.builders.papers import make_report

    item = actions.add_item(meeting=meeting, title=f"Later {secrets['line']}", by=clerk, business="report")
    title = f"Later {secrets['title']}"
    report = make_report(title, body=f"<p>It says {secrets['words']} there.</p>", appendices=[])
    paper = actions.write_paper(body=mixed.body, title=title, report=report, by=clerk)
    placement = actions.place_paper(item=item, paper=paper, by=clerk)
    publish(mixed, meeting)
    assert len(crawl.where_found(crawl.public_site(), secrets)) > 3
    if before == "replaced":
        published = Publication.objects.get(source_ref=placement.ref)
        again(published, clerk)
    elif before == "withdrawn":
        actions.withdraw_paper(placement=placement, reason="A wrong figure.", by=clerk)
    actions.restrict_item(
        item=item, by=clerk, ground="exempt", paragraphs=[3], public_interest_reason="P", shows_title=False
    )
    assert crawl.where_found(crawl.public_site(), {**mixed.canaries, **secrets}) == []


def again(published: Publication, by: Actor) -> None:
    """A second version of the same paper, as a supplement brings it."""
    from foundation.documents.layout.document import from_data
    from foundation.library import publishing as library

    library.publish(
        document=from_data(published.data),
        kind=published.kind,
        source_ref=published.source_ref,
        by=by,
        meeting=published.meeting,
        file=published.file,
        file_name=published.file_name,
    )
