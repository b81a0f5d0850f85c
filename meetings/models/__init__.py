"""Meetings, agendas, papers, packs and minutes."""

from meetings.models.agenda import AgendaItem, AgendaTemplate, AgendaTemplateLine
from meetings.models.attendance import Attendance, Interest
from meetings.models.decisions import Decision, FollowUp, Limb
from meetings.models.despatch import CirculationEntry, Despatch, DespatchMessage
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minute, MinuteItem, Minutes, TextVersion
from meetings.models.never_lost import Editor, SetAside
from meetings.models.pack import Pack, PackEntry
from meetings.models.papers import DisclosureDecision, Paper, PaperVersion, Placement, WordDraft
from meetings.models.restrictions import Restriction, ShutOut
from meetings.models.scheduled import ScheduledPublication

__all__ = [
    "AgendaItem",
    "AgendaTemplate",
    "AgendaTemplateLine",
    "Attendance",
    "CirculationEntry",
    "Decision",
    "Despatch",
    "DespatchMessage",
    "DisclosureDecision",
    "Editor",
    "FollowUp",
    "Interest",
    "Limb",
    "Meeting",
    "Minute",
    "MinuteItem",
    "Minutes",
    "Pack",
    "PackEntry",
    "Paper",
    "PaperVersion",
    "Placement",
    "Restriction",
    "ScheduledPublication",
    "SetAside",
    "ShutOut",
    "TextVersion",
    "WordDraft",
]
