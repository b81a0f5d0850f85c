"""What a search for restricted words says, in sentences that never say the words themselves."""

from django.utils.translation import gettext as _

from foundation.documents.search.searching import Hit, Search
from foundation.history.findings import Finding, look, met, stopped
from foundation.ui.words import counted
from meetings.restricted.rules import UNREAD

SHOWN_HITS = 12


def cannot_be_searched(error: Exception) -> Finding:
    """Which file stops its own publication because it cannot be read to its end, and what to do."""
    names = "; ".join(getattr(error, "files", [])) or _("A stored file")
    return stopped(
        _("Not published, because this could not be searched for restricted words: {names}.").format(
            names=names
        ),
        remedy=_(
            "Ask for the Word file first. Otherwise save it as a new PDF in the program it was made with, "
            "and replace the paper."
        ),
        code="leak",
    )


def finding_of(search: Search) -> Finding:
    """What a search says: nothing found, or that publishing stops."""
    unread = sorted({hit.needle for hit in search.hits if hit.kind == UNREAD})
    if found := {hit.needle for hit in search.hits if hit.kind != UNREAD}:
        return stopped(
            _("{number} of {restricted_texts} would become public.").format(
                number=len(found), restricted_texts=counted(search.needles, "restricted text")
            ),
            remedy=_("Remove the text from the places listed below, then build the pack again."),
            code="leak",
        )
    if unread:
        return stopped(
            _(
                "Words of {list} cannot be searched for, because the file cannot be read. Only "
                "copies of the file and of its pages can be found."
            ).format(list="; ".join(unread)),
            remedy=_("Save it again in the program it was made with and replace it, or accept the risk."),
            code="leak",
        )
    if not search.needles:
        return met(
            _("No business is exempt or confidential, so there is nothing to search for."), code="leak"
        )
    texts, places = counted(search.needles, "restricted text"), counted(search.files, "file")
    return met(
        _("Searched for {texts} in {places}. None was found.").format(texts=texts, places=places), code="leak"
    )


def hits_in_words(search: Search) -> list[str]:
    """Each hit in a sentence that does not say the restricted words themselves."""
    hits = [hit for hit in search.hits if hit.kind != UNREAD]
    first = [
        _("{capital} is found in {within}").format(capital=_capital(hit.needle), within=_within(hit.where))
        for hit in hits
    ]
    rest = len(first) - SHOWN_HITS
    return first[:SHOWN_HITS] + (
        [_("and in {more_places}").format(more_places=counted(rest, "more place"))] if rest > 0 else []
    )


def looks_of(search: Search) -> list[Finding]:
    """What the search could not decide: passages that a public paper has, too, and names left out."""
    found = [
        look(
            _("Words of {kept} are also in {where}, which is about to be published: “{short}”").format(
                kept=_kept(hit), where=hit.where, short=_short(hit.words)
            ),
            remedy=_("Check that these words can be made public."),
            code="open",
        )
        for hit in search.open[:SHOWN_HITS]
    ]
    if (more := len(search.open) - SHOWN_HITS) > 0:
        found.append(
            look(
                _("Public papers share {more_passages} with exempt or confidential ones.").format(
                    more_passages=counted(more, "more passage")
                ),
                code="open",
            )
        )
    found += [
        look(
            _("A passage of {needle} is also in {where}, which is public.").format(
                needle=hit.needle[len("the text of ") :], where=hit.where
            ),
            remedy=_("Check that it is meant to be public there."),
            code="shared",
        )
        for hit in search.shared
    ]
    if search.overruled:
        several = counted(len(search.overruled), "find")
        found.append(
            look(
                _("{several} accepted before with a reason, and found again unchanged.").format(
                    several=several
                ),
                code="overruled",
            )
        )
    if search.left_out:
        several = "; ".join(search.left_out)
        sentence = _("Not searched for, because the words are too short or already public elsewhere")
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
    name, __, place = where.partition(": ")
    return f"{name}, {place}."
