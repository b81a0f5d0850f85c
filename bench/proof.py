"""The proof before publishing a pack of 200 pages, searched for restricted words, against its cold build."""

from collections.abc import Iterator

from django.utils import timezone

from bench import engine
from bench.figures import QUICK, Figure, seconds
from foundation.documents.models import RenderedComponent
from meetings import actions
from meetings.models import Pack
from meetings.publishing.proof import Proof
from tests.builders import papers
from tests.builders.restricted import Private, make_private, restrict

PAGES = 40 if QUICK else 200


def figures() -> Iterator[Figure]:
    """The first proof of a new pack, when nothing of it was searched before, and the second."""
    world = meeting_of(PAGES)
    began = timezone.now()
    whole = seconds(lambda: build(world))
    pack = Pack.objects.filter(meeting=world.meeting).latest("number")
    assert pack.built_at is not None
    # Until the pack can be read; then it is searched ahead, which no one waits for.
    cold = (pack.built_at - began).total_seconds()
    first = seconds(lambda: proof(world))
    again = seconds(lambda: proof(world))
    name = f"proof, {PAGES} pages"
    yield Figure(f"{name}: pages", pack.page_count, "pages")
    yield Figure(f"{name}: cold build", cold, "s")
    yield Figure(f"{name}: searched ahead once the pack is whole", whole - cold, "s")
    yield Figure(f"{name}: proof before publishing", first, "s")
    yield Figure(f"{name}: the same proof again", again, "s")
    yield Figure(
        f"{name}: proof before publishing / cold build", first / cold, "ratio", None if QUICK else 0.25
    )


def meeting_of(pages: int) -> Private:
    """An agreed agenda with so many pages of open reports, an exempt item and an exempt appendix."""
    world = make_private()
    for report in engine.papers_of(pages):
        paper = actions.write_paper(body=world.body, title=report.title, report=report, by=world.clerk)
        actions.place_paper(item=world.items[0], paper=paper, by=world.clerk)
        actions.clear_paper(paper=paper, by=world.clerk)
    restrict(world)
    world.sign_all()
    papers.agree(world.meeting, world.clerk)
    return world


def build(world: Private) -> None:
    """The public pack, everything laid out anew."""
    RenderedComponent.objects.all().delete()
    pack = papers.build(world.meeting, world.clerk, Pack.Kind.AGENDA)
    if pack.status != Pack.Status.WHOLE:
        raise RuntimeError(pack.failure)


def proof(world: Private) -> None:
    """The proof sheet. Raises RuntimeError unless it looked for restricted words and found none."""
    found = Proof.of(world.meeting, timezone.now())
    if found.leak is None or not found.leak.is_met or "nothing found" not in found.leak.sentence:
        raise RuntimeError(f"The proof did not search: {found.leak}")
