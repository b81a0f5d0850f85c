"""Understanding a list of members pasted from a spreadsheet, and saying in plain words what is in doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.ui.words import joined

TITLES = frozenset([
    "cllr", "councillor", "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "sir", "dame",
    "lord", "lady", "baroness", "baron", "rev", "revd", "reverend", "canon", "alderman", "ald", "col",
    "major", "capt", "mayor", "judge", "hon",
])  # fmt: skip
PRINTED_TITLES = {
    "councillor": "Cllr",
    "professor": "Prof",
    "reverend": "Revd",
    "rev": "Revd",
    "ald": "Alderman",
    "hon": "Hon.",
}
POST_NOMINAL = re.compile(
    r"^(?:[A-Z]{2,}[A-Za-z]{0,4}|[A-Z][a-z]?[A-Z]+[A-Za-z]*|BSc|MSc|PhD|\((?:Hons)\))\.?$"
)
PARTICLES = frozenset([
    "de", "da", "di", "do", "dos", "du", "del", "della", "la", "le", "van", "von", "der", "den", "ten", "ter",
    "bin", "ibn", "al", "st", "ap", "ab", "ferch", "verch", "ó", "ní", "nic", "uí", "mac", "mc",
])  # fmt: skip
VACANCY = re.compile(
    r"^\W*(vacan(cy|t)|vacant seat|to be (appointed|confirmed)|tbc|tba|tbd)\b", re.IGNORECASE
)
EMAIL = re.compile(r"^[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+$")
HEADERS = {
    "name": ("name", "member", "councillor", "members", "full name", "member name"),
    "title": ("title", "style"),
    "given": ("first name", "forename", "first", "given name", "given names", "forenames"),
    "family": ("surname", "family name", "last name", "last"),
    "council": ("council", "authority", "local authority", "representing", "appointed by", "organisation"),
    "kind": ("kind", "type", "role", "membership", "category"),
    "email": ("email", "mail", "email address", "address"),
}
KINDS = (
    ("substitute", re.compile(r"\b(substitutes?|deput(y|ies)|reserve)\b", re.IGNORECASE)),
    ("coopted_councillor", re.compile(r"co-?opted (councillor|local)|councillor.*co-?opted", re.IGNORECASE)),
    ("coopted_independent", re.compile(r"\b(independent|co-?opted|lay|community)\b", re.IGNORECASE)),
    ("appointed", re.compile(r"\b(appointed|councillor|elected|constituent|member)\b", re.IGNORECASE)),
)  # fmt: skip
# Beside a council this is a political group, not a co-opted member.
PARTY = re.compile(r"^independent( group)?$", re.IGNORECASE)
COUNCIL = re.compile(r"\b(council|authority|borough|county|district|city|unitary|combined)\b", re.IGNORECASE)
KIND_WORDS = {
    "appointed": gettext_noop("Appointed member"),
    "coopted_independent": gettext_noop("Independent co-opted member"),
    "coopted_councillor": gettext_noop("Co-opted councillor"),
    "substitute": gettext_noop("Substitute member"),
}


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One pasted line as it was understood, with what is in doubt."""

    number: int
    text: str
    title: str = ""
    given_name: str = ""
    family_name: str = ""
    post_nominals: str = ""
    council: str = ""
    kind: str = "appointed"
    email: str = ""
    is_vacancy: bool = False
    doubts: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()

    @property
    def printed_name(self) -> str:
        """The name as it will be printed."""
        if self.is_vacancy:
            return "Vacancy"
        return " ".join(filter(None, [self.title, self.given_name, self.family_name, self.post_nominals]))

    @property
    def kind_label(self) -> str:
        """The kind of member in words."""
        return _(KIND_WORDS[self.kind])


@dataclass(frozen=True, slots=True)
class Pasted:
    """Everything understood from a pasted list."""

    rows: list[PastedRow] = field(default_factory=list)
    header: tuple[str, ...] = ()

    @property
    def faults(self) -> list[str]:
        """Why the list cannot be saved yet, a sentence each."""
        return [
            _("Line {number}: {fault}").format(number=row.number, fault=fault)
            for row in self.rows
            for fault in row.faults
        ]

    @property
    def doubts(self) -> list[str]:
        """What is worth a look before saving, a sentence each."""
        return [
            _("Line {number}: {doubt}").format(number=row.number, doubt=doubt)
            for row in self.rows
            for doubt in row.doubts
        ]

    @property
    def councils(self) -> list[str]:
        """The councils named, each once, in their order."""
        return list(dict.fromkeys(row.council for row in self.rows if row.council))

    @property
    def vacancies(self) -> int:
        """How many seats are vacant."""
        return sum(row.is_vacancy for row in self.rows)


def paste_members(text: str) -> Pasted:
    """Understand pasted lines: name, council, kind and e-mail, in columns parted by tab, comma or spaces.

    Nothing is saved: show the preview, then `actions.save_pasted`.
    """
    lines = [(n, line.strip("\r\n ﻿")) for n, line in enumerate(text.splitlines(), 1)]
    lines = [(n, line) for n, line in lines if line.strip()]
    header: list[str] = []
    rows: list[PastedRow] = []
    for n, line in lines:
        cells = split_cells(line)
        if not rows and not header and (found := read_header(cells)):
            header = found
            continue
        rows.append(_understand(n, line, cells, header))
    return Pasted(_repeated_names(rows), tuple(header))


def split_cells(line: str) -> list[str]:
    """Part a line into its columns by tab, else by several spaces, semicolon or comma."""
    for separator in (r"\t", r" {2,}", r";", r"\s\|\s"):
        if re.search(separator, line.strip()):
            return [_unquoted(cell) for cell in re.split(separator, line.strip("\n"))]
    return _join_nominals([_unquoted(cell) for cell in line.split(",")])


def _unquoted(cell: str) -> str:
    """A cell without the quotes around it; a nickname in quotes at its end keeps both of its own."""
    bare = cell.strip()
    for mark in "\"'":
        if len(bare) > 1 and bare[0] == bare[-1] == mark:
            bare = bare[1:-1].strip()
        elif bare.count(mark) == 1:
            bare = bare.strip(mark).strip()
    return bare


def _join_nominals(cells: list[str]) -> list[str]:
    """Letters after a name stay with it, though a comma stands between: "Sood, MBE"."""
    joined: list[str] = []
    for cell in cells:
        words = cell.split()
        if len(joined) == 1 and words and all(POST_NOMINAL.match(word) for word in words):
            joined[0] = f"{joined[0]}, {cell}"
        else:
            joined.append(cell)
    return joined


def read_header(cells: Sequence[str]) -> list[str]:
    """The meaning of each column where this row names them, else nothing."""
    known = {word: meaning for meaning, words in HEADERS.items() for word in words}
    meanings = [known.get(cell.lower().replace("e-m", "em").strip(" :*"), "") for cell in cells]
    is_whole = sum(map(bool, meanings)) == len(list(filter(None, cells)))
    return meanings if {"name", "family"} & set(meanings) and is_whole else []


def _name_in(columns: dict[str, str]) -> str:
    """The name, also when title, first name and family name have columns of their own."""
    parts = (columns.get(part, "") for part in ("title", "given", "name", "family"))
    return " ".join(filter(None, parts))


def _is_title(cell: str) -> bool:
    """True for a column of titles alone: "Cllr", "Cllr Mrs", "Cllr The Hon."."""
    words = [word.lower().rstrip(".") for word in cell.split()]
    return bool(words) and set(words) <= TITLES | {"the"} and words != ["the"]


def _is_kind(cell: str) -> bool:
    return not COUNCIL.search(cell) and any(pattern.search(cell) for __, pattern in KINDS)


def _named_columns(cells: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """The columns of the name, and those after it; after a bare title it may stand in two: "Ada", "Fern"."""
    if len(cells) < 3 or not _is_title(cells[0]):
        return {"name": cells[0]}, cells[1:]
    follows = len(cells) > 3 and bool(COUNCIL.search(cells[3]) or _is_kind(cells[3]))
    is_council = bool(COUNCIL.search(cells[2])) or _is_kind(cells[2]) or not cells[2]
    if is_council or (" " in cells[1] and not follows):
        return {"title": cells[0], "name": cells[1]}, cells[2:]
    return {"title": cells[0], "given": cells[1], "family": cells[2]}, cells[3:]


def _understand(number: int, line: str, cells: Sequence[str], header: Sequence[str]) -> PastedRow:
    columns, left_out = (dict(zip(header, cells, strict=False)), []) if header else _guess_columns(cells)
    name = _name_in(columns)
    council, said = _council_or_kind(columns.get("council", ""), columns.get("kind", ""))
    email = columns.get("email", "")
    is_vacancy = bool(VACANCY.match(name)) or (not name and bool(council))
    kind, doubts = _kind(said, council, bool(header))
    if left_out:
        doubts.append(_("Not used: {names}.").format(names=joined(f"“{each}”" for each in left_out)))
    faults = []
    parts = ("", "", "", "")
    if not is_vacancy:
        own = columns.get("family", "") if columns.get("given") else ""
        parts = _with_own_family(split_name(name), own)
        doubts += [] if own else _name_doubts(name, parts)
        if not parts[2]:
            faults.append(_("No family name was found."))
    if kind == "appointed" and not council:
        faults.append(
            _("An appointed member needs a council. Enter the council, or “independent”, next to the name.")
        )
    if email and not EMAIL.match(email):
        faults.append(_("“{email}” is not an email address.").format(email=email))
    if any(len(value) > 120 for value in (*parts, council)):
        faults.append(_("This line is too long to be a name and a council."))
    return PastedRow(
        number, line, *parts, council, kind, email, is_vacancy, doubts=tuple(doubts), faults=tuple(faults)
    )


def _with_own_family(parts: tuple[str, str, str, str], own: str) -> tuple[str, str, str, str]:
    """The parts of a name whose family name had a column of its own: that column says where it begins."""
    title, given, family, nominals = parts
    words = f"{given} {family}".split()
    kept = [word for word in own.replace(",", " ").split() if word not in nominals.split()]
    if not kept or words[-len(kept) :] != kept:
        return parts
    return title, " ".join(words[: -len(kept)]), " ".join(kept), nominals


def _council_or_kind(council: str, kind: str) -> tuple[str, str]:
    """The council and the kind; "Independent member" under the heading Council names the kind."""
    return ("", council) if _is_kind(council) and not kind else (council, kind)


def _guess_columns(cells: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Name first; then what looks like an e-mail, a kind or a council; what is none of these is left out."""
    columns, others = _named_columns(cells)
    left_out: list[str] = []
    for cell in filter(None, others):
        council = columns.get("council", "")
        if "@" in cell:
            columns.setdefault("email", cell)
        elif (
            COUNCIL.search(council) and not COUNCIL.search(cell) and (PARTY.match(cell) or not _is_kind(cell))
        ):
            # A register of members has a party and an office after the council: neither is part of its name.
            left_out.append(cell)
        elif _is_kind(cell):
            columns.setdefault("kind", cell)
        else:
            columns["council"] = ", ".join(filter(None, [council, cell]))
    return columns, left_out


def _kind(said: str, council: str, has_header: bool) -> tuple[str, list[str]]:
    """The kind of member said; without a word, a council means appointed."""
    for kind, pattern in KINDS:
        if pattern.search(said):
            return kind, []
    if said:
        doubt = _(
            "“{said}” is not a known kind of member. The person is read as an appointed member."
        ).format(said=said)
        return "appointed", [doubt]
    if not council and has_header:
        doubt = _("There is no council, so the person is read as an independent co-opted member.")
        return "coopted_independent", [doubt]
    return "appointed", []


def split_name(name: str) -> tuple[str, str, str, str]:
    """Part a printed name: title, given names, family name, letters after it.

    "Cllr. Manjula Sood, MBE" gives ("Cllr", "Manjula", "Sood", "MBE"); "Sood, Manjula" is turned round.
    """
    before, __, after = (part.strip() for part in name.partition(","))
    words = before.split()
    after_words = after.split()
    nominals: list[str] = []
    if after_words and all(POST_NOMINAL.match(word) for word in after_words):
        nominals = after_words
    elif after:
        words = [*after_words, *words]
    title = []
    while len(words) > 1 and (words[0].lower().rstrip(".") in TITLES or _is_title(" ".join(words[:2]))):
        word = words.pop(0).rstrip(".")
        title.append(PRINTED_TITLES.get(word.lower(), word[:1].upper() + word[1:]))
    while len(words) > 2 and POST_NOMINAL.match(words[-1]) and not before.isupper():
        nominals.insert(0, words.pop())
    start = len(words) - 1
    while start > 1 and words[start - 1].lower().rstrip(".") in PARTICLES:
        start -= 1
    given, family = words[: max(start, 0)], words[max(start, 0) :]
    return " ".join(title), " ".join(given), " ".join(family), " ".join(nominals)


def _name_doubts(name: str, parts: tuple[str, str, str, str]) -> list[str]:
    title, given, family, __ = parts
    doubts = []
    if family and not given:
        doubts.append(
            _("There is only one name. “{family}” is read as the family name.").format(family=family)
        )
    if len(given.split()) > 1:
        doubts.append(
            _("“{family}” is read as the family name, and “{given}” as the first names.").format(
                family=family, given=given
            )
        )
    if re.search(r"[\d@]", name):
        doubts.append(_("There is a number or an @ in the name."))
    return doubts


def _repeated_names(rows: list[PastedRow]) -> list[PastedRow]:
    """Put a doubt on a name that stood in an earlier line."""
    seen: dict[str, int] = {}
    checked = []
    for row in rows:
        key = f"{row.given_name} {row.family_name}".casefold()
        first = None if row.is_vacancy else seen.setdefault(key, row.number)
        if first not in (None, row.number):
            row = replace(
                row,
                doubts=(
                    *row.doubts,
                    _("{printed_name} is also in line {first}.").format(
                        printed_name=row.printed_name, first=first
                    ),
                ),
            )
        checked.append(row)
    return checked
