"""The moves of meetings, agendas, papers, minutes and follow-ups; nothing else changes a status."""

from foundation.history.lifecycles import Lifecycle, Move
from meetings.models import FollowUp, Meeting, Minutes, Paper, PublicQuestion, WorkProgrammeItem

_S, _A, _P, _M = Meeting.Status, Meeting.Agenda, Paper.Preparation, Minutes.Status
_Q, _W = PublicQuestion.Status, WorkProgrammeItem.Status
_TO_COME = tuple(str(status) for status in Meeting.STILL_TO_COME)

MEETING = Lifecycle(
    "meeting",
    [
        Move("confirm", (_S.SCHEDULED, _S.MOVED), _S.CONFIRMED, "confirmed"),
        Move("move", (*_TO_COME, _S.ADJOURNED), _S.MOVED, "moved"),
        Move("cancel", (*_TO_COME, _S.ADJOURNED), _S.CANCELLED, "cancelled"),
        Move("hold", _TO_COME, _S.HELD, "held"),
        Move("adjourn", (*_TO_COME, _S.HELD), _S.ADJOURNED, "adjourned"),
        Move("find_inquorate", _TO_COME, _S.INQUORATE, "found not quorate"),
        Move("find_no_business", _TO_COME, _S.NO_BUSINESS, "closed for lack of business"),
    ],
)

AGENDA = Lifecycle(
    "agenda",
    [
        Move("send_to_chair", (_A.DRAFT,), _A.WITH_CHAIR, "sent to the Chair"),
        Move("return", (_A.WITH_CHAIR, _A.AGREED), _A.DRAFT, "returned for changes"),
        Move("agree", (_A.DRAFT, _A.WITH_CHAIR), _A.AGREED, "agreed"),
        Move("publish", (_A.AGREED,), _A.PUBLISHED, "published"),
        Move("open_again", (_A.PUBLISHED,), _A.AGREED, "opened to be published again"),
    ],
    field="agenda_status",
)

PAPER = Lifecycle(
    "paper",
    [
        Move("start", (_P.ASKED, _P.RETURNED), _P.DRAFT, "taken up"),
        Move("receive", (_P.ASKED, _P.DRAFT, _P.RETURNED), _P.RECEIVED, "received"),
        Move("return", (_P.RECEIVED, _P.CLEARED), _P.RETURNED, "sent back", "returned"),
        Move("clear", (_P.DRAFT, _P.RECEIVED, _P.RETURNED), _P.CLEARED, "cleared"),
        # Told apart from what somebody does to the one paper: it goes out with all others of its meeting.
        Move("publish", (_P.DRAFT, _P.RECEIVED, _P.RETURNED), _P.CLEARED, "cleared by publication"),
        Move("reopen", (_P.CLEARED,), _P.DRAFT, "opened again", "reopened"),
    ],
    field="preparation",
)

MINUTES = Lifecycle(
    "minutes",
    [
        Move("publish", (_M.DRAFT,), _M.PUBLISHED, "published as draft"),
        Move("publish_again", (_M.PUBLISHED,), _M.PUBLISHED, "published again as draft"),
        Move("confirm", (_M.PUBLISHED,), _M.CONFIRMED, "confirmed"),
        Move("correct", (_M.CONFIRMED,), _M.CONFIRMED, "corrected"),
    ],
)

QUESTION = Lifecycle(
    "question",
    [
        Move("confirm", (_Q.UNCONFIRMED,), _Q.RECEIVED, "confirmed"),
        Move("disown", (_Q.UNCONFIRMED,), _Q.WITHDRAWN, "withdrawn"),
        Move("accept", (_Q.RECEIVED, _Q.REJECTED, _Q.REDIRECTED), _Q.ACCEPTED, "accepted"),
        Move("reject", (_Q.RECEIVED, _Q.ACCEPTED), _Q.REJECTED, "not accepted"),
        Move("redirect", (_Q.RECEIVED, _Q.ACCEPTED), _Q.REDIRECTED, "passed on"),
        Move("withdraw", (_Q.RECEIVED, _Q.ACCEPTED), _Q.WITHDRAWN, "withdrawn"),
    ],
)

PROGRAMME = Lifecycle(
    "work programme item",
    [
        Move("plan", (_W.IDEA,), _W.PLANNED, "planned"),
        Move("unplan", (_W.PLANNED,), _W.IDEA, "made an idea again"),
        Move("place", (_W.IDEA, _W.PLANNED), _W.PLACED, "placed"),
        Move("return", (_W.PLACED,), _W.PLANNED, "returned from the agenda"),
        Move("finish", (_W.PLACED,), _W.DONE, "done"),
        Move("drop", (_W.IDEA, _W.PLANNED), _W.DROPPED, "dropped"),
        Move("take_up", (_W.DROPPED,), _W.IDEA, "taken up again"),
    ],
)

_F = FollowUp.State
FOLLOW_UP = Lifecycle(
    "follow-up",
    [
        Move("take_in_hand", (_F.OPEN,), _F.IN_HAND, "taken in hand"),
        Move("answer", (_F.OPEN, _F.IN_HAND), _F.ANSWERED, "answered"),
        Move("discharge", FollowUp.OUTSTANDING, _F.DISCHARGED, "discharged"),
        Move("drop", FollowUp.OUTSTANDING, _F.DROPPED, "dropped"),
        Move("reopen", (_F.ANSWERED, _F.DISCHARGED, _F.DROPPED), _F.OPEN, "opened again"),
    ],
    field="state",
)
