"""Who is told on the first page that stored files are damaged."""

from datetime import date

from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.documents.store import checking
from foundation.ui.rows import TodoRow
from foundation.ui.words import counted


def todo_rows(user: User, today: date) -> list[TodoRow]:
    """One row for administrators, until a later look finds them whole."""
    if not user.is_administrator or not (found := checking.damaged()):
        return []
    sentence = f"{counted(len(found), 'file')}. Run manage.py check_files and restore them from a backup."
    return [TodoRow(today, _("Stored files are missing or have changed"), sentence, "", "")]
