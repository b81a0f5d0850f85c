"""Pages with something in the place of the marks are drawn smaller; words, links and headings come along."""

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from foundation.documents.packing import packs
from foundation.documents.pdf import stamps
from tests.foundation.documents.packing.test_packs import spots, text
from tests.foundation.documents.vetting.test_inspect_pages import codes, drawn

FOOT_NUMBER = "BT /F1 12 Tf 1 0 0 1 292 36 Tm (7) Tj 1 0 0 1 60 792 Tm (Report) Tj ET "
ACROSS = "BT /F1 12 Tf 0 1 -1 0 559 420 Tm (7) Tj 0 1 -1 0 50 60 Tm (Report) Tj ET "

pytestmark = pytest.mark.shows("S4-60")


@pytest.mark.parametrize(
    ("content", "turn"), [(FOOT_NUMBER, 0), (FOOT_NUMBER, 180), (ACROSS, 90), (ACROSS, 270)]
)
def test_the_place_of_the_marks_is_free_afterwards(content: str, turn: int) -> None:
    data = drawn(content, turn=turn)
    assert codes(data) == {"marks_zone": [1]}
    smaller = stamps.make_room(data, [1])
    assert codes(smaller) == {}
    assert sorted(text(smaller)[0].split()) == ["7", "Report"]


def test_pages_that_are_not_named_stay_and_the_count_too() -> None:
    data = drawn(FOOT_NUMBER, FOOT_NUMBER, FOOT_NUMBER)
    smaller = stamps.make_room(data, [2, 9])
    assert codes(smaller) == {"marks_zone": [1, 3]}
    assert [len(pikepdf.open(io.BytesIO(each)).pages) for each in (data, smaller)] == [3, 3]
    assert stamps.make_room(data, []) == data


def test_the_pack_number_and_the_page_number_of_the_file_stand_apart() -> None:
    data = stamps.make_room(drawn(FOOT_NUMBER), [1])
    part = packs.Part(key="a", title="Paper", data=data, mark="Agenda Item 9")
    built = packs.assemble(None, [part], packs.Options(title="Pack", first_page=41))
    baselines = {word: baseline for _, word, _, _, baseline in spots(built.data)}
    assert baselines["7"] < baselines["41"] - 5
    assert baselines["Report"] > baselines["Agenda"] + 5


def test_what_an_edge_cut_off_is_not_seen_again() -> None:
    data = drawn("BT /F1 12 Tf 1 0 0 1 292 -9 Tm (below) Tj ET " + FOOT_NUMBER)
    assert codes(data)["hidden_text"] == [1]
    assert codes(stamps.make_room(data, [1])) == {"hidden_text": [1]}


def test_links_and_headings_move_with_the_page() -> None:
    made = pikepdf.open(io.BytesIO(drawn(FOOT_NUMBER, "")))
    first, second = made.pages
    place = Array([first.obj, Name.XYZ, 0, 842, 0])
    rect = Array([0, 0, 595, 842])
    first.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect)])
    second.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=rect, Dest=place)])
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("One", Array([first.obj, Name.XYZ, 0, 842, 0])))
    out = io.BytesIO()
    made.save(out)
    smaller = pikepdf.open(io.BytesIO(stamps.make_room(out.getvalue(), [1])))
    moved = [round(float(edge)) for edge in smaller.pages[0].obj.Annots[0].Rect]
    assert moved == [38, 50, 557, 785]
    assert [float(edge) for edge in smaller.pages[1].obj.Annots[0].Rect] == [0, 0, 595, 842]
    there = smaller.pages[1].obj.Annots[0].Dest
    with smaller.open_outline() as outline:
        heading: Any = outline.root[0].destination
    assert [(round(float(each[2])), round(float(each[3]))) for each in (there, heading)] == [(38, 785)] * 2
