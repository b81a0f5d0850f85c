import io
import re
import subprocess
from typing import Any

import pikepdf
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from foundation.documents.layout import render
from foundation.documents.packing import packs
from foundation.documents.packing.packs import Options, Part, Placed
from foundation.documents.pdf import checking
from foundation.documents.store import files

pytestmark = pytest.mark.on("postgresql")


MM = 72 / 25.4
A4 = (595.28, 841.89)
Ranges = dict[str, tuple[int, int]]
Spot = tuple[int, str, float, float, float]


def pdf(pages: int, words: str = "", *, size: tuple[float, float] = A4, **page_keys: Any) -> bytes:
    """A small PDF with a word on each page."""
    made = pikepdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(1, pages + 1):
        page = made.add_blank_page(page_size=size)
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.obj.Contents = made.make_stream(f"BT /F1 12 Tf 200 400 Td ({words} {number}) Tj ET".encode())
        for key, value in page_keys.items():
            page.obj[f"/{key}"] = value
    out = io.BytesIO()
    made.save(out, deterministic_id=True)
    return out.getvalue()


def part(key: str, pages: int, **more: Any) -> Part:
    return Part(
        key=key, title=f"Paper {key}", mark=f"Agenda Item {key}", data=pdf(pages, f"body {key}"), **more
    )


def text(data: bytes) -> list[str]:
    """The words of each page, in reading order, on one line."""
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True
    ).stdout
    return [" ".join(page.split()) for page in told.decode().split("\f")[:-1]]


def spots(data: bytes) -> list[Spot]:
    """Page, word, left, right and baseline of every word, in millimetres from the top left as it is read."""
    told = subprocess.run(
        ["pdftotext", "-bbox", "-cropbox", "-", "-"], input=data, capture_output=True, check=True
    ).stdout
    found, page = [], 0
    for line in told.decode().splitlines():
        page += "<page " in line
        if match := re.search(r'xMin="(.*?)" yMin="(.*?)" xMax="(.*?)" yMax="(.*?)">(.*?)<', line):
            left, top, right, foot = (float(match[at]) / MM for at in range(1, 5))
            # The box of a 12 pt line reaches from 0.905 em above the baseline to 0.212 em below it.
            baseline = foot - 0.212 / 1.117 * (foot - top)
            found.append((page, match[5], round(left, 1), round(right, 1), round(baseline, 1)))
    return found


def test_papers_begin_on_right_hand_pages_with_leaves_between() -> None:
    built = packs.assemble(
        lambda ranges: pdf(1, "front"), [part("9", 2), part("10", 1)], Options(title="Pack")
    )
    assert built.placed == [
        Placed(None, "front", 1, 1),
        Placed(None, "leaf", 2, 2),
        Placed("9", "paper", 3, 4),
        Placed("10", "paper", 5, 5),
    ]
    assert text(built.data) == [
        "front 1 1",
        "This page is intentionally left blank 2",
        "Agenda Item 9 body 9 1 3",
        "body 9 2 4",
        "Agenda Item 10 body 10 1 5",
    ]
    assert (built.pages, built.ranges) == (5, {"9": (3, 4), "10": (5, 5)})


def test_without_leaves_papers_follow_at_once_and_a_supplement_goes_on_counting() -> None:
    options = Options(title="Supplement", leaves=False, first_page=37)
    built = packs.assemble(None, [part("9", 2), part("10", 1)], options)
    assert [page.rsplit(" ", 1)[1] for page in text(built.data)] == ["37", "38", "39"]
    with pikepdf.open(io.BytesIO(built.data)) as made:
        assert [str(page.label) for page in made.pages] == ["37", "38", "39"]


def test_a_draft_says_so_on_every_page() -> None:
    built = packs.assemble(lambda ranges: pdf(1, "front"), [part("9", 1)], Options(title="Pack", draft=True))
    assert [page.split()[0] for page in text(built.data)] == ["DRAFT"] * 3


def test_a_draft_paper_says_so_on_its_pages_in_a_pack_that_is_none() -> None:
    minutes = Part(key="9", title="Minutes", data=pdf(2, "paper 9"), is_draft=True)
    built = packs.assemble(None, [minutes, part("10", 1)], Options(title="Pack", leaves=False))
    assert [page.split()[0] == "DRAFT" for page in text(built.data)] == [True, True, False]
    marked = packs.assemble(None, [minutes], Options(title="Pack", left_mark="RESTRICTED"))
    assert [page.split()[0] for page in text(marked.data)] == ["RESTRICTED", "RESTRICTED"]


def test_marks_stand_where_design_keeps_room_for_them() -> None:
    built = packs.assemble(None, [part("9", 1)], Options(title="Pack", draft=True))
    found = {word: (left, right, baseline) for _, word, left, right, baseline in spots(built.data)}
    assert found["DRAFT"][0::2] == (25.0, 18.0)
    assert found["9"][1:] == (185.0, 18.0) or found["Item"][2] == 18.0
    one = next(spot for spot in spots(built.data) if spot[4] > 270)
    assert (one[1], round((one[2] + one[3]) / 2), one[4]) == ("1", 105, 285.0)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_marks_stand_upright_on_turned_cropped_and_odd_pages(turn: int) -> None:
    crop = Array([50, 60, 500, 760])
    data = pdf(1, "body", size=(595.28, 841.89), Rotate=turn, CropBox=crop)
    built = packs.assemble(
        None, [Part(key="1", title="Turned", mark="Agenda Item 1", data=data)], Options(title="x")
    )
    width, height = (450 / MM, 700 / MM) if turn in (0, 180) else (700 / MM, 450 / MM)
    found = spots(built.data)
    number = max((spot for spot in found if spot[1] == "1"), key=lambda spot: spot[4])
    assert abs((number[2] + number[3]) / 2 - width / 2) < 0.3
    assert abs(number[4] - (height - 12)) < 0.3
    mark = next(spot for spot in found if spot[1] == "Agenda")
    assert abs(mark[4] - 18) < 0.3


def test_a_page_that_leaves_its_drawing_state_askew_does_not_move_the_marks() -> None:
    askew = pikepdf.open(io.BytesIO(pdf(1, "body")))
    askew.pages[0].contents_add(b"0.5 0 0 0.5 100 100 cm", prepend=True)
    out = io.BytesIO()
    askew.save(out)
    straight = packs.assemble(None, [part("1", 1)], Options(title="x"))
    built = packs.assemble(
        None, [Part(key="1", title="x", mark="Agenda Item 1", data=out.getvalue())], Options(title="x")
    )

    def marks(data: bytes) -> list[Spot]:
        return [spot for spot in spots(data) if spot[4] < 20 or spot[4] > 280]

    assert marks(built.data) == marks(straight.data)


def test_equal_input_gives_equal_bytes() -> None:
    def build() -> bytes:
        return packs.assemble(lambda ranges: pdf(1, "front"), [part("9", 2)], Options(title="Pack")).data

    assert build() == build()


def test_the_front_sheet_is_made_until_it_names_the_pages_that_come_out() -> None:
    seen = []

    def front(ranges: Ranges) -> bytes:
        seen.append(dict(ranges))
        return pdf(3, f"front {ranges['9'][0]}")

    built = packs.assemble(front, [part("9", 1)], Options(title="Pack"))
    assert (seen, built.ranges) == ([{"9": (3, 3)}, {"9": (5, 5)}], {"9": (5, 5)})
    assert text(built.data)[0] == "front 5 1 1"


def test_two_lengths_that_chase_each_other_are_settled_with_a_leaf() -> None:
    def front(ranges: Ranges) -> bytes:
        return pdf(2 if ranges["9"][0] <= 3 else 1, "front")

    options = Options(title="Pack", leaves=False)
    built = packs.assemble(front, [part("9", 1), part("10", 1)], options)
    first = built.ranges["9"][0]
    assert merging_count(built.data) == built.pages
    assert text(built.data)[first - 1].startswith("Agenda Item 9")


def merging_count(data: bytes) -> int:
    with pikepdf.open(io.BytesIO(data)) as made:
        return len(made.pages)


@hypothesis_settings(max_examples=200, deadline=None)
@given(st.integers(0, 6), st.lists(st.integers(1, 9), max_size=12), st.booleans(), st.integers(1, 60))
def test_no_page_is_lost_or_counted_twice(
    front: int, counts: list[int], leaves: bool, first_page: int
) -> None:
    keys = [str(at) for at in range(len(counts))]
    placed = packs.plan(front, keys, counts, Options(title="x", leaves=leaves, first_page=first_page))
    pages = [number for each in placed for number in range(each.first, each.last + 1)]
    assert pages == list(range(first_page, first_page + len(pages)))
    leaf_count = sum(each.kind == "leaf" for each in placed)
    assert len(pages) == front + sum(counts) + leaf_count
    assert leaves or leaf_count == 0
    assert not leaves or [each.first % 2 for each in placed if each.kind == "paper"] == [1] * len(counts)


@pytest.mark.django_db
def test_links_outline_labels_and_title_lead_to_the_printed_pages() -> None:
    body = (
        '<h1>Paper nine</h1><p><a href="#far">far</a> <a href="https://a.example/">out</a></p><h2>First</h2><p>x</p>'
        '<h2 id="far" style="break-before:page">Second</h2><p>y</p>'
    )
    front = '<h1>Agenda</h1><p><a href="https://pack.invalid/item%209">Nine</a> <a href="https://pack.invalid/x">x</a>'
    shell = '<!DOCTYPE html><html lang="en-GB"><head><title>t</title></head><body>{}</body></html>'
    [paper, sheet] = render.html_to_pdfs([shell.format(body), shell.format(front)])
    nine = Part(
        key="item 9", title="Nine", mark="Agenda Item 9", data=files.read(paper.file), outline_label="9. Nine"
    )
    built = packs.assemble(lambda ranges: sheet, [nine], Options(title="Reports & pack"))
    made = pikepdf.open(io.BytesIO(built.data))
    places: dict[Any, int] = {page.objgen: number for number, page in enumerate(made.pages, 1)}

    def leads_to(page: int) -> list[object]:
        links = made.pages[page - 1].obj.get("/Annots", ())
        return [places[link.Dest[0].objgen] if "/Dest" in link else str(link.A.URI) for link in links]

    assert (leads_to(1), leads_to(3)) == ([3], [4, "https://a.example/"])
    with made.open_outline() as outline:
        root: list[Any] = outline.root
        lines = [
            (line.title, [(each.title, places[each.destination[0].objgen]) for each in line.children])
            for line in root
        ]
    assert lines == [("Agenda", []), ("9. Nine", [("First", 3), ("Second", 4)])]
    assert [str(page.label) for page in made.pages] == ["1", "2", "3", "4"]
    assert (str(made.docinfo["/Title"]), str(made.Root.Lang)) == ("Reports & pack", "en-GB")
    assert bool(made.Root.ViewerPreferences.DisplayDocTitle) is True
    with made.open_metadata() as meta:
        assert (meta["dc:title"], meta["pdfuaid:part"]) == ("Reports & pack", "1")
    assert checking.check(built.data) == []


def test_marks_are_artifacts_in_an_embedded_face_and_any_language() -> None:
    data = packs.assemble(
        None,
        [Part(key="1", title="x", mark="Eitem ŵ ŷ 9", data=pdf(1))],
        Options(title="x", left_mark="RESTRICTED"),
    ).data
    assert text(data) == ["RESTRICTED Eitem ŵ ŷ 9 1 1"]
    told = subprocess.run(["pdffonts", "-"], input=data, capture_output=True, check=True).stdout.decode()
    assert [line.split()[0].partition("+")[2] for line in told.splitlines()[2:] if "Liberation" in line] == [
        "LiberationSans-Bold"
    ]
    made = pikepdf.open(io.BytesIO(data))
    drawn = made.pages[0].obj.Contents[-1].read_bytes()
    assert drawn.count(b"/Artifact <</Type /Pagination") == drawn.count(b"BT") == 3


def test_two_papers_may_not_share_a_key() -> None:
    with pytest.raises(ValueError, match="same key"):
        packs.assemble(None, [part("9", 1), part("9", 1)], Options(title="x"))


def test_progress_is_told_paper_by_paper() -> None:
    told = []
    packs.assemble(
        None,
        [part("9", 1), part("10", 1)],
        Options(title="x"),
        lambda done, total, step: told.append((done, total)),
    )
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


@pytest.mark.shows("S4-77")
def test_the_screen_version_leaves_out_the_leaves_and_keeps_every_number() -> None:
    options = Options(title="Pack", with_screen=True)
    built = packs.assemble(lambda ranges: pdf(1, "front"), [part("9", 2), part("10", 1)], options)
    assert built.screen is not None
    assert text(built.screen) == [words for words in text(built.data) if "left blank" not in words]
    with pikepdf.open(io.BytesIO(built.screen)) as screen, pikepdf.open(io.BytesIO(built.data)) as paper:
        assert [str(page.label) for page in screen.pages] == ["1", "3", "4", "5"]
        assert [str(page.label) for page in paper.pages] == ["1", "2", "3", "4", "5"]
        assert len(paper.pages) == len(screen.pages) + built.leaves
    assert (built.pages, built.screen_pages, built.leaves) == (5, 4, 1)


def test_a_pack_without_leaves_needs_no_second_version() -> None:
    options = Options(title="Pack", leaves=False, with_screen=True)
    assert packs.assemble(None, [part("9", 2)], options).screen is None


def test_pages_with_a_prefix_bear_it_on_paper_and_in_the_reader() -> None:
    options = Options(title="Supplement 1", first_page=1, page_prefix="S1-")
    built = packs.assemble(lambda ranges: pdf(1, "front"), [part("9", 1)], options)
    assert [page.rsplit(" ", 1)[1] for page in text(built.data)] == ["S1-1", "S1-2", "S1-3"]
    with pikepdf.open(io.BytesIO(built.data)) as made:
        assert [str(page.label) for page in made.pages] == ["S1-1", "S1-2", "S1-3"]
