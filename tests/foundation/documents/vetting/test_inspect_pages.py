"""What an upload could give away: words under boxes and hidden words are found, shading cries no wolf."""

import io
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from foundation.documents.processes import limits
from foundation.documents.vetting import inspect_pages, rebuilding, uploads
from foundation.documents.vetting.inspection import Found, from_data, to_data
from tests.foundation.documents.packing.test_packs import pdf

WORDS = "BT /F1 12 Tf 100 600 Td (Report of Jane Victim to all) Tj ET "
# Covers "Jane Victim" in WORDS.
BOX = "0 g 150 596 68 14 re f "


def drawn(*contents: str, turn: int = 0, **root: Any) -> bytes:
    """A PDF with one page for each piece of drawing, in A4, with a few things to draw with."""
    made = pikepdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    resources = made.make_indirect(
        Dictionary(
            Font=Dictionary(F1=font),
            ExtGState=Dictionary(M=Dictionary(BM=Name.Multiply), T=Dictionary(ca=0.3)),
            XObject=Dictionary(White=_picture(made, b"\xff"), Inner=_inner(made, font)),
        )
    )
    for content in contents:
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Resources = resources
        page.obj.Contents = made.make_stream(content.encode())
        if turn:
            page.obj.Rotate = turn
    for key, value in root.items():
        made.Root[f"/{key}"] = value(made) if callable(value) else value
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _picture(made: pikepdf.Pdf, dot: bytes) -> pikepdf.Object:
    return made.make_stream(
        dot * 4,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=2,
        Height=2,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )


def _inner(made: pikepdf.Pdf, font: pikepdf.Object) -> pikepdf.Object:
    """A drawing within the page that holds words and the box over them."""
    return made.make_stream(
        (WORDS + BOX).encode(),
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 600, 800]),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )


def codes(data: bytes, original: bytes = b"") -> dict[str, list[int]]:
    return {found.code: found.pages for found in inspect_pages.look(data, original)}


@pytest.mark.shows("R-12")
@pytest.mark.parametrize(
    "content",
    [
        WORDS + BOX,
        WORDS + "1 1 1 rg 150 596 68 14 re f ",
        WORDS + "10 w 150 604 m 218 604 l S ",
        WORDS + "q 68 0 0 14 150 596 cm /White Do Q ",
        WORDS + "q 595 0 0 842 0 0 cm /White Do Q ",
        WORDS + "0 g 150 603 m 184 630 l 218 603 l 184 580 l h f ",
        "q 1 0 0 1 50 -100 cm /Inner Do Q ",
        # A scan that was read, with a box over the scan: the words below it are still there.
        "q 595 0 0 842 0 0 cm /White Do Q 3 Tr " + WORDS + "0 Tr " + BOX,
    ],
    ids=["black", "white", "line", "picture", "page", "lozenge", "drawing", "scan"],
)
def test_words_under_something_are_found(content: str) -> None:
    found = inspect_pages.look(drawn("", content))
    told = {(each.pages[0], each.level, each.discloses) for each in found}
    assert {each.code for each in found} <= {"covered_text", "hidden_text"}
    assert told == {(2, "stopped", True)}


@pytest.mark.shows("R-12")
@pytest.mark.parametrize(
    "content",
    [
        "3 Tr " + WORDS,
        "1 g " + WORDS,
        "0.99 g " + WORDS,
        "0 0 1 rg 90 590 300 30 re f " + WORDS.replace("BT", "BT 0 0 1 rg"),
        WORDS.replace("12 Tf", "1 Tf"),
        WORDS.replace("100 600", "100 1000"),
        "q 0 0 10 10 re W n " + WORDS + "Q ",
    ],
    ids=["invisible", "white", "nearly white", "blue on blue", "tiny", "outside", "clipped"],
)
def test_hidden_words_are_found(content: str) -> None:
    assert codes(drawn(content)) == {"hidden_text": [1]}


@pytest.mark.parametrize(
    "content",
    [
        WORDS,
        "1 1 0 rg 150 596 68 14 re f 0 g " + WORDS,
        "0.9 g 90 590 400 30 re f 0 g " + WORDS,
        "1 g 0 0 595 842 re f 0 g " + WORDS,
        "q 595 0 0 842 0 0 cm /White Do Q " + WORDS,
        "0 g 90 590 400 30 re f 1 g " + WORDS,
        WORDS + "q /M gs 1 1 0 rg 150 596 68 14 re f Q ",
        WORDS + "q /T gs 1 1 0 rg 150 596 68 14 re f Q ",
        WORDS + "0.5 w 150 596 68 14 re S 100 598 m 300 598 l S ",
        "0.7 g " + WORDS,
        WORDS + "0 g 90 570 400 20 re f ",
        "BT /F1 12 Tf 100 500 Td (i) Tj ET ",
    ],
    ids=[
        "plain", "highlight behind", "table shading", "white page", "picture behind", "white on black",
        "highlighter", "see-through", "frames", "grey words", "box beside", "thin letter",
    ],
)  # fmt: skip
def test_what_can_be_seen_cries_no_wolf(content: str) -> None:
    assert codes(drawn(content)) == {}


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages_are_looked_at_as_they_are_read(turn: int) -> None:
    assert codes(drawn(WORDS + BOX, turn=turn)) == {"covered_text": [1]}


def sentences(data: bytes) -> list[str]:
    return [found.sentence for found in inspect_pages.look(data)]


def test_what_is_hidden_is_told_with_its_words_and_pages() -> None:
    outside = WORDS.replace("100 600", "100 1000")
    assert sentences(drawn(WORDS, WORDS + BOX, outside, outside)) == [
        "2\u00a0words are hidden under boxes or pictures, and can still be copied: “Jane Victim” (page 2).",
        "12\u00a0words are hidden in the pages, in the colour of the paper, invisible, tiny or outside the "
        "page: “Report of Jane Victim to all” (pages 3 to 4).",
    ]


def test_one_hidden_word_is_one_and_others_between_are_left_out() -> None:
    page = "BT /F1 12 Tf 100 600 Td (Open) Tj 1 g ( one) Tj 0 g ( said) Tj 1 g ( two) Tj 0 g ET "
    assert sentences(drawn("BT /F1 12 Tf 100 600 Td (Open) Tj 1 g ( shut) Tj ET ", page)) == [
        "3\u00a0words are hidden in the pages, in the colour of the paper, invisible, tiny or outside the "
        "page: “shut” (page 1) and “one … two” (page 2)."
    ]
    assert sentences(drawn("BT /F1 12 Tf 100 600 Td (Open) Tj 1 g ( shut) Tj ET ")) == [
        "1\u00a0word is hidden in the pages, in the colour of the paper, invisible, tiny or outside the "
        "page: “shut” (page 1)."
    ]


def test_of_very_many_hidden_words_the_first_are_told() -> None:
    pages = [f"1 g BT /F1 12 Tf 100 600 Td (secret{number}) Tj ET " for number in range(7)]
    [said] = sentences(drawn(*pages))
    assert said.endswith("“secret3” (page 4), “secret4” (page 5) and 2 more.")
    [said] = sentences(drawn(f"1 g BT /F1 4 Tf 10 600 Td ({'long ' * 40}) Tj ET "))
    assert said.endswith("long long long…” (page 1).")


@pytest.mark.parametrize(
    "line",
    [
        "0.8 w 100 604 m 243 604 l S ",
        "100 603.6 143 0.8 re f ",
        "1 0 0 RG 1 w 100 604.5 m 243 604.5 l S ",
    ],
    ids=["stroke", "bar", "red"],
)
def test_struck_words_are_told(line: str) -> None:
    found = inspect_pages.look(drawn("", WORDS + line))
    assert [(each.sentence, each.level, each.pages) for each in found] == [
        ("Struck out in the pages: “Report of Jane Victim to all” (page 2).", "look", [2])
    ]


def test_one_struck_word_of_a_line_is_told() -> None:
    assert sentences(drawn(WORDS + "0.8 w 152 604 m 178 604 l S ")) == [
        "Struck out in the pages: “Jane” (page 1)."
    ]


@pytest.mark.parametrize(
    "line",
    [
        "0.8 w 100 598.5 m 243 598.5 l S ",
        "0.8 w 100 597 m 243 597 l S ",
        "0.8 w 20 604 m 500 604 l S ",
        "0.5 w 98 596 180 16 re S ",
        "0.8 w 100 610 m 243 610 l S ",
        "0.8 w 150 500 m 150 700 l S ",
    ],
    ids=["underline", "low underline", "line of a chart", "frame", "over", "upright"],
)
def test_lines_that_strike_nothing_out_are_not_told(line: str) -> None:
    assert sentences(drawn(WORDS + line)) == []


def test_words_that_a_comment_struck_out_stay_struck_out() -> None:
    made = pikepdf.open(io.BytesIO(drawn("2 0 0 2 0 0 cm " + WORDS.replace("100 600", "50 300"))))
    points = Array([264, 618, 329, 618, 264, 596, 329, 596])
    made.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot, Subtype=Name.StrikeOut, Rect=Array([264, 596, 329, 618]), QuadPoints=points
            )
        ]
    )
    out = io.BytesIO()
    made.save(out)
    done = uploads.vet(out.getvalue())
    told = [each.sentence for each in done.found if each.code in ("struck_text", "comments")]
    assert told == ["Struck out in the pages: “Victim” (page 1)."]
    assert (
        "Words that a comment struck out are still struck out. The line is now part of the page."
        in done.notes
    )


def test_words_that_a_scanner_read_are_no_disclosure() -> None:
    made = pikepdf.open(io.BytesIO(drawn("")))
    # Dark and light in turn: every word stands on some ink of the picture.
    ink = bytes([0, 255] * 100)
    made.pages[0].obj.Resources.XObject.Ink = made.make_stream(
        ink, Type=Name.XObject, Subtype=Name.Image, Width=200, Height=1, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    made.pages[0].obj.Contents = made.make_stream(f"q 595 0 0 700 0 70 cm /Ink Do Q 3 Tr {WORDS}".encode())
    out = io.BytesIO()
    made.save(out)
    assert codes(out.getvalue()) == {}


def test_a_scan_without_words_is_said() -> None:
    page = "q 595 0 0 842 0 0 cm /White Do Q "
    found = inspect_pages.look(drawn(WORDS, page))
    assert [(each.code, each.level, each.pages) for each in found] == [("no_text", "look", [2])]


@pytest.mark.shows("S4-59")
@pytest.mark.parametrize(
    ("line", "warns"),
    [
        ("OFFICIAL-SENSITIVE", True),
        ("OFFICIAL - SENSITIVE: PERSONAL", True),
        ("RESTRICTED", True),
        ("NOT PROTECTIVELY MARKED", False),
        ("OFFICIAL", False),
        ("Secret ballots were discussed", False),
        ("The CONFIDENTIAL report", False),
    ],
)
def test_protective_markings_on_pages_are_said(line: str, warns: bool) -> None:
    marked = drawn(f"BT /F1 12 Tf 100 500 Td ({line}) Tj ET ")
    assert ("marking" in codes(marked)) is warns


@pytest.mark.shows("S4-60")
@pytest.mark.parametrize(
    ("words", "turn", "clashes"),
    [
        ("1 0 0 1 295 36 Tm (7) Tj", 0, True),
        ("1 0 0 1 60 792 Tm (Report) Tj", 0, True),
        ("1 0 0 1 60 36 Tm (left) Tj", 0, False),
        ("1 0 0 1 295 60 Tm (above) Tj", 0, False),
        ("0 1 -1 0 559 420 Tm (7) Tj", 90, True),
        ("1 0 0 1 295 36 Tm (side) Tj", 90, False),
    ],
)
def test_what_stands_where_the_marks_go_is_said(words: str, turn: int, clashes: bool) -> None:
    page = drawn(f"BT /F1 12 Tf {words} ET ", turn=turn)
    assert codes(page) == ({"marks_zone": [1]} if clashes else {})


def annotated(subtype: str, **more: Any) -> bytes:
    made = pikepdf.open(io.BytesIO(drawn(WORDS)))
    box = made.make_stream(
        b"0 g 0 0 68 14 re f", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 68, 14])
    )
    made.pages[0].obj.Annots = Array(
        [
            Dictionary(
                Type=Name.Annot, Subtype=Name(f"/{subtype}"), Rect=Array([150, 596, 218, 610]),
                AP=Dictionary(N=box), F=4, **more,
            )
        ]
    )  # fmt: skip
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def told(data: bytes) -> dict[str, tuple[str, bool]]:
    """Everything that the child tells of an upload, by code."""
    return {found.code: (found.level, found.discloses) for found in uploads.vet(data).found}


@pytest.mark.shows("R-12")
def test_a_box_drawn_as_a_comment_is_told_because_it_comes_off() -> None:
    found = told(annotated("Square"))
    assert (found["comments"], found["uncovered_text"]) == (("look", False), ("stopped", True))


def test_a_comment_that_covers_nothing_discloses_nothing() -> None:
    found = told(annotated("Text", Contents=String("Is this so?")))
    assert [code for code, (_, discloses) in found.items() if discloses] == []


@pytest.mark.shows("R-12")
def test_a_redaction_that_was_only_marked_is_told() -> None:
    assert told(annotated("Redact"))["redactions"] == ("stopped", True)


@pytest.mark.shows("R-12")
def test_a_layer_that_was_switched_off_is_told() -> None:
    def layers(made: pikepdf.Pdf) -> Dictionary:
        layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
        return Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))

    assert told(drawn(WORDS, OCProperties=layers))["hidden_layers"] == ("stopped", True)


def test_what_was_removed_is_told_and_stops_nobody() -> None:
    made = pikepdf.open(io.BytesIO(drawn(WORDS)))
    made.docinfo["/Author"] = String("J. Secret")
    made.attachments["a.txt"] = b"hidden"
    out = io.BytesIO()
    made.save(out)
    found = uploads.vet(out.getvalue()).found
    assert [(each.code, each.level, each.discloses) for each in found if "removed" in each.sentence] == [
        ("embedded_files", "look", False),
        ("author_names", "look", False),
    ]
    assert "Secret" not in str(found)


def test_earlier_versions_inside_the_file_are_told() -> None:
    first = drawn(WORDS)
    start = first.rindex(b"startxref") + 9
    previous = int(first[start : first.index(b"%%EOF", start)])
    changed = b"9 0 obj\n(later)\nendobj\n"
    table = b"xref\n9 1\n%010d 00000 n \n" % (len(first) + 1)
    trailer = b"trailer\n<< /Size 10 /Root 1 0 R /Prev %d >>\n" % previous
    end = b"startxref\n%d\n%%%%EOF\n" % (len(first) + 1 + len(changed))
    later = first + b"\n" + changed + table + trailer + end
    assert [
        "earlier_versions" in {each.code for each in uploads.vet(data).found} for data in (first, later)
    ] == [False, True]


def test_the_author_reads_what_helps_and_what_to_do() -> None:
    found = uploads.vet(drawn(WORDS)).found
    assert [(each.code, each.level, bool(each.remedy)) for each in found] == [
        ("pages", "met", False),
        ("tags", "look", True),
        ("title", "met", False),
        ("language", "look", True),
    ]


def test_a_typeface_that_nobody_can_put_in_is_told() -> None:
    data = drawn(WORDS).replace(b"/Helvetica", b"/Garamond1")
    found = {each.code: each for each in uploads.vet(data).found}
    assert (found["fonts"].level, "Garamond1" in found["fonts"].sentence) == ("look", True)


def test_pictures_of_a_tagged_file_without_words_are_told_with_their_page() -> None:
    def tree(made: pikepdf.Pdf) -> pikepdf.Object:
        figure = Dictionary(S=Name.Figure, Pg=made.pages[1].obj, K=0)
        good = Dictionary(S=Name.Figure, Pg=made.pages[0].obj, Alt=String("A map"), K=0)
        root = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        # A tree that leads back to itself ends all the same.
        root.K = Array([figure, good, root])
        return root

    data = drawn(WORDS, WORDS, StructTreeRoot=tree, MarkInfo=Dictionary(Marked=True), Lang=String("en-GB"))
    found = {each.code: each for each in uploads.vet(data).found}
    assert (found["pictures"].pages, found["language"].level) == ([2], "met")
    assert found["pictures"].sentence.startswith("1\u00a0picture without alternative text")


def test_pages_of_other_sizes_are_told() -> None:
    found = uploads.vet(pdf(2, "body", size=(842, 1191))).found[0]
    assert (found.code, found.level, found.pages) == ("pages", "look", [1, 2])


def test_more_pages_than_are_drawn_leave_a_decision_to_make(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "INSPECTION_PAGES", 1)
    assert codes(drawn(WORDS + BOX, WORDS + BOX, WORDS)) == {"covered_text": [1], "not_looked": [2]}


def test_a_file_that_cannot_be_searched_is_kept_and_somebody_must_decide(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "INSPECTION_CPU_SECONDS", 0.001)
    monkeypatch.setattr(limits, "PATIENCE", 1_000_000)
    done = uploads.vet(drawn(WORDS))
    assert done.pages == 1
    assert [each.code for each in done.found if each.discloses] == ["not_searched"]


def test_what_was_found_can_be_stored_and_read_again() -> None:
    found = [Found("a", "look", "One.", "Do it.", [3], discloses=True), Found("b", "met", "Two.")]
    assert from_data(to_data(found)) == found
    assert from_data([{"code": "c", "level": "worse", "sentence": "Three."}]) == [
        Found("c", "look", "Three.")
    ]


def test_the_rebuild_is_the_same_with_and_without_its_report() -> None:
    data = drawn(WORDS)
    head, rebuilt = rebuilding.answer(data)
    assert (rebuilt, head["pages"], head["notes"]) == rebuilding.rebuild(data)
