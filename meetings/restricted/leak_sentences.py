"""What a search for restricted words says, in sentences that never say the words themselves."""

from foundation.documents.search.searching import Hit, Search
from foundation.history.findings import Finding, look, met, stopped
from foundation.ui.words import counted
from meetings.restricted.rules import UNREAD

SHOWN_HITS = 12


def cannot_be_searched(error: Exception) -> Finding:
    """Which file stops its own publication because it cannot be read to its end, and what to do."""
    names = "; ".join(getattr(error, "files", [])) or "A stored file"
    return stopped(
        f"Not published, because this could not be searched for restricted words: {names}.",
        remedy="Ask for the Word file first. Otherwise save it as a new PDF in the program it was made with, "
        "and replace the paper.",
        code="leak",
    )


def finding_of(search: Search) -> Finding:
    """What a search says: nothing found, or that publishing stops."""
    unread = sorted({hit.needle for hit in search.hits if hit.kind == UNREAD})
    if found := {hit.needle for hit in search.hits if hit.kind != UNREAD}:
        return stopped(
            f"{len(found)} of {counted(search.needles, 'restricted text')} would become public.",
            remedy="Remove the text from the places listed below, then build the pack again.",
            code="leak",
        )
    if unread:
        return stopped(
            f"Words of {'; '.join(unread)} cannot be searched for, because the file cannot be read. Only "
            "copies of the file and of its pages can be found.",
            remedy="Save it again in the program it was made with and replace it, or accept the risk.",
            code="leak",
        )
    if not search.needles:
        return met("No business is exempt or confidential, so there is nothing to search for.", code="leak")
    texts, places = counted(search.needles, "restricted text"), counted(search.files, "file")
    return met(f"Searched for {texts} in {places}. None was found.", code="leak")


def hits_in_words(search: Search) -> list[str]:
    """Each hit in a sentence that does not say the restricted words themselves."""
    hits = [hit for hit in search.hits if hit.kind != UNREAD]
    first = [f"{_capital(hit.needle)} is found in {_within(hit.where)}" for hit in hits]
    rest = len(first) - SHOWN_HITS
    return first[:SHOWN_HITS] + ([f"and in {counted(rest, 'more place')}"] if rest > 0 else [])


def looks_of(search: Search) -> list[Finding]:
    """What the search could not decide: passages that a public paper has, too, and names left out."""
    found = [
        look(
            f"Words of {_kept(hit)} are also in {hit.where}, which is about to be published: "
            f"“{_short(hit.words)}”",
            remedy="Check that these words can be made public.",
            code="open",
        )
        for hit in search.open[:SHOWN_HITS]
    ]
    if (more := len(search.open) - SHOWN_HITS) > 0:
        found.append(
            look(
                f"Public papers share {counted(more, 'more passage')} with exempt or confidential ones.",
                code="open",
            )
        )
    found += [
        look(
            f"A passage of {hit.needle[len('the text of ') :]} is also in {hit.where}, which is public.",
            remedy="Check that it is meant to be public there.",
            code="shared",
        )
        for hit in search.shared
    ]
    if search.overruled:
        several = counted(len(search.overruled), "find")
        found.append(
            look(f"{several} accepted before with a reason, and found again unchanged.", code="overruled")
        )
    if search.left_out:
        several = "; ".join(search.left_out)
        sentence = "Not searched for, because the words are too short or already public elsewhere"
        found.append(look(f"{sentence}: {several}.", code="left_out"))
    return found


def _kept(hit: Hit) -> str:
    """What is kept and where it stands: "the text of paper 1 of item 2, page 3"."""
    return f"{hit.needle}, {hit.kept_where}" if hit.kept_where else hit.needle


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= 200 else f"{plain[:199]}…"


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _within(where: str) -> str:
    name, _, place = where.partition(": ")
    return f"{name}, {place}."
