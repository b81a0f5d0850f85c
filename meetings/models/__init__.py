"""Meetings, agendas, papers, packs and minutes."""

from meetings.models.agenda import AgendaItem, AgendaTemplate, AgendaTemplateLine
from meetings.models.attendance import Attendance, Interest
from meetings.models.before import ChairNote, Coming
from meetings.models.comments import DraftComment, DraftReader, DraftRound
from meetings.models.decisions import Decision, FollowUp, Limb
from meetings.models.despatch import CirculationEntry, Despatch, DespatchMessage
from meetings.models.life import Correction, MinutesApproval, SignedCopy
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minute, MinuteItem, Minutes, TextVersion
from meetings.models.pack import Pack, PackEntry
from meetings.models.papers import DisclosureDecision, Paper, PaperVersion, Placement, WordDraft
from meetings.models.questions import PublicQuestion
from meetings.models.restrictions import Restriction, ShutOut
from meetings.models.scheduled import ScheduledPublication

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "AgendaTemplateLine",
    "Attendance",
    "ChairNote",
    "CirculationEntry",
    "Correction",
    "Coming",
    "Decision",
    "Despatch",
    "DespatchMessage",
    "DisclosureDecision",
    "DraftComment",
    "DraftReader",
    "DraftRound",
    "FollowUp",
    "Interest",
    "Limb",
    "Meeting",
    "Minute",
    "MinuteItem",
    "Minutes",
    "MinutesApproval",
    "Pack",
    "PackEntry",
    "Paper",
    "PaperVersion",
    "Placement",
    "PublicQuestion",
    "Restriction",
    "ScheduledPublication",
    "ShutOut",
    "SignedCopy",
    "TextVersion",
    "WordDraft",
]
