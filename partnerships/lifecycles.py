"""The moves of a briefing note; nothing else changes where it is."""

from foundation.history.lifecycles import Lifecycle, Move
from partnerships.models import BriefingNote

_S = BriefingNote.Status

NOTE = Lifecycle(
    "briefing note",
    [
        Move("start", (_S.ASKED,), _S.DRAFT, "begun"),
        Move("send", (_S.DRAFT, _S.RETURNED), _S.WITH_CHAIR, "sent to the partnership’s chair"),
        Move("take_back", (_S.WITH_CHAIR,), _S.DRAFT, "taken back from the partnership’s chair"),
        Move("return", (_S.WITH_CHAIR,), _S.RETURNED, "sent back by the partnership’s chair", "returned"),
        Move("approve", (_S.WITH_CHAIR,), _S.APPROVED, "approved by the partnership’s chair"),
    ],
)
