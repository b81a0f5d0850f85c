"""Who brings an item to a meeting, as a sentence names them."""

import re

from django.utils.translation import gettext as _

# The last word of a post, before "of", "for", a comma, a bracket or a dash.
_POSTS = {
    *("adviser", "board", "chair", "chairman", "chairwoman", "chief", "commissioner", "committee"),
    *("director", "executive", "force", "group", "inspectorate", "lead", "leader", "manager", "office"),
    *("officer", "opcc", "panel", "partnership", "pcc", "pfcc", "secretariat", "secretary", "service"),
    *("team", "treasurer", "vice-chair"),
}
# Surnames and councils end so too: the article only where every word before belongs to a post.
_ALSO_NAMES = {"clerk", "constable", "council", "head", "mayor"}
_BEFORE = {"acting", "assistant", "chief", "deputy", "interim", "lord", "panel", "temporary", "town"}
_END = re.compile(r" (?:of|for|[-–]) |[,(]")


def with_article(presenter: str) -> str:
    """A post with its article ("the Chief Constable"), a person's name as it is."""
    head = _END.split(presenter.casefold(), maxsplit=1)[0].split()
    if not head or head[0] in ("the", "a", "an"):
        return presenter
    is_post = head[-1] in _POSTS or (head[-1] in _ALSO_NAMES and _BEFORE.issuperset(head[:-1]))
    return _("the {presenter}").format(presenter=presenter) if is_post else presenter
