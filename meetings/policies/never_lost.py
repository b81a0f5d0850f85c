"""May words about this business be kept on a computer outside?"""

from collections.abc import Sequence

from foundation.history.findings import Finding, met, stopped
from meetings.models import AgendaItem
from meetings.restricted import Restricted


def may_keep_in_browser(restricted: Restricted, items: Sequence[AgendaItem]) -> Finding:
    """May a browser keep what is typed about these items while there is no network or sign-in?

    Restricted business stays on the server unless the body's settings say otherwise.
    """
    meeting = restricted.meeting
    if meeting.settings.restricted_drafts_in_browser:
        return met()
    rows = [each for found in restricted.by_placement.values() for each in found.values()]
    papers = {each.placement.item_id for each in rows if each.placement}
    is_kept = any(restricted.on_item(item) or item.pk in papers for item in items)
    if meeting.is_private or is_kept:
        return stopped("This business is restricted, so no draft of it is kept in the browser.")
    return met()
