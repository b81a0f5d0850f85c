"""Sentences of minutes about what was before the meeting: reports, presentations, oral updates."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from foundation.ui.words import joined
from meetings.wording.facts import ItemFacts, PaperFacts, Words
from meetings.wording.presenters import with_article


def report_sentences(words: Words, item: ItemFacts) -> list[str]:
    """Which report was considered, by whom, and that a copy is filed; nothing where there is no report."""
    by = f" of {with_article(item.presenter)}" if item.presenter else ""
    titles = [paper.title for paper in item.papers if paper.delivery != "withdrawn"]
    if not titles:
        return []
    called = f" on {_quoted(titles[0])}"
    if len(titles) > 1:
        first = _("The {noun} considered reports{by}: {names}.").format(
            noun=words.noun, by=by, names=joined(_quoted(title) for title in titles)
        )
    else:
        first = _("The {noun} considered a report{by}{called}.").format(noun=words.noun, by=by, called=called)
    return [first, *filed_sentences(item.papers)]


def filed_sentences(papers: Sequence[PaperFacts]) -> list[str]:
    """That copies of the papers are filed with the minutes, each mark once, and how they came if late."""
    gathered: dict[tuple[str, str], int] = {}
    for paper in papers:
        if paper.delivery != "withdrawn":
            key = (paper.mark, _came(paper.delivery))
            gathered[key] = gathered.get(key, 0) + 1
    return [_filed(mark, came, count) for (mark, came), count in gathered.items()]


def _filed(mark: str, came: str, count: int) -> str:
    copy, are, was = (
        (_("A copy of the report"), "is", "was")
        if count == 1
        else (_("Copies of the reports"), "are", "were")
    )
    marked = _("marked {quoted}").format(quoted=_quoted(mark)) if mark else ""
    if came:
        about = _("which {was} {came}").format(was=was, came=came) + (
            _(" and {marked}").format(marked=marked) if marked else ""
        )
        return _("{copy}, {about}, {are} filed with these minutes.").format(copy=copy, about=about, are=are)
    return (
        _("{copy}, {marked}, {are} filed with these minutes.").format(copy=copy, marked=marked, are=are)
        if marked
        else _("{copy} {are} filed with these minutes.").format(copy=copy, are=are)
    )


def _came(delivery: str) -> str:
    return {
        "supplement": _("circulated in a supplementary agenda pack"),
        "to_follow": _("circulated after the agenda"),
        "tabled": _("tabled at the meeting"),
    }.get(delivery, "")


def _quoted(words: str) -> str:
    return f"‘{words.strip().rstrip('.')}’"


def oral_sentence(words: Words, item: ItemFacts) -> str:
    """That the meeting was told something, and by whom."""
    by = _(" from {with_article}").format(with_article=with_article(item.presenter)) if item.presenter else ""
    return _("The {noun} received an oral update{by}.").format(noun=words.noun, by=by)


def presentation_sentences(words: Words, item: ItemFacts) -> list[str]:
    """That something was presented, and that the slides are kept."""
    by = _(" from {with_article}").format(with_article=with_article(item.presenter)) if item.presenter else ""
    slides = [_("A copy of the presentation is filed with these minutes.")] if item.papers else []
    return [_("The {noun} received a presentation{by}.").format(noun=words.noun, by=by), *slides]


def urgency_sentence(words: Words, reason: str) -> str:
    """That the chair let an item be taken as urgent, with the special circumstances that the law asks for."""
    return _(
        "The {chair} was of the opinion that this item should be considered as a matter of urgency, "
        "by reason of the following special circumstances: {reason}"
    ).format(chair=words.chair, reason=reason)
