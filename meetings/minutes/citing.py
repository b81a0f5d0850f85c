"""From a citation to the minute it means: one, none, or a sentence that says it could mean several."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, met, not_met
from foundation.ui.words import joined
from meetings.models import Minute
from meetings.wording.citing import read
from panels.models import Body


@dataclass(frozen=True)
class Cited:
    """What a citation leads to; `minute` is there only when it can mean nothing else."""

    finding: Finding
    found: Sequence[Minute] = ()

    @property
    def minute(self) -> Minute | None:
        """The one minute it means."""
        return self.found[0] if self.finding.is_met else None


def resolve(body: Body, words: str) -> Cited:
    """The minute of this body that is cited as "Minute 45 of 28 March 2018", or "45"."""
    citation = read(words)
    if citation is None:
        remedy = _("For example, Minute 45 of 28 March 2018.")
        return Cited(not_met(_("Enter the number of a minute."), remedy=remedy))
    found = list(Minute.objects.cited(body, citation.label, citation.day).by_day())
    if not found:
        return Cited(not_met(_("No minute has this number.") if citation.day is None else _(NOT_ON_THAT_DAY)))
    if len(found) > 1:
        days = joined(f"{each.minutes.meeting.day:%-d %B %Y}" for each in found)
        sentence = _("{citation} is the number of {number} minutes, of {days}.").format(
            citation=citation.label, number=len(found), days=days
        )
        return Cited(not_met(sentence, remedy=_("Add the date of the meeting.")), found)
    return Cited(met(), found)


NOT_ON_THAT_DAY = gettext_noop("No minute of a meeting on that date has this number.")
