"""Meetings, agendas, papers, packs and minutes."""

from meetings.models.agenda import AgendaItem, AgendaTemplate, AgendaTemplateLine
from meetings.models.attendance import Attendance, Interest
from meetings.models.before import ChairNote, Coming
from meetings.models.comments import DraftComment, DraftReader, DraftRound
from meetings.models.day import DayAct, DayEntry
from meetings.models.decisions import Decision, Limb
from meetings.models.despatch import CirculationEntry, Despatch, DespatchMessage
from meetings.models.elections import Ballot, BallotCast, BallotCount, Election, Nomination
from meetings.models.finds import Find
from meetings.models.follow_up_log import FollowUpLog
from meetings.models.follow_ups import (
    ArisingMatter,
    FollowUp,
    FollowUpUpdate,
    ItemLink,
    Response,
)
from meetings.models.later_notes import LaterNote
from meetings.models.life import Correction, MinutesApproval, SignedCopy
from meetings.models.meeting import Meeting
from meetings.models.minutes import Minute, MinuteItem, Minutes, ParagraphNumber, PassedPoint, TextVersion
from meetings.models.never_lost import Editor, SetAside
from meetings.models.pack import Pack, PackEntry
from meetings.models.papers import DisclosureDecision, Paper, PaperVersion, Placement, WordDraft
from meetings.models.questions import PublicQuestion
from meetings.models.restrictions import NamedReader, Restriction, ShutOut
from meetings.models.scheduled import ScheduledPublication
from meetings.models.statements import Statement
from meetings.models.text_modules import TextModule, Translation
from meetings.models.votes import Vote, VoteCast
from meetings.models.year import PreElectionPeriod, WorkProgrammeItem
