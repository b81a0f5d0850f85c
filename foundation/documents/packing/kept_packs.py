"""A pack of the same parts is put together once: what was made before is taken from where it is kept.

The front sheet is settled anew each time, so that the pages it names are always those of today. Then a key
over everything that goes into the pack says whether these very bytes were made before.
"""

import dataclasses
import functools
import hashlib
import json
from collections.abc import Sequence

import pikepdf

from foundation.documents.layout import render
from foundation.documents.packing import packs
from foundation.documents.pdf import fonts
from foundation.documents.store import files

# One more whenever the same parts would give other bytes.
EDITION = "pack 3"


def assemble(
    front: packs.Front | None,
    parts: Sequence[packs.Part | packs.Reserved],
    options: packs.Options,
    progress: packs.Progress | None = None,
    ahead: packs.Ahead | None = None,
) -> packs.BuiltPack:
    """The pack that `packs.assemble` gives, kept under its key. Equal input gives equal bytes."""
    settled = packs.settle(front, parts, options, ahead)
    key = _key(settled)
    return _kept(key, settled) or _keep(key, packs.bind(settled, progress), settled)


def _key(settled: packs.Settled) -> str:
    """The SHA-256 of all that a pack is made of, and of what makes it."""
    made_of = {
        "by": _versions(),
        "front": _hash(settled.front or b""),
        "options": dataclasses.asdict(settled.options),
        "placed": [dataclasses.asdict(each) for each in settled.placed],
        "papers": [{**vars(part), "data": _hash(part.data)} for part in settled.printed],
    }
    return _hash(json.dumps(made_of, sort_keys=True).encode())


@functools.cache
def _versions() -> str:
    return (
        f"{EDITION}; pikepdf {pikepdf.__version__}; qpdf {pikepdf.__libqpdf_version__}; {fonts.fingerprint()}"
    )


def _kept(key: str, settled: packs.Settled) -> packs.BuiltPack | None:
    whole = render.kept(key)
    screen = render.kept(_screen_key(key)) if settled.has_screen else None
    if whole is None or (settled.has_screen and screen is None):
        return None
    return packs.BuiltPack(
        files.read(whole.file), whole.pages, settled.placed, files.read(screen.file) if screen else None
    )


def _keep(key: str, built: packs.BuiltPack, settled: packs.Settled) -> packs.BuiltPack:
    render.keep(key, built.data, built.pages)
    if built.screen is not None:
        render.keep(_screen_key(key), built.screen, built.screen_pages)
    return built


def _screen_key(key: str) -> str:
    return _hash(f"{key} without leaves".encode())


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
