"""The exclusion of the public as the minutes begin with it: the resolution, and what it is about."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe

from meetings.documents.agenda import EXCLUSION, ExclusionRow, exclusion_of, first_private
from meetings.models import AgendaItem
from meetings.restricted import Restricted

TITLE = EXCLUSION


def exclusion_text(items: Sequence[AgendaItem], restricted: Restricted) -> tuple[int, str] | None:
    """The line before which the public was excluded, and the draft of that minute; None without such a line.

    The draft says what was put to the meeting; what was resolved is recorded as a decision.
    """
    line, first = exclusion_of(restricted), first_private(items, restricted)
    if line is None or first is None:
        return None
    rows = format_html_join("", "<tr><td>{}</td><td>{}</td><td>{}</td></tr>", _cells(line.private))
    head = mark_safe("<thead><tr><th>Item</th><th>Private</th><th>Ground</th></tr></thead>")  # noqa: S308
    table = format_html("<table>{}<tbody>{}</tbody></table>", head, rows)
    return first, format_html("<p>{}</p>{}", line.title, table)


def _cells(rows: Sequence[ExclusionRow]) -> list[tuple[str, str, str]]:
    return [(row.label, row.what, row.why) for row in rows]
