"""The pack of the real meeting of June 2018: cold, with one paper changed, and the assembly alone."""

import shutil
from collections.abc import Iterator

from django.conf import settings

from bench.figures import Figure, seconds
from foundation.documents.layout import render
from foundation.documents.models import RenderedComponent
from foundation.documents.packing import packs
from foundation.documents.store import files
from foundation.jobs import queue
from meetings import actions
from meetings.models import Meeting, Pack
from meetings.papers.documents.parts import papers_of
from tests.acceptance import llr, llr_meetings, llr_reports


def figures() -> Iterator[Figure]:
    """Cold, warm and assembly, from one run."""
    panel = llr.set_up()
    hearing = llr_meetings.hearing(panel)
    march = llr_meetings.march(panel, hearing)
    june = llr_meetings.june(panel, march)
    llr_meetings.minute_march(panel, march)
    build(panel, june)  # starts the layout processes, so that neither side pays for it
    cold_times, changed_times, joined_times = [], [], []
    for turn in range(3):
        forget_layouts()
        change(panel, june, f"cold {turn}")
        cold_times.append(seconds(lambda: build(panel, june)))
        change(panel, june, f"warm {turn}")
        changed_times.append(seconds(lambda: build(panel, june)))
        joined_times.append(assembly(june))
    cold, changed, joined = min(cold_times), min(changed_times), min(joined_times)
    pages = Pack.objects.filter(meeting=june).latest("number").page_count
    yield Figure("pack of seed 004: pages", pages, "pages")
    yield Figure("pack of seed 004: cold build", cold, "s")
    yield Figure("pack of seed 004: one short paper changed", changed, "s")
    yield Figure("pack of seed 004: one short paper changed / cold", changed / cold, "ratio", at_most=0.5)
    yield Figure("pack of seed 004: assembly / cold", joined / cold, "ratio", at_most=0.1)


def build(panel: llr.Panel, meeting: Meeting) -> None:
    """Ask for the draft pack and build it in this process."""
    with llr.on(2018, 5, 24):
        actions.ask_for_pack(meeting=meeting, kind=Pack.Kind.DRAFT, by=panel.clerk)
        queue.run_pending()
        newest = Pack.objects.filter(meeting=meeting).latest("number")
        if newest.status != Pack.Status.WHOLE:
            raise RuntimeError(newest.failure)


def change(panel: llr.Panel, meeting: Meeting, word: str) -> None:
    """One more word in the shortest report, the secretariat's."""
    with llr.on(2018, 5, 23):
        paper = meeting.items.get(title__startswith="Special Interest").placements.get().paper
        actions.reopen_paper(paper=paper, by=panel.clerk)
        report = llr_reports.special_interest_group()
        newest = paper.latest
        text = f"{report.purpose}<p>Changed: {word}.</p>"
        actions.save_paper(
            paper=paper,
            report=type(report)(**{**report.__dict__, "purpose": text}),
            based_on=newest.number if newest else 0,
            by=panel.clerk,
        )
        actions.clear_paper(paper=paper, by=panel.clerk)


def forget_layouts() -> None:
    """Throw away everything laid out so far."""
    RenderedComponent.objects.all().delete()


def assembly(meeting: Meeting) -> float:
    """Seconds to bind the finished components: copying, marks, numbers, outline, links."""
    components = [
        (paper, files.read(render.pdf(paper.document).file)) for paper in papers_of(meeting) if paper.document
    ]
    parts = [
        packs.Part(key=paper.placement.ref, title=paper.title, mark=paper.mark, data=data)
        for paper, data in components
    ]
    options = packs.Options(title="Pack", language="en-GB", leaves=True, draft=False)
    return seconds(lambda: packs.assemble(front=None, parts=parts, options=options))


def clean() -> None:
    """Remove the stored files of the run."""
    shutil.rmtree(settings.FILES_DIR, ignore_errors=True)
