"""The pack engine on packs of 40, 200 and 1,000 pages made from the text of the seed, no two papers alike.

References stand beside it in the same run: WeasyPrint laying out the same content as one tagged document,
pypdf merging the same papers with a page-number overlay (the tags are lost), Typst setting the same words.
"""

import io
import json
import re
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import pikepdf
from pypdf import PdfReader, PdfWriter

from bench.figures import QUICK, Figure, seconds
from foundation.documents.layout import render
from foundation.documents.models import RenderedComponent
from foundation.documents.packing import kept_packs, packs
from foundation.documents.pdf import checking
from foundation.documents.store import files
from meetings.papers.documents.report import ReportDocument
from tests import validator
from tests.acceptance import llr_reports

OPTIONS = packs.Options(title="Agenda pack")
SIZES = (40, 200) if QUICK else (40, 200, 1000)
# One copy of the three reports of the seed.
PAGES_OF_A_COPY = 36
WEASYPRINT = """
import sys, time, weasyprint
html = sys.stdin.read()
start = time.perf_counter()
document = weasyprint.HTML(string=html).render(pdf_variant="pdf/ua-1")
document.write_pdf(pdf_variant="pdf/ua-1")
print(len(document.pages), time.perf_counter() - start)
"""
SHELL = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>Agenda</title><style>{css}</style></head>'
    "<body>{body}</body></html>"
)


@dataclass
class Build:
    """A finished pack and how long it took."""

    pack: packs.BuiltPack
    whole: float


def figures() -> Iterator[Figure]:
    """Every figure of the engine."""
    render.pdfs([copy_of(0)[-1]])  # starts the layout processes, so that no side pays for it
    per_page: dict[int, float] = {}
    for size in SIZES:
        cold = build(papers_of(size), is_cold=True)
        per_page[size] = cold.whole / cold.pack.pages
        yield from figures_of(size, cold)
    if not QUICK:
        growth = per_page[1000] / per_page[200]
        yield Figure("engine: time per page, 1,000 pages / 200 pages", growth, "ratio", 1.25)


def figures_of(size: int, cold: Build) -> Iterator[Figure]:
    """The figures of one size of pack, whose cold build has just been made."""
    name = f"engine, {size} pages"
    papers = papers_of(size)
    same = min(build(papers).whole for _ in range(3))
    changed = min(build(one_changed(papers, turn)).whole for turn in range(3))
    yield Figure(f"{name}: pages", cold.pack.pages, "pages")
    yield Figure(f"{name}: cold build", cold.whole, "s")
    yield Figure(f"{name}: pages a second, cold", cold.pack.pages / cold.whole, "1/s")
    yield Figure(f"{name}: one paper changed", changed, "s")
    whole_pages, one = one_document(papers)
    yield Figure(f"{name}: as one tagged document", one, "s")
    # Both per page: as one document it has no leaves.
    ratio = (cold.whole / cold.pack.screen_pages) / (one / whole_pages)
    yield Figure(f"{name}: cold / one tagged document", ratio, "ratio", {200: 0.8, 1000: 0.5}.get(size))
    goal = {200: 0.1, 1000: 0.08}.get(size)
    yield Figure(f"{name}: one paper changed / cold", changed / cold.whole, "ratio", goal)
    yield Figure(f"{name}: nothing changed / cold", same / cold.whole, "ratio", 0.06 if size > 40 else None)
    if size == SIZES[-1]:
        yield from figures_of_the_largest(name, papers, cold)


def papers_of(size: int) -> list[ReportDocument]:
    """The papers of a pack of about so many pages."""
    return [paper for copy in range(max(1, round(size / PAGES_OF_A_COPY))) for paper in copy_of(copy)]


def figures_of_the_largest(name: str, papers: list[ReportDocument], cold: Build) -> Iterator[Figure]:
    """What is asked of the largest pack only."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield Figure(f"{name}: peak memory", peak, "MB", 500)
    # In turn, so that all meet the same noise; put together anew each time, never taken from what is kept.
    rounds = [(assembly(papers), merged_by_pypdf(papers)) for _ in range(3)]
    checked = min(check for (_, check), _ in rounds)
    whole, merged = min(took for (took, _), _ in rounds), min(took for _, took in rounds)
    yield Figure(f"{name}: assembly with tags, check included", whole, "s")
    yield Figure(f"{name}: the check in it", checked, "s")
    yield Figure(f"{name}: pypdf merge and overlay", merged, "s")
    yield Figure(f"{name}: pypdf / assembly, our check included", merged / whole, "ratio")
    # pypdf checks nothing, so our check at every build stands apart.
    ratio = merged / (whole - checked)
    yield Figure(f"{name}: pypdf merge and overlay / assembly with tags", ratio, "ratio", at_least=2.5)
    pages, words = set_by_typst(papers)
    ratio = (cold.whole / cold.pack.pages) / (words / pages)
    yield Figure(f"{name}: cold, per page / Typst, per page", ratio, "ratio")
    faults = len(checking.check(cold.pack.data)) + len(validator.fails(cold.pack.data))
    yield Figure(f"{name}: faults found by our checker and by veraPDF", faults, "faults", 0)


def copy_of(number: int) -> list[ReportDocument]:
    """The reports of the seed, with words of their own."""
    reports = [
        llr_reports.strategic_partnership_board(),
        llr_reports.knife_crime(),
        llr_reports.special_interest_group(),
    ]
    return [perturbed(report, f"{number}") for report in reports]


def perturbed(report: ReportDocument, word: str) -> ReportDocument:
    """The report with every tenth sentence a little different."""
    count = 0

    def change(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return f" {word}.</p>" if count % 10 == 0 else found[0]

    body = re.sub(r"\.</p>", change, report.body)
    return replace(report, title=f"{report.title} ({word})", body=body)


def one_changed(papers: list[ReportDocument], turn: int) -> list[ReportDocument]:
    """The shortest paper in the middle with one more sentence."""
    place = (len(papers) // 2 // 3) * 3 + 2
    paper = papers[place]
    changed = replace(paper, purpose=f"{paper.purpose}<p>Changed {turn}.</p>")
    return [*papers[:place], changed, *papers[place + 1 :]]


def build(papers: list[ReportDocument], *, is_cold: bool = False) -> Build:
    """Lay out what is not laid out yet (cold: everything), make the front sheet, and bind it all."""
    if is_cold:
        RenderedComponent.objects.all().delete()
    made: list[packs.BuiltPack] = []
    ahead = packs.Ahead()
    whole = seconds(
        lambda: made.append(kept_packs.assemble(front, parts_of(papers, ahead.read), OPTIONS, ahead=ahead))
    )
    return Build(made[0], whole)


def parts_of(papers: list[ReportDocument], meanwhile: render.Meanwhile | None = None) -> list[packs.Part]:
    """The papers laid out, as parts of a pack."""
    components = render.pdfs(papers, meanwhile=meanwhile)
    return [
        packs.Part(key=str(at), title=paper.title, mark=f"Agenda Item {at}", data=files.read(component.file))
        for at, (paper, component) in enumerate(zip(papers, components, strict=True), start=1)
    ]


def front(ranges: packs.Ranges) -> RenderedComponent:
    """The front sheet: every paper with a link and its pages."""
    rows = "".join(
        f'<tr><th scope="row">{key}</th><td><a href="https://pack.invalid/{key}">Paper {key}</a></td>'
        f"<td>Pages {first} to {last}</td></tr>"
        for key, (first, last) in ranges.items()
    )
    body = f"<h1>Agenda</h1><table><tbody>{rows}</tbody></table>"
    return render.html_to_pdfs([SHELL.format(css=render.stylesheet(), body=body)])[0]


def assembly(papers: list[ReportDocument]) -> tuple[float, float]:
    """Seconds to put laid out papers together, and those of them that our check takes."""
    parts, checks = parts_of(papers), [0.0]
    check = checking.faults

    def timed(*asked: Any, **how: Any) -> list[checking.Fault]:
        found: list[list[checking.Fault]] = []
        checks[0] += seconds(lambda: found.append(check(*asked, **how)))
        return found[0]

    with mock.patch.object(checking, "faults", timed):
        whole = seconds(lambda: packs.assemble(front, parts, OPTIONS))
    return whole, checks[0]


def one_document(papers: list[ReportDocument]) -> tuple[int, float]:
    """The same content as one document, laid out by WeasyPrint as it comes: pages and seconds."""
    bodies = [re.sub(r"(?s).*<body[^>]*>(.*)</body>.*", r"\1", render.paper(paper)) for paper in papers]
    body = "".join(f'<div style="break-before: page">{each}</div>' for each in bodies)
    html = SHELL.format(css=render.stylesheet(), body=body)
    command = [sys.executable, "-c", WEASYPRINT]
    told = subprocess.run(command, input=html, capture_output=True, text=True, check=True)
    pages, took = told.stdout.split()
    return int(pages), float(took)


def merged_by_pypdf(papers: list[ReportDocument]) -> float:
    """Seconds of the plain way: append every paper, then lay a page number over each page."""
    data = [files.read(component.file) for component in render.pdfs(papers)]
    count = sum(len(pikepdf.open(io.BytesIO(each)).pages) for each in data)
    numbers = PdfReader(io.BytesIO(_numbers(count)))

    def work() -> None:
        writer = PdfWriter()
        for each in data:
            writer.append(PdfReader(io.BytesIO(each)))
        for page, number in zip(writer.pages, numbers.pages, strict=True):
            page.merge_page(number)
        writer.write(io.BytesIO())

    return seconds(work)


def _numbers(count: int) -> bytes:
    """A page with its number, so many times: the overlay, made before the clock runs."""
    empty = packs.Part(key="x", title="x", data=_blank(count))
    return packs.assemble(None, [empty], packs.Options(title="x", leaves=False)).data


def _blank(count: int) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(count):
        pdf.add_blank_page(page_size=(595, 842))
    pdf.save(out)
    return out.getvalue()


def set_by_typst(papers: list[ReportDocument]) -> tuple[int, float]:
    """The same words set by Typst, tagged: pages and seconds."""
    import typst

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pack.typ"
        words = [re.sub(r"<[^>]+>", " ", f"{paper.purpose}{paper.body}") for paper in papers]
        text = "\n\n".join(
            f"#pagebreak(weak: true)\n= #{json.dumps(paper.title)}\n#{json.dumps(said)}"
            for paper, said in zip(papers, words, strict=True)
        )
        source.write_text(f'#set document(title: "Pack")\n#set text(size: 12pt)\n{text}')
        made: list[bytes] = []
        took = seconds(lambda: made.append(typst.compile(str(source))))
    return len(pikepdf.open(io.BytesIO(made[0])).pages), took
