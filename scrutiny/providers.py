"""What inquiries hand to pages that gather from everywhere: drafts to bring to agreement."""

from datetime import date

from django.urls import reverse

from foundation.accounts.models import User
from foundation.ui.rows import TodoRow
from scrutiny.models import Inquiry


def todo_rows(user: User, today: date) -> list[TodoRow]:
    """The inquiries this user serves whose terms are a draft, or whose report is due this month or late."""
    rows = []
    for inquiry in Inquiry.objects.served_by(user).prefetch_related("terms"):
        url = reverse("scrutiny:inquiry", args=[inquiry.pk])
        if inquiry.draft:
            sentence = (
                f"has draft terms of reference (draft {inquiry.draft.number}) that have not been agreed."
            )
            rows.append(TodoRow(None, inquiry.title, sentence, url, "Open the draft", body=inquiry.body_id))
    return rows
