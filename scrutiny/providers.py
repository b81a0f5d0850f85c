"""What inquiries hand to pages that gather from everywhere: drafts to bring to agreement."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.accounts.models import User
from foundation.history.together import Asking, answered
from foundation.ui.rows import TodoRow
from scrutiny.models import Inquiry


def todo_rows(user: User, today: date) -> list[TodoRow]:
    """The inquiries this user serves whose terms are a draft, or whose report is due this month or late."""
    return answered(todo_asking(user, today))


def todo_asking(user: User, today: date) -> Asking[list[TodoRow]]:
    """The same, for a page that asks other rooms at the same time."""
    rows = []
    (inquiries,) = yield [Inquiry.objects.served_by(user).prefetch_related("terms")]
    for inquiry in inquiries:
        url = reverse("scrutiny:inquiry", args=[inquiry.pk])
        if inquiry.draft:
            sentence = _(
                "has draft terms of reference (draft {draft_number}) that have not been agreed."
            ).format(draft_number=inquiry.draft.number)
            rows.append(
                TodoRow(None, inquiry.title, sentence, url, _("Open the draft"), body=inquiry.body_id)
            )
    return rows
