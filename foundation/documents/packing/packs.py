"""The one door to a pack: front sheet, papers and leaves in one PDF, with page numbers and marks.

The papers carry no page numbers of their own, so a longer paper never changes another. The front sheet is
made again until the pages it names are the pages that papers stand on.
"""

import contextlib
import gc
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from foundation.documents.models import RenderedComponent
from foundation.documents.packing import merging
from foundation.documents.packing.merging import Source
from foundation.documents.processes import limits
from foundation.documents.store import files


@contextmanager
def paused() -> Iterator[None]:
    """Python looks for idle circles of objects again after the block, whatever happens in it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Ranges = dict[str, tuple[int, int]]
Front = Callable[[Ranges], bytes | RenderedComponent]
FRONT, PAPER, LEAF, KEPT = "front", "paper", "leaf", "kept"


@dataclass(frozen=True, kw_only=True)
class Part:
    """One paper of a pack. `key` names it in page ranges and in links of the front sheet.

    `mark` stands top right on its first page, or on all of its pages; `is_draft` puts DRAFT top left on all,
    also where the pack itself is none.
    """

    key: str
    title: str
    data: bytes
    mark: str = ""
    outline_label: str = ""
    mark_every_page: bool = False
    is_draft: bool = False


@dataclass(frozen=True, kw_only=True)
class Reserved:
    """Numbers kept free for pages that stand in another pack of the same meeting; nothing is printed."""

    key: str
    pages: int


@dataclass(frozen=True, kw_only=True)
class Options:
    """How a pack is put together. With `leaves`, every paper begins on an odd page number, on the right.

    `with_screen` asks for a second PDF of the same pages and numbers without the leaves.
    """

    title: str
    language: str = "en-GB"
    leaves: bool = True
    with_screen: bool = False
    draft: bool = False
    first_page: int = 1
    # Stands before every page number, as in S1-3.
    page_prefix: str = ""
    front_label: str = "Agenda"
    # Stands top left on every page in place of DRAFT, for instance RESTRICTED.
    left_mark: str = ""


@dataclass(frozen=True)
class Placed:
    """A stretch of printed page numbers and what stands there; `key` is the paper's."""

    key: str | None
    kind: str
    first: int
    last: int


@dataclass(frozen=True)
class BuiltPack:
    """The finished pack, its number of pages, and what stands where.

    `screen` is the version without leaves, if it was asked for and there are leaves.
    """

    data: bytes
    pages: int
    placed: list[Placed] = field(default_factory=list)
    screen: bytes | None = None

    @property
    def leaves(self) -> int:
        """How many pages are blank leaves."""
        return sum(1 for each in self.placed if each.kind == LEAF)

    @property
    def screen_pages(self) -> int:
        """How many pages there are to read."""
        return self.pages - self.leaves

    @property
    def ranges(self) -> Ranges:
        """First and last printed page of every paper, by its key."""
        return ranges_of(self.placed)


def ranges_of(placed: Sequence[Placed]) -> Ranges:
    """First and last printed page of every paper that stands somewhere, by its key."""
    return {each.key: (each.first, each.last) for each in placed if each.key is not None}


Progress = Callable[[int, int, str], None]


@dataclass(frozen=True)
class Settled:
    """What a pack will hold and where: the front sheet that names the right pages, and every paper."""

    front: bytes | None
    placed: list[Placed]
    printed: list[Part]
    sources: list[Source]
    options: Options

    @property
    def has_screen(self) -> bool:
        """Whether a second version without leaves is asked for and would be another one."""
        return self.options.with_screen and any(each.kind == LEAF for each in self.placed)


def assemble(
    front: Front | None,
    parts: Sequence[Part | Reserved],
    options: Options,
    progress: Progress | None = None,
    ahead: "Ahead | None" = None,
) -> BuiltPack:
    """Put a pack together. Equal input gives equal bytes; no page is lost, which is checked."""
    return bind(settle(front, parts, options, ahead), progress)


class Ahead:
    """Papers that are read while others are still being laid out; each is taken once."""

    def __init__(self) -> None:
        self.sources: dict[bytes, Source] = {}

    def read(self, components: Sequence[RenderedComponent]) -> None:
        """Make these ready for the pack. A damaged file is told of where its paper is asked for."""
        for component in components:
            with contextlib.suppress(files.Damaged):
                data = files.read(component.file)
                if data not in self.sources:
                    self.sources[data] = merging.ready(data)

    def take(self, data: bytes) -> Source:
        """A paper, read ahead or now."""
        return self.sources.pop(data, None) or merging.ready(data)


def settle(
    front: Front | None, parts: Sequence[Part | Reserved], options: Options, ahead: Ahead | None = None
) -> Settled:
    """Find the pages on which everything will stand, and the front sheet that names them."""
    printed = [part for part in parts if isinstance(part, Part)]
    take = (ahead or Ahead()).take
    sources = [take(part.data) for part in printed]
    front_bytes, placed = _settle(front, parts, _counts(parts, sources), options)
    return Settled(front_bytes, placed, printed, sources, options)


def bind(settled: Settled, progress: Progress | None = None) -> BuiltPack:
    """Make the PDF of a settled pack, and the one without leaves where it is asked for; once only."""
    told, steps = progress or _nobody, len(settled.printed) + 2
    told(0, steps, "Finding the pages")
    with paused():
        front_sheet = merging.ready(settled.front) if settled.front is not None else None
        merger = _merge(
            settled.placed, front_sheet, settled.printed, settled.sources, settled.options, told=told
        )
        told(steps - 1, steps, "Writing the pack")
        data = _finished(merger, settled.printed, settled.placed)
        expected = sum(each.last - each.first + 1 for each in settled.placed)
        if merger.pages != expected:
            raise AssertionError(f"The pack has {merger.pages} pages and should have {expected}")
        screen = _screen(settled) if settled.has_screen else None
    told(steps, steps, "Finished")
    return BuiltPack(data, merger.pages, settled.placed, screen)


def _counts(parts: Sequence[Part | Reserved], sources: Sequence[Source]) -> list[int]:
    """How many page numbers each part takes."""
    waiting = iter(sources)
    return [part.pages if isinstance(part, Reserved) else next(waiting).pages for part in parts]


def _merge(
    placed: Sequence[Placed],
    front_sheet: Source | None,
    parts: Sequence[Part],
    sources: Sequence[Source],
    options: Options,
    *,
    told: Progress,
) -> merging.Merger:
    """Everything in its order, each at its own page number."""
    merger = merging.Merger(
        title=options.title,
        language=options.language,
        first_page=options.first_page,
        prefix=options.page_prefix,
    )
    waiting = zip(parts, sources, strict=True)
    done = 0
    for each in placed:
        merger.go_on_at(each.first)
        if each.kind == LEAF:
            merger.add_leaf(options.left_mark or _draft(options))
        elif each.kind == FRONT and front_sheet is not None:
            merger.add(_front_component(front_sheet, options))
        else:
            done += 1
            told(done, len(parts) + 2, f"Adding paper {done} of {len(parts)}")
            merger.add(_component(*next(waiting), options))
    return merger


def _finished(merger: merging.Merger, parts: Sequence[Part], placed: Sequence[Placed]) -> bytes:
    return merger.finish({part.key: place for part, place in zip(parts, _papers(placed), strict=True)})


def _screen(settled: Settled) -> bytes:
    """The same pages with the same numbers and without the leaves, put together from the same inputs."""
    read = [each for each in settled.placed if each.kind != LEAF]
    # Opened once more: a PDF that stands in one pack cannot be put into another.
    sheet = merging.ready(settled.front) if settled.front is not None else None
    sources = [merging.ready(part.data) for part in settled.printed]
    merger = _merge(read, sheet, settled.printed, sources, settled.options, told=_nobody)
    if merger.pages != sum(each.last - each.first + 1 for each in read):
        raise AssertionError(f"The screen version has {merger.pages} pages, which is not all of them")
    return _finished(merger, settled.printed, read)


def plan(
    front_pages: int,
    keys: Sequence[str],
    counts: Sequence[int],
    options: Options,
    reserved: Collection[str] = (),
) -> list[Placed]:
    """Where everything stands when the front sheet has so many pages.

    Reserved numbers move the papers behind them and leave no page. Paper printed on both sides stays right:
    a leaf before reserved numbers is there in every pack, one behind them only where those pages are.
    """
    placed: list[Placed] = []
    at = options.first_page
    if front_pages:
        placed.append(Placed(None, FRONT, at, at + front_pages - 1))
        at += front_pages
    for key, count in zip(keys, counts, strict=True):
        if options.leaves and at % 2 == 0:
            is_behind_a_gap = bool(placed) and placed[-1].kind == KEPT
            placed.append(Placed(None, KEPT if is_behind_a_gap else LEAF, at, at))
            at += 1
        placed.append(Placed(key, KEPT if key in reserved else PAPER, at, at + count - 1))
        at += count
    return _printed(placed)


def _printed(placed: list[Placed]) -> list[Placed]:
    """Without the reserved numbers, and without a leaf that would be the last page."""
    is_cut = bool(placed) and placed[-1].kind == KEPT
    kept = [each for each in placed if each.kind != KEPT]
    while is_cut and kept and kept[-1].kind == LEAF:
        kept.pop()
    return kept


def _settle(
    front: Front | None, parts: Sequence[Part | Reserved], counts: Sequence[int], options: Options
) -> tuple[bytes | None, list[Placed]]:
    """Make the front sheet until it names the pages that come out with a front sheet of its length.

    Should two lengths chase each other, the longer one is taken and leaves fill it up.
    """
    keys = [part.key for part in parts]
    if len(set(keys)) != len(keys):
        raise ValueError("Two papers of a pack have the same key")
    reserved = {part.key for part in parts if isinstance(part, Reserved)}
    if front is None:
        return None, plan(0, keys, counts, options, reserved)
    length, longest = 1, 1
    for round_number in range(limits.FRONT_ROUNDS):
        placed = plan(length, keys, counts, options, reserved)
        data = _bytes(front(ranges_of(placed)))
        pages = len(merging.opened(data).pages)
        longest = max(longest, pages)
        if pages == length:
            return data, placed
        if pages < length and round_number >= limits.FRONT_ROUNDS // 2:
            return data, _fill_up(placed, pages)
        length = pages if round_number < limits.FRONT_ROUNDS // 2 - 1 else longest
    raise RuntimeError("The front sheet of this pack does not come to rest")


def _fill_up(placed: list[Placed], pages: int) -> list[Placed]:
    """The same plan with leaves after a front sheet that came out shorter than its room."""
    front, rest = placed[0], placed[1:]
    first_leaf = front.first + pages
    leaves = [Placed(None, LEAF, at, at) for at in range(first_leaf, front.last + 1)]
    return [Placed(None, FRONT, front.first, first_leaf - 1), *leaves, *rest]


def _papers(placed: Sequence[Placed]) -> list[int]:
    return [each.first for each in placed if each.kind == PAPER]


def page_count(data: bytes) -> int:
    """How many pages a PDF has; none for no PDF."""
    return len(merging.opened(data).pages) if data else 0


def _bytes(front: bytes | RenderedComponent) -> bytes:
    return front if isinstance(front, bytes) else files.read(front.file)


def _draft(options: Options, part: Part | None = None) -> str:
    is_draft = options.draft or (part is not None and part.is_draft)
    return "DRAFT" if is_draft else ""


def _front_component(source: Source, options: Options) -> merging.Component:
    return merging.Component(
        source=source,
        label=options.front_label,
        left=options.left_mark or _draft(options),
        has_pack_links=True,
    )


def _component(part: Part, source: Source, options: Options) -> merging.Component:
    return merging.Component(
        source=source,
        label=part.outline_label or part.title,
        left=options.left_mark or _draft(options, part),
        right=part.mark,
        is_right_everywhere=part.mark_every_page,
    )


def _nobody(done: int, total: int, step: str) -> None:
    """Progress that nobody watches."""
