"""Two people saved the same text: nothing is overwritten, both texts are shown."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class NewerVersion(Exception):
    """Somebody saved a newer version since this text was opened; carries both texts.

    `kept_as` is where yours is kept whole, when it is kept already.
    """

    saved_by: str
    saved_at: datetime
    number: int
    theirs: str
    yours: str
    kept_as: int | None = None

    def __str__(self) -> str:
        return _("{saved_by} saved a newer version while you were writing.").format(saved_by=self.saved_by)
