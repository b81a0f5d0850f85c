"""Uploads: what is refused and in which words, and what is taken out of those that pass."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name, String

from foundation.documents.processes import limits
from foundation.documents.vetting import rebuilding, uploads
from foundation.documents.vetting.refusing import Refused
from tests.foundation.documents.packing.test_packs import pdf, text

RECT = Array([0, 0, 9, 9])


def changed(change: Callable[[pikepdf.Pdf], None], pages: int = 1) -> bytes:
    """A small PDF after `change(pdf)`."""
    made = pikepdf.open(io.BytesIO(pdf(pages, "body")))
    change(made)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def annotate(made: pikepdf.Pdf, annotation: Dictionary) -> None:
    made.pages[0].obj.Annots = Array([annotation])


def action(kind: str, **more: Any) -> Dictionary:
    return Dictionary(S=Name(f"/{kind}"), **more)


def link(target: Dictionary) -> Dictionary:
    return Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=RECT, A=target)


PUT_IN = "Typefaces that were not in the file were added, of the same widths: for Helvetica."


def vetted(data: bytes) -> tuple[bytes, int, list[str]]:
    """The rebuild without its child process, quicker; the typeface of the tests is no news."""
    rebuilt, pages, notes = rebuilding.rebuild(data)
    return rebuilt, pages, [note for note in notes if note != PUT_IN]


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        rebuilding.rebuild(data)
    return str(refused.value)


def test_a_good_file_passes_through_the_child_unremarked() -> None:
    done = uploads.vet(pdf(2, "body"))
    assert (done.pages, done.notes, text(done.data)) == (2, [PUT_IN], ["body 1", "body 2"])


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"MZ\x90\x00", "This file is not a PDF. Save the paper as a PDF and upload that."),
        (b"", "This file is not a PDF. Save the paper as a PDF and upload that."),
        (b"%PDF-1.7\n" + b"\x00" * 400, "This file is damaged and cannot be opened. Save it as a PDF again."),
    ],
)
def test_what_is_no_pdf_is_refused(data: bytes, sentence: str) -> None:
    with pytest.raises(uploads.NotAccepted) as refused:
        uploads.vet(data)
    assert refused.value.sentence == sentence


def test_a_file_that_is_too_large_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_BYTES", 1000)
    with pytest.raises(uploads.NotAccepted, match="larger than"):
        uploads.vet(b"%PDF-" + b"x" * 1000)


def test_a_password_to_open_is_refused_and_one_to_change_is_removed() -> None:
    made = pikepdf.open(io.BytesIO(pdf(1, "body")))
    locked, limited = io.BytesIO(), io.BytesIO()
    made.save(locked, encryption=Encryption(owner="o", user="u"))
    made.save(limited, encryption=Encryption(owner="o", user=""))
    assert (
        refusal(locked.getvalue())
        == "This file needs a password to open. Save it without one and upload that."
    )
    data, pages, notes = vetted(limited.getvalue())
    assert (pages, notes) == (1, ["A password that limited printing or copying was removed."])
    assert pikepdf.open(io.BytesIO(data)).is_encrypted is False


def test_too_many_pages_are_refused() -> None:
    assert refusal(pdf(1501)) == "This file has 1501 pages; the most is 1500. Split it into parts."


@pytest.mark.parametrize("size", [(200_000, 841), (595, 10)])
def test_pages_of_impossible_size_are_refused(size: tuple[int, int]) -> None:
    data = changed(lambda made: made.pages[0].obj.__setitem__("/MediaBox", Array([0, 0, *size])))
    assert refusal(data).startswith("A page of this file is too large or too small to print.")


def bomb(*, twice: bool) -> bytes:
    """A file of some hundred kB that unpacks to more than it may."""
    packer = zlib.compressobj(9)
    piece = b"\x00" * limits.MB
    packed = b"".join(packer.compress(piece) for _ in range(80)) + packer.flush()
    packed = zlib.compress(packed, 9) if twice else packed
    filters = Array([Name.FlateDecode] * 2) if twice else Name.FlateDecode

    def add(made: pikepdf.Pdf) -> None:
        stream = made.make_stream(b"x")
        stream.write(packed, filter=filters)
        made.pages[0].obj.Resources.XObject = Dictionary(X=stream)

    return changed(add)


@pytest.mark.parametrize("twice", [False, True])
def test_files_that_unpack_to_a_flood_are_refused(twice: bool) -> None:
    data = bomb(twice=twice)
    assert len(data) < 2 * limits.MB
    assert "unpacks to far more than its size" in refusal(data)


def test_a_picture_of_countless_points_is_refused() -> None:
    def add(made: pikepdf.Pdf) -> None:
        picture = made.make_stream(b"x", Subtype=Name.Image, Width=40_000, Height=40_000)
        made.pages[0].obj.Resources.XObject = Dictionary(X=picture)

    assert (
        refusal(changed(add))
        == "A picture in this file is too large. Make it smaller and save the PDF again."
    )


def test_pages_that_lead_back_to_themselves_are_no_endless_road() -> None:
    def loop(made: pikepdf.Pdf) -> None:
        made.Root.Pages.Kids.append(made.Root.Pages)

    try:
        assert uploads.vet(changed(loop)).pages == 1
    except uploads.NotAccepted as refused:
        assert refused.sentence.endswith(".")


SCRIPT = action("JavaScript", JS=String("app.alert(1)"))


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (
            lambda made: made.Root.__setitem__("/OpenAction", SCRIPT),
            "Scripts that run when the file is opened were removed.",
        ),
        (
            lambda made: made.Root.__setitem__(
                "/Names", Dictionary(JavaScript=Dictionary(Names=Array(["a", SCRIPT])))
            ),
            "Scripts that run when the file is opened were removed.",
        ),
        (
            lambda made: made.pages[0].obj.__setitem__("/AA", Dictionary(O=SCRIPT)),
            "Scripts that run when a page is shown were removed.",
        ),
        (
            lambda made: made.attachments.__setitem__("a.txt", b"hidden"),
            "Files attached inside the PDF were removed. Upload them as separate papers.",
        ),
        (
            lambda made: annotate(made, link(SCRIPT)),
            "Links that open a file, run a program or lead nowhere were removed.",
        ),
        (
            lambda made: made.pages[0].obj.__setitem__(
                "/Annots", Array([link(action("Launch", F=String("a.exe")))])
            ),
            "Links that open a file, run a program or lead nowhere were removed.",
        ),
        (
            lambda made: annotate(made, link(action("URI", URI=String("javascript:x")))),
            "Links that open a file, run a program or lead nowhere were removed.",
        ),
        (
            lambda made: made.pages[0].obj.__setitem__(
                "/Annots",
                Array([Dictionary(Subtype=Name.Text, Rect=RECT, Contents=String("secret"))]),
            ),
            "Comments, stamps, sound, film or attachments on the pages were removed.",
        ),
    ],
)
def test_what_could_do_something_is_taken_out_and_told(change: Callable[..., Any], note: str) -> None:
    data, _, notes = vetted(changed(change))
    assert notes == [note]
    made = pikepdf.open(io.BytesIO(data))
    assert set(made.Root.keys()) == {"/Type", "/Pages"}
    everything = b"".join(
        each.unparse() + (each.read_bytes() if isinstance(each, pikepdf.Stream) else b"")
        for each in made.objects
    )
    assert [
        word for word in (b"JavaScript", b"javascript", b"Launch", b"hidden", b"secret") if word in everything
    ] == []


def test_links_to_the_web_and_within_the_file_are_kept() -> None:
    def add(made: pikepdf.Pdf) -> None:
        away = link(action("URI", URI=String("https://wessex.example/"), Next=SCRIPT))
        within = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Link,
            Rect=RECT,
            Dest=Array([made.pages[0].obj, Name.Fit]),
        )
        made.pages[1].obj.Annots = Array([away, within])

    data, _, notes = vetted(changed(add, pages=2))
    made = pikepdf.open(io.BytesIO(data))
    away, within = made.pages[1].obj.Annots
    assert (notes, str(away.A.URI), "/Next" in away.A) == ([], "https://wessex.example/", False)
    assert within.Dest[0].objgen == made.pages[0].objgen


def test_a_form_becomes_plain_words() -> None:
    def add(made: pikepdf.Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        field = made.make_indirect(
            Dictionary(
                Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T=String("name"), V=String("Typed words"),
                Rect=Array([100, 500, 300, 520]), DA=String("/Helv 12 Tf 0 g"), F=4,
            )
        )  # fmt: skip
        made.pages[0].obj.Annots = Array([field])
        made.Root.AcroForm = Dictionary(
            Fields=Array([field]), DR=Dictionary(Font=Dictionary(Helv=font)), DA=String("/Helv 12 Tf 0 g")
        )

    data, _, notes = vetted(changed(add))
    assert notes == ["A form was made into plain text: it can be read but not filled in."]
    assert "Typed words" in text(data)[0]


def test_the_title_that_a_file_gives_itself_stays_with_its_pages() -> None:
    def name(made: pikepdf.Pdf) -> None:
        made.docinfo["/Title"] = String("Budget monitoring to the end of March")
        made.docinfo["/Author"] = String("J. Secret")

    data, _, notes = vetted(changed(name))
    with pikepdf.open(io.BytesIO(data)) as made:
        told = {key: str(value) for key, value in made.docinfo.items()}
        assert (told, bool(made.Root.ViewerPreferences.DisplayDocTitle), notes) == (
            {"/Title": "Budget monitoring to the end of March"}, True, []
        )  # fmt: skip


def signed(made: pikepdf.Pdf) -> None:
    value = made.make_indirect(Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), Contents=b"seal"))
    field = made.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("s"), V=value, Rect=RECT)
    )
    made.pages[0].obj.Annots = Array([field])
    made.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)


def test_a_signature_that_was_removed_is_told_and_is_no_form() -> None:
    head, rebuilt = rebuilding.answer(changed(signed))
    sentences = [each["sentence"] for each in head["found"] if each["code"] == "signature"]
    assert sentences == [
        "The file was signed electronically. The copy kept here is made again from its pages, so it no "
        "longer has the signature."
    ]
    assert ([note for note in head["notes"] if "form was made" in note], b"seal" in rebuilt) == ([], False)


def test_a_place_for_a_signature_is_not_one() -> None:
    def unsign(made: pikepdf.Pdf) -> None:
        signed(made)
        del made.Root.AcroForm.Fields[0]["/V"]

    head, _ = rebuilding.answer(changed(unsign))
    assert [each for each in head["found"] if each["code"] == "signature"] == []


def test_words_about_the_file_and_its_pictures_are_left_behind() -> None:
    def add(made: pikepdf.Pdf) -> None:
        made.docinfo["/Author"] = String("J. Secret")
        with made.open_metadata() as meta:
            meta["dc:creator"] = ["J. Secret"]
        history = made.make_stream(b"taken at home by J. Secret")
        picture = made.make_stream(
            b"\x00", Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8, ColorSpace=Name.DeviceGray,
            Metadata=history,
        )  # fmt: skip
        made.pages[0].obj.Resources.XObject = Dictionary(X=picture)

    data, _, notes = vetted(changed(add))
    made = pikepdf.open(io.BytesIO(data))
    streams = b"".join(each.read_bytes() for each in made.objects if isinstance(each, pikepdf.Stream))
    assert (notes, b"Secret" in data, b"Secret" in streams) == ([], False, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"/Type /Catalog", b"/Tipe /Catalog"), (b"/Size 10", b"/Size 99"), (b"endobj", b"endobx")],
)
def test_a_slip_that_cost_nothing_is_no_damage(old: bytes, new: bytes) -> None:
    data = pdf(3, "body").replace(old, new, 1)
    with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as made:
        assert (len(made.pages), len(made.get_warnings())) == (3, 1)
    assert vetted(data)[1:] == (3, [])


def test_a_scan_of_a_large_page_is_no_flood(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "UPLOAD_STREAM", limits.MB)

    def add(made: pikepdf.Pdf) -> None:
        stream = made.make_stream(
            b"x", Subtype=Name.Image, Width=1000, Height=1000, BitsPerComponent=8, ColorSpace=Name.DeviceRGB
        )
        stream.write(zlib.compress(bytes(3_000_000)), filter=Name.FlateDecode)
        made.pages[0].obj.Resources.XObject = Dictionary(X=stream)

    assert vetted(changed(add))[1:] == (1, [])


def test_repaired_damage_is_told() -> None:
    whole = pdf(3, "body")
    _, pages, notes = vetted(whole[: whole.rindex(b"startxref")])
    assert (pages, notes) == (
        3,
        ["The file was damaged and has been repaired. Check every page before you continue."],
    )


def test_a_page_that_leaves_its_drawing_state_open_is_closed() -> None:
    data, _, _ = vetted(
        changed(lambda made: made.pages[0].contents_add(b"Q Q q q 2 0 0 2 0 0 cm", prepend=True))
    )
    made = pikepdf.open(io.BytesIO(data))
    depth, lowest = 0, 0
    for instruction in pikepdf.parse_content_stream(made.pages[0]):
        depth += {"q": 1, "Q": -1}.get(str(instruction.operator), 0)
        lowest = min(lowest, depth)
    assert (depth, lowest) == (0, 0)


def test_vetting_what_was_vetted_gives_the_same_bytes() -> None:
    once, _, _ = vetted(vetted(pdf(2, "body"))[0])
    twice, _, notes = vetted(once)
    assert (twice, notes) == (once, [])


def test_headings_and_links_by_name_are_kept() -> None:
    def add(made: pikepdf.Pdf) -> None:
        place = Array([made.pages[2].obj, Name.XYZ, 0, 700, 0])
        made.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String("there"), place])))
        made.pages[0].obj.Annots = Array([link(action("GoTo", D=String("there")))])
        with made.open_outline() as outline:
            outline.root.extend(pikepdf.OutlineItem(title, at) for title, at in (("One", 0), ("Three", 2)))

    data, _, notes = vetted(changed(add, pages=3))
    made = pikepdf.open(io.BytesIO(data))
    with made.open_outline() as outline:
        root: list[Any] = outline.root
        lines = [(line.title, line.destination[0].objgen) for line in root]
    assert (notes, lines) == ([], [("One", made.pages[0].objgen), ("Three", made.pages[2].objgen)])
    assert made.pages[0].obj.Annots[0].Dest[0].objgen == made.pages[2].objgen
