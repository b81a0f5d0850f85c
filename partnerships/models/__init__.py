"""CSPs and who speaks for them, question sets, rounds and briefing notes."""

from partnerships.models.csp import CSP, CSPRole, LinkMember
from partnerships.models.note import Answer, AnswerVersion, BriefingNote
from partnerships.models.questions import Question, QuestionSet
from partnerships.models.round import Round
