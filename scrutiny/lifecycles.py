"""The moves of terms of reference; nothing else changes their status."""

from foundation.history.lifecycles import Lifecycle, Move
from scrutiny.models import TermsOfReference

_S = TermsOfReference.Status

TERMS = Lifecycle(
    "terms of reference",
    [
        Move("agree", (_S.DRAFT,), _S.AGREED, "agreed"),
        Move("replace", (_S.AGREED,), _S.AMENDED, "replaced by a later version"),
    ],
)
