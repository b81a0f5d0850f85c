"""Holds what a file says against what became of it here: no word lost or invented, no number changed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser

from django.utils.translation import gettext as _

from foundation.documents.incoming import import_oracle
from foundation.documents.incoming.import_oracle import SIGN, tokens
from foundation.documents.pdf import reading
from foundation.documents.vetting import uploads
from foundation.documents.word import word_in

SHOWN = 3
# What our own text may say that the file does not: the heading over its notes.
OURS = Counter(tokens("Notes"))
LABELS = 60


@dataclass
class Checked:
    """What became of one file: what is wrong, what was left out and named, and how much there was."""

    faults: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    words: int = 0
    numbers: int = 0
    refused: str = ""
    by: list[str] = field(default_factory=list)

    @property
    def line(self) -> str:
        """The whole of it in one line."""
        if self.refused:
            return _("refused: {refused}").format(refused=self.refused)
        told = _("{words} words by {list}").format(words=self.words, list=" and ".join(self.by))
        told += _(", {numbers} numbers").format(numbers=self.numbers) if self.numbers else ""
        told += _("; left out and named: {list}").format(list=", ".join(self.left)) if self.left else ""
        return (
            _("LOST {list} ({told})").format(list="; ".join(self.faults), told=told)
            if self.faults
            else _("right: {told}").format(told=told)
        )


def times(count: int, one: str) -> str:
    """ "1 word", "3 words"."""
    return f"{count} {one}" if count == 1 else f"{count} {one}s"


def check(name: str, data: bytes) -> Checked:
    """Hold one Word or PDF file against what becomes of it. Keeps nothing."""
    return _check_pdf(data) if name.lower().endswith(".pdf") else _check_word(data)


def _check_word(data: bytes) -> Checked:
    done = Checked()
    try:
        read = word_in.read_docx(data, keeps=False)
    except uploads.NotAccepted as error:
        done.refused = error.sentence
        return done
    try:
        said = import_oracle.of_word(data)
    except ValueError as error:
        done.faults.append(_("the file was read, but its XML could not be: {error}").format(error=error))
        return done
    return compared(read, said, import_oracle.office_lines(data))


def compared(read: word_in.ReadDocument, said: import_oracle.Said, office: list[str] | None) -> Checked:
    """What was read of a Word file held against what it says, and against the lines of an office program."""
    page = _page(read.html)
    done = Checked(by=[_("the file’s XML")])
    done.words = sum(len(tokens(line)) for line in said.paragraphs)
    kinds = Counter(each.what for each in read.left)
    done.left = [f"{count} {what}" for what, count in kinds.items()]
    result = [line.text for line in page.lines]
    result += [read.title] if tokens(read.title) not in map(tokens, result) else []
    left = [each.words for each in read.left]
    _compare(said.paragraphs, result, left, page.marks, done)
    _edges(said, read, page, done)
    if office is not None:
        done.by.append(_("the office program"))
        _office(office, page, [*result, *left], said, done)
    return done


def lines(html: str) -> list[str]:
    """The paragraphs of one of our texts, each after the number that its list prints."""
    return [f"{line.label} {line.text}".strip() for line in _page(html).lines]


def _page(html: str) -> "_Page":
    page = _Page()
    page.feed(html)
    page.close()
    return page


def _compare(said: list[str], result: list[str], left: list[str], marks: list[str], done: Checked) -> None:
    """Every word of the file is in the result or left out by name, and the result has no others."""
    mine, theirs = ([tokens(line) for line in lines] for lines in (result, said))
    whole, kept = (["\x00".join(line) for line in lines] for lines in (theirs, mine))
    wanted: list[tuple[str, str]] = []
    named = Counter(word for line in left for word in tokens(line))
    spare = Counter(named)
    for kind, a, b, c, d in SequenceMatcher(None, whole, kept, autojunk=False).get_opcodes():
        if kind != "equal":
            spare.update(word for line in mine[c:d] for word in line)
            for line in theirs[a:b]:
                wanted += [(word, " ".join(line[max(0, n - 4) : n + 4])) for n, word in enumerate(line)]
    missing = [(word, around) for word, around in wanted if not _takes(spare, word)]
    missing = [(word, around) for word, around in missing if not _takes_parts(spare, word)]
    extra = spare - named - OURS - Counter(word for mark in marks for word in tokens(mark))
    letters = sum(len(word) == 1 and not word.isascii() for word in extra.elements())
    if sum(word == SIGN for word, __ in missing) <= letters:
        # A sign of a font that draws pictures may have become a letter, such as a Greek one.
        missing = [(word, around) for word, around in missing if word != SIGN]
    if missing:
        shown = "; ".join(f"“{word}” in “{around}”" for word, around in missing[:SHOWN])
        done.faults.append(
            _("{times} of the file: {shown}").format(times=times(len(missing), "word"), shown=shown)
        )
    elif doubled := [word for word in extra.elements() if word.isalpha() and len(word) > 1]:
        shown = ", ".join(doubled[: 2 * SHOWN])
        done.faults.append(
            _("{times} that the file does not say: {shown}").format(
                times=times(len(doubled), "word"), shown=shown
            )
        )


def _takes(spare: Counter[str], word: str) -> bool:
    if spare[word] <= 0:
        return False
    spare[word] -= 1
    return True


def _takes_parts(spare: Counter[str], word: str) -> bool:
    """True for a word that is there in two parts: one of them was hidden, or a bracket came between."""
    for at in range(1, len(word)):
        first, second = word[:at], word[at:]
        if spare[first] > 0 and spare[second] > (first == second):
            spare[first] -= 1
            spare[second] -= 1
            return True
    return False


def _edges(said: import_oracle.Said, read: word_in.ReadDocument, page: "_Page", done: Checked) -> None:
    """What is beside the text: edges of pages and comments, pictures, signs, parts of other kinds."""
    named = Counter(word for each in read.left for word in tokens(each.words))
    missing = Counter(word for line in said.edges for word in tokens(line)) - named
    if missing:
        done.faults.append(
            _("words of edges or comments that no one named: {list}").format(
                list=", ".join(list(missing)[:8])
            )
        )
    live = (
        said.struck
        - Counter(tokens(page.struck))
        - Counter(word for each in read.left for word in tokens(each.words))
    )
    if live:
        done.faults.append(
            _("words struck out that are no longer struck out: {list}").format(list=", ".join(list(live)[:8]))
        )
    pictures = page.pictures + sum("picture" in each.what for each in read.left)
    pictures += sum("picture" in each.lower() and "left out" in each for each in read.notes)
    if pictures < said.pictures:
        done.faults.append(f"{times(said.pictures - pictures, 'picture')} of {said.pictures}")
    if sum("web page" in each.what for each in read.left) < said.chunks:
        done.faults.append(_("a part of another kind that no one named"))


def _office(
    office: list[str], page: "_Page", have: list[str], said: import_oracle.Said, done: Checked
) -> None:
    """Words and numbers as an office program prints them."""
    known = {word for line in have for word in tokens(line)} | said.older
    # Words beside those that are hidden or deleted are glued together there.
    letters = "".join("".join(tokens(line)) for line in [*have, *said.paragraphs])
    strange = [
        word
        for line in office
        for word in tokens(line)
        if word.isalpha() and word not in known and len(word) > 2
    ]
    lost = [word for word in strange if word not in letters]
    labels = {word for line in page.lines for word in tokens(line.label)}
    lost = [word for word in lost if word not in labels]
    if lost:
        done.faults.append(
            _("{times} of the office program: {list}").format(
                times=times(len(lost), "word"), list=", ".join(lost[:8])
            )
        )
    mine = Counter((_bare(line.label), _bare(line.text)) for line in page.lines if line.text)
    printed = Counter(_bare(line) for line in office)
    done.numbers = sum(1 for line in page.lines if line.label)
    unmatched = []
    for (label, text), count in mine.items():
        rest = count - printed[label + text]
        printed[label + text] -= count
        unmatched += [(label, text)] * max(0, rest)
    left = [line for line, count in printed.items() if count > 0]
    wrong = [(label, text, line) for label, text in unmatched for line in left if _differs(label, text, line)]
    if wrong:
        label, text, line = wrong[0]
        theirs = line.removesuffix(text)
        done.faults.append(
            _(
                "{times} differ from the office program’s: “{label}” here, “{theirs}” there, before “{text}”"
            ).format(times=times(len(wrong), "number"), label=label, theirs=theirs, text=text[:40])
        )


def _differs(label: str, text: str, line: str) -> bool:
    """True when a line of the office program is this paragraph with another number."""
    if not line.endswith(text) or len(text) < 3:
        return False
    theirs = line.removesuffix(text)
    if len(theirs) > LABELS or theirs.strip("-–") == label.strip("-–"):
        return False
    return any(sign.isalnum() for sign in theirs + label) and theirs not in ("o", "§")


def _bare(text: str) -> str:
    """A line without spaces, hyphens that never show, and signs that fonts draw."""
    return "".join(
        sign
        for sign in text
        if not sign.isspace() and sign not in "\u00ad\u2011-•" and not "\ue000" <= sign <= "\uf8ff"
    )


@dataclass
class _Line:
    label: str
    text: str


class _Page(HTMLParser):
    """Our own text a paragraph a line, each with the number that its list prints before it."""

    BLOCKS = frozenset(
        ("p", "li", "td", "th", "h2", "h3", "h4", "caption", "figcaption", "tr", "table", "ol", "ul")
    )

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[_Line] = []
        self.marks: list[str] = []
        self.pictures = 0
        self.struck = ""
        self._is_struck = False
        self._lists: list[list[str | int]] = []
        self._label = ""
        self._words = ""
        self._mark: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a paragraph, a list or an item."""
        given = {name: value or "" for name, value in attrs}
        if tag in self.BLOCKS:
            self._end()
        if tag == "ol":
            words = [given.get("data-before", ""), given.get("type", ""), given.get("data-after", "")]
            self._lists.append([*words, int(given.get("start", "1"))])
        elif tag == "ul":
            self._lists.append([])
        elif tag == "li" and self._lists and self._lists[-1]:
            self._label = _label(self._lists[-1])
        elif tag == "br":
            self._words += " "
        elif tag == "s":
            self._is_struck = True
        elif tag == "img":
            self.pictures += 1
        elif tag in ("sup", "sub"):
            self._words += " "
            self._mark = "" if tag == "sup" else None

    def handle_endtag(self, tag: str) -> None:
        """End what was begun."""
        if tag in self.BLOCKS:
            self._end()
        if tag in ("ol", "ul") and self._lists:
            self._lists.pop()
        if tag == "s":
            self._is_struck = False
            self.struck += " "
        if tag in ("sup", "sub"):
            self._words += " "
            self.marks += [self._mark] if self._mark else []
            self._mark = None

    def handle_data(self, data: str) -> None:
        """Words."""
        self._words += data
        self.struck += data if self._is_struck else ""
        if self._mark is not None:
            self._mark += data

    def close(self) -> None:
        """The last paragraph ends too."""
        super().close()
        self._end()

    def _end(self) -> None:
        words = " ".join(self._words.split())
        if words:
            self.lines.append(_Line(self._label, words))
            self._label = ""
        self._words = ""


def _label(found: list[str | int]) -> str:
    """The number of the next item of a list, which counts on."""
    before, kind, after, number = found
    found[3] = int(number) + 1
    return f"{before}{_counted(str(kind), int(number))}{after}"


def _counted(kind: str, number: int) -> str:
    if kind in ("", "1"):
        return str(number) if kind else ""
    if kind in "aA":
        letters = chr(96 + (number - 1) % 26 + 1) * (1 + (number - 1) // 26)
    else:
        letters = "".join(_romans(number))
    return letters.upper() if kind in "AI" else letters


def _romans(number: int) -> Iterator[str]:
    signs = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")]
    for value, sign in [*signs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]:
        yield sign * (number // value)
        number %= value


def _check_pdf(data: bytes) -> Checked:
    done = Checked()
    theirs = import_oracle.of_pdf(data)
    try:
        vetted = uploads.vet(data)
    except uploads.NotAccepted as error:
        done.refused = error.sentence
        return done
    if theirs is None:
        done.by.append(_("nothing: pdftotext is not installed"))
        return done
    done.by.append("pdftotext")
    done.words = len(theirs)
    mine = import_oracle.of_pdf(vetted.data) or []
    missing = Counter(theirs) - Counter(mine)
    if missing:
        done.faults.append(
            _("{times} of the file: {list}").format(
                times=times(missing.total(), "word"), list=", ".join(list(missing)[:8])
            )
        )
    spoken = tokens(reading.spoken(reading.read(vetted.data)))
    silent = Counter(mine) - Counter(spoken)
    if spoken and silent.total() > len(mine) // 2:
        done.faults.append(
            _("{total} of {number} words are not read aloud").format(total=silent.total(), number=len(mine))
        )
    return done
