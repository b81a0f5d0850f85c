"""Pictures in texts: what is refused, what is left behind, and that a second look changes nothing."""

import base64
import io
import struct
import zlib
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from foundation.documents.models import StoredFile
from foundation.documents.processes import children, limits
from foundation.documents.store import files
from foundation.documents.text import imaging, pictures, richtext

pytestmark = [pytest.mark.on("postgresql"), pytest.mark.django_db]


def png(
    size: tuple[int, int] = (40, 30), mode: str = "RGB", colour: str | int | tuple[int, ...] = "navy"
) -> bytes:
    """A picture of one colour with a note of who made it where."""
    note, out = PngInfo(), io.BytesIO()
    note.add_text("Comment", "Taken at home by Farah")
    Image.new(mode, size, colour).save(out, "PNG", pnginfo=note)
    return out.getvalue()


def jpeg(size: tuple[int, int] = (40, 30), turned: int = 1) -> bytes:
    """A photograph of one colour, held so by the camera, with the place it was taken at."""
    out, facts = io.BytesIO(), Image.Exif()
    facts[0x0112], facts[0x010E] = turned, "Taken at home by Farah"
    Image.new("RGB", size, "navy").save(out, "JPEG", exif=facts)
    return out.getvalue()


def bomb(side: int) -> bytes:
    """A small file that opens to `side` times `side` points."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return imaging.STARTS[0] + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def written(data: bytes, kind: str = "png") -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode()}"


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Says how often a picture was drawn so far."""
    asked: list[int] = []
    ask = children.Child.ask

    def counting(
        child: children.Child, head: dict[str, Any], body: bytes, *more: float
    ) -> tuple[dict[str, Any], bytes]:
        asked.append(len(body))
        return ask(child, head, body, *more)

    monkeypatch.setattr(children.Child, "ask", counting)
    return lambda: len(asked)


def refusal(data: bytes) -> str:
    with pytest.raises(pictures.NotAccepted) as refused:
        pictures.keep(data)
    return refused.value.sentence


@pytest.mark.parametrize(("data", "kind"), [(png(), "image/png"), (jpeg(), "image/jpeg")])
def test_a_picture_is_kept_without_what_the_camera_wrote_into_it(data: bytes, kind: str) -> None:
    stored = pictures.keep(data)
    kept = files.read(stored)
    assert (stored.content_type, Image.open(io.BytesIO(kept)).size) == (kind, (40, 30))
    assert b"Farah" in data
    assert b"Farah" not in kept


def test_keeping_a_kept_picture_draws_nothing_anew() -> None:
    first = pictures.keep(png())
    assert pictures.keep(files.read(first)) == pictures.keep(png()) == first
    assert StoredFile.objects.count() == 1


def test_the_same_bytes_are_drawn_once_a_day_and_again_when_their_file_is_lost_or_the_memory_is(
    drawn: Callable[[], int],
) -> None:
    looks = [(pictures.keep(png()), drawn()) for _ in range(3)]
    first = looks[0][0]
    assert looks == [(first, 1)] * 3
    files.path(first).unlink()
    assert (pictures.keep(png()), files.is_whole(first), drawn()) == (first, True, 2)
    StoredFile.objects.all().delete()
    assert (pictures.keep(png()).hash, StoredFile.objects.count(), drawn()) == (first.hash, 1, 3)
    cache.clear()
    assert (pictures.keep(png()).hash, drawn()) == (first.hash, 4)


def test_a_picture_that_is_refused_is_tried_once_a_day(drawn: Callable[[], int]) -> None:
    assert ([refusal(png()[:60]) for _ in range(3)], drawn()) == ([imaging.DAMAGED] * 3, 1)


def test_a_picture_whose_drawing_was_broken_off_is_drawn_when_it_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(children.Child, "ask", _broken_off)
        assert refusal(png()) == children.BROKEN_OFF
    assert pictures.keep(png()).content_type == "image/png"


def _broken_off(*asking: object) -> None:
    raise children.BrokenOff("it was ended")


def test_each_new_picture_of_a_sender_counts_once_a_day_however_often_it_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "LINK_PICTURES", 2)
    one, two, three, four = (png(colour=colour) for colour in ("navy", "gold", "green", "red"))

    def refused(sender: str, day: int, *sent: bytes) -> list[str]:
        with pictures.counted(sender, date(2026, 11, day)):
            return [_refused(data) for data in sent]

    assert refused("Farah", 24, one, one, two, one, two, three) == [*[""] * 5, pictures.TOO_MANY_TODAY]
    # A picture whose file is lost is drawn again, and has counted already.
    StoredFile.objects.all().delete()
    assert refused("Farah", 24, one, three) == ["", pictures.TOO_MANY_TODAY]
    assert refused("Owen", 24, three, three) == ["", ""]
    assert refused("Farah", 25, four, four) == ["", ""]


def _refused(data: bytes) -> str:
    try:
        pictures.keep(data)
    except pictures.NotAccepted as refused:
        return refused.sentence
    return ""


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", imaging.NOT_A_PICTURE),
        (b"GIF89a" + b"\0" * 60, imaging.NOT_A_PICTURE),
        (b"", imaging.NOT_A_PICTURE),
        (png()[:60], imaging.DAMAGED),
        (jpeg()[:200], imaging.DAMAGED),
        (bomb(30_000), imaging.TOO_MANY_PIXELS),
        (bomb(8_000), imaging.TOO_MANY_PIXELS),
        (b"\x89PNG" + b"\0" * limits.PICTURE_BYTES, pictures.TOO_LARGE),
    ],
    ids=["svg", "gif", "nothing", "cut png", "cut jpeg", "bomb", "small bomb", "too large"],
)
def test_what_cannot_be_used_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("data", "size", "kind"),
    [
        (png((3200, 800)), (1600, 400), "image/png"),
        (jpeg((3200, 800)), (1600, 400), "image/jpeg"),
        (jpeg((40, 30), turned=6), (30, 40), "image/jpeg"),
        (png(mode="RGBA", colour=(0, 0, 0, 0)), (40, 30), "image/png"),
        (png(mode="I;16", colour=65535), (40, 30), "image/png"),
        (png(mode="P", colour=0), (40, 30), "image/png"),
        (png(mode="1", colour=1), (40, 30), "image/png"),
    ],
)
def test_every_kind_of_picture_comes_out_upright_small_and_plain(
    data: bytes, size: tuple[int, int], kind: str
) -> None:
    head, drawn = imaging.answer(data)
    picture = Image.open(io.BytesIO(drawn))
    assert (head, picture.size, picture.mode in ("RGB", "L")) == ({"kind": kind}, size, True)


def test_what_is_clear_becomes_white() -> None:
    drawn = imaging.answer(png(mode="RGBA", colour=(0, 0, 0, 0)))[1]
    assert Image.open(io.BytesIO(drawn)).getpixel((0, 0)) == (255, 255, 255)


def test_a_photograph_saved_as_png_is_kept_small() -> None:
    out = io.BytesIO()
    Image.effect_noise((1200, 1200), 90).save(out, "PNG")
    head, drawn = imaging.answer(out.getvalue())
    assert head == {"kind": "image/jpeg"}
    assert len(drawn) < len(out.getvalue())


def test_a_pasted_picture_becomes_a_stored_one_and_comes_back_the_same() -> None:
    text = f'<p>Before</p><figure><img src="{written(png())}" alt="a > b"><figcaption>C</figcaption></figure>'
    kept = richtext.clean(pictures.take_in(text))
    stored = StoredFile.objects.get()
    figure = f'<img src="stored:{stored.hash}" alt="a &gt; b"><figcaption>C</figcaption>'
    assert kept.replace("a > b", "a &gt; b") == f"<p>Before</p><figure>{figure}</figure>"
    shown = pictures.for_editor(kept)
    assert written(files.read(stored)) in shown
    assert richtext.clean(pictures.take_in(shown)) == kept
    assert StoredFile.objects.count() == 1


def test_the_alternative_text_may_stand_before_the_address() -> None:
    kept = richtext.clean(pictures.take_in(f"<p><img alt='It''s > 2' src='{written(jpeg(), 'jpeg')}'></p>"))
    assert f"stored:{StoredFile.objects.get().hash}" in kept


@pytest.mark.parametrize(
    "text",
    [
        "<p>Words alone</p>",
        '<p><img src="https://elsewhere.example/a.png"></p>',
        '<p><img src="data:image/svg+xml;base64,PHN2Zy8+"></p>',
        f'<p><a href="{written(b"x")}">x</a></p>',
    ],
)
def test_anything_else_is_left_for_the_cleaning_to_drop(text: str) -> None:
    assert pictures.take_in(text) == text
    assert "img" not in richtext.clean(text)


def test_a_damaged_or_a_hundredth_pasted_picture_is_refused_in_a_sentence() -> None:
    with pytest.raises(pictures.NotAccepted, match="A picture in this text is damaged"):
        pictures.take_in('<img src="data:image/png;base64,AAAAA">')
    many = "".join(f'<img src="data:image/png;base64,{n:04}">' for n in range(limits.PICTURES + 1))
    with pytest.raises(pictures.NotAccepted):
        pictures.take_in(many)


def test_pictures_that_are_kept_already_are_no_new_ones_of_a_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "PICTURES", 2)
    navy, gold, green, red, white = (
        f'<p><img src="{written(png(colour=colour))}"></p>'
        for colour in ("navy", "gold", "green", "red", "white")
    )
    first = pictures.take_in(navy + gold)
    second = pictures.take_in(pictures.for_editor(first) + green + red)
    assert (second.startswith(first), second.count("stored:")) == (True, 4)
    with pytest.raises(pictures.NotAccepted) as refused:
        pictures.take_in(pictures.for_editor(first) + "".join((green, red, white)))
    assert refused.value.sentence == pictures.TOO_MANY


def test_a_picture_that_is_missing_keeps_its_place() -> None:
    text = f'<figure><img src="stored:{"0" * 64}" alt="Gone"></figure>'
    assert pictures.for_editor(text) == text
