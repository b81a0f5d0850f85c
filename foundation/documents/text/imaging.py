"""A picture is drawn anew, small and without what a camera wrote into it. Runs in the limited child only."""

import io
import warnings
from typing import Any

from PIL import Image, ImageOps

from foundation.documents.processes import limits

Image.MAX_IMAGE_PIXELS = limits.PICTURE_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)

NOT_A_PICTURE = (
    "This file is not a PNG or JPEG picture. Save the picture as one of these and choose it again."
)
TOO_MANY_PIXELS = "This picture has too many points to be opened. Make it smaller and choose it again."
DAMAGED = "This picture is damaged and cannot be opened. Save it again and choose the new file."
STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
WHITE = (255, 255, 255)


def answer(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The answer of the child: the picture drawn anew with its kind, or the sentence of a refusal."""
    if not data.startswith(STARTS):
        return {"refused": NOT_A_PICTURE}, b""
    try:
        kind, drawn = redraw(data)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return {"refused": TOO_MANY_PIXELS}, b""
    except (OSError, SyntaxError, ValueError):
        return {"refused": DAMAGED}, b""
    return {"kind": kind}, drawn


def redraw(data: bytes) -> tuple[str, bytes]:
    """The picture upright, on white, no larger than a page needs, and its kind."""
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as source:
        kind = str(source.format)
        source.draft("RGB", (limits.PICTURE_SIDE, limits.PICTURE_SIDE))
        source.load()
        drawn = _on_white(ImageOps.exif_transpose(source))
    drawn.thumbnail((limits.PICTURE_SIDE, limits.PICTURE_SIDE), Image.Resampling.LANCZOS)
    if kind == "PNG":
        kept = _written(drawn, "PNG", optimize=True)
        if len(kept) <= limits.PICTURE_PNG_BYTES:
            return "image/png", kept
    return "image/jpeg", _written(drawn, "JPEG", quality=85, optimize=True)


def _on_white(picture: Image.Image) -> Image.Image:
    """The points alone, in a new picture: nothing else that the file said comes along."""
    if picture.mode.startswith("I"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("1", "L") and "transparency" not in picture.info:
        plain = picture.convert("L")
    else:
        seen = picture.convert("RGBA")
        plain = Image.new("RGB", seen.size, WHITE)
        plain.paste(seen, mask=seen.getchannel("A"))
    plain.info.clear()
    return plain


def _written(picture: Image.Image, kind: str, **how: Any) -> bytes:
    out = io.BytesIO()
    picture.save(out, kind, **how)
    return out.getvalue()
