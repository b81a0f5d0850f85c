"""How a finding looks on a page."""

from dataclasses import dataclass

from django.utils.translation import gettext

from foundation.history.findings import Finding, Level

_LOOKS = {Level.MET: "met", Level.LOOK: "look", Level.NOT_MET: "stop", Level.STOPPED: "stop"}


@dataclass(frozen=True, slots=True)
class FindingLook:
    """What the template of a finding prints."""

    look: str
    word: str
    sentence: str
    source: str
    remedy: str
    url: str = ""
    url_words: str = ""


def look_of(found: Finding) -> FindingLook:
    """The colour name and words of a finding."""
    return FindingLook(
        look=_LOOKS[found.level],
        word=gettext(found.level.value),
        sentence=found.sentence,
        source=found.source,
        remedy=found.remedy,
        url=found.url,
        url_words=found.url_words,
    )
