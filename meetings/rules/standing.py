"""The agenda templates a new panel starts with, one per type of meeting, as lines of text.

`{chair}` and `{deputy}` become the panel's own words. What a line is follows from its words, as when a
secretary types it: see `meetings.rules.agenda.read_lines`.
"""

_OPENING = """\
Apologies for absence and substitutes
Minutes of the previous meeting
Public questions
Urgent items to be taken elsewhere on the agenda
Declarations of interest"""
_ENDING = """\
Date of next meeting
Any other urgent items"""
_SHORT = """\
Apologies for absence and substitutes
Declarations of interest"""

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
