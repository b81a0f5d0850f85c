"""What to look at in an agenda before it goes out. Pure: plain values in, findings out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.history.findings import Finding, look, stopped
from foundation.ui.words import joined
from panels.models import Contact

_DATE = re.compile(
    r"\b(\d{1,2}) (January|February|March|April|May|June|July|August|September|October|November|December)"
    r" (\d{4})\b"
)


# How agendas mark private business in a title: "(EXEMPT - para 1)", "Confidential report".
_PRIVATE = re.compile(r"\b(exempt|confidential|not for publication)\b", re.IGNORECASE)
_EXCLUSION = re.compile(r"\bexclu\w+\b.*\bpublic\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class AgendaLineFacts:
    """What the check needs to know of one line."""

    label: str
    title: str
    kind: str = "item"
    business: str = "standing"
    standing: str = ""
    presenter: str = ""
    purpose: str = ""
    has_paper: bool = False
    has_sub_items: bool = False
    brings_minutes: bool = False
    # Itself, the line above it, or a paper on it is kept from the public.
    is_private: bool = False

    @property
    def name(self) -> str:
        """How a finding speaks of the line."""
        return (
            _("Item {label}, {title}").format(label=self.label, title=self.title)
            if self.label
            else self.title
        )


def agenda_findings(
    lines: Sequence[AgendaLineFacts], *, meeting_day: date, contact: Contact
) -> list[Finding]:
    """Everything worth a look, in agenda order; an empty agenda is stopped."""
    if not any(line.kind != "heading" for line in lines):
        return [stopped(_("This agenda has no items."), remedy=_("Add at least one item."), code="empty")]
    found = [finding for line in lines for finding in _line_findings(line, meeting_day)]
    return [*found, *_twice(lines), *_contact(contact)]


def _line_findings(line: AgendaLineFacts, meeting_day: date) -> Iterable[Finding]:
    if line.business == "report" and line.kind != "heading" and not (line.has_paper or line.has_sub_items):
        yield look(_("{line}: a report, but it has no paper.").format(line=line.name), code="no_paper")
    if line.business == "minutes" and not line.brings_minutes:
        yield look(_("{line}: it does not say which minutes.").format(line=line.name), code="no_minutes")
    if line.business == "oral" and not line.presenter:
        yield look(_("{line}: it does not say who will speak.").format(line=line.name), code="no_presenter")
    if _PRIVATE.search(line.title) and not line.is_private and not _EXCLUSION.search(line.title):
        yield look(
            _(
                "{line}: its title says that it is private, but nothing in it is exempt or confidential."
            ).format(line=line.name),
            remedy=_("Mark the item as exempt or confidential, or change the title."),
            code="not_private",
        )
    if line.standing == "next_meeting":
        for day in _dates(f"{line.title} {line.purpose}"):
            if day is None:
                yield look(_("{line}: the date does not exist.").format(line=line.name), code="next_meeting")
            elif day <= meeting_day:
                yield look(
                    _("{line}: {day} is not after this meeting.").format(
                        line=line.name, day=f"{day:%-d %B %Y}"
                    ),
                    code="next_meeting",
                )


def _twice(lines: Sequence[AgendaLineFacts]) -> Iterable[Finding]:
    """Standing business that two lines bring: a pasted list beside what the template put there."""
    by_standing: dict[str, list[AgendaLineFacts]] = {}
    for line in lines:
        if line.standing:
            by_standing.setdefault(line.standing, []).append(line)
    for found in by_standing.values():
        if len(found) > 1:
            yield look(
                _("{names} are the same standing item.").format(names=joined(line.name for line in found)),
                remedy=_("Remove one of them: the record is written under the first."),
                code="twice",
            )


def _dates(text: str) -> Iterable[date | None]:
    """The days named in a text; None for one that no calendar has."""
    for match in _DATE.finditer(text):
        try:
            yield datetime.strptime(match[0], "%d %B %Y").date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            yield None


def _contact(contact: Contact) -> Iterable[Finding]:
    if not contact.name:
        yield look(_("The front sheet does not name a contact."), code="contact")
    elif not contact.way:
        sentence = _("The front sheet gives no telephone number or email address for {contact}.").format(
            contact=contact.name
        )
        yield look(sentence, code="contact")


_OPENING = gettext_noop("""\
Apologies for absence and substitutes
Minutes of the previous meeting
Public questions
Urgent items to be taken elsewhere on the agenda
Declarations of interest""")
_ENDING = gettext_noop("""\
Date of next meeting
Any other urgent items""")
_SHORT = gettext_noop("""\
Apologies for absence and substitutes
Declarations of interest""")

TEMPLATES: dict[str, str] = {
    "ordinary": f"{_OPENING}\nUpdate from the Commissioner | Commissioner | oral\n{_ENDING}",
    "annual": f"Election of {{chair}}\nElection of {{deputy}}\n{_OPENING}\n"
    f"Rules of procedure and membership for the year | Secretariat\n{_ENDING}",
    "precept": f"{_OPENING}\nProposed precept for the coming year | Commissioner\n"
    f"Report of the panel on the proposed precept | Secretariat\n{_ENDING}",
    "special": f"{_SHORT}\nPublic questions",
    "confirmation_hearing": f"{_SHORT}\nProcedure of the hearing | Secretariat\n"
    "Proposed appointment | Commissioner\nExclusion of the public | | standing\n"
    "The panel’s report and recommendation | | standing",
    "scrutiny_hearing": f"{_SHORT}\nProcedure of the hearing | Secretariat\n"
    "Questions to the Commissioner | Commissioner | oral",
    "shadow": f"Election of {{chair}}\nElection of {{deputy}}\n{_SHORT}\n{_ENDING}",
    "informal": "Apologies for absence and substitutes\nDate of next meeting",
    "reconvened": f"{_SHORT}\nBusiness left over from the adjourned meeting | | standing",
    "joint": f"{_OPENING}\n{_ENDING}",
    "briefing": "Apologies for absence and substitutes\nBriefing | Commissioner’s office | presentation",
    "site_visit": "Apologies for absence and substitutes\nArrival and welcome | | standing",
    "working_group": "Apologies for absence and substitutes\nMinutes of the previous meeting\n"
    "Date of next meeting",
}
