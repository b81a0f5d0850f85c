"""Who brings an item to a meeting, as a sentence names them."""

import re

# The last word of a post, before "of", "for" or a comma.
_POSTS = {
    *("adviser", "board", "chair", "chairman", "chairwoman", "chief", "commissioner", "committee"),
    *("council", "director", "executive", "force", "group", "inspectorate", "lead", "leader", "manager"),
    *("office", "officer", "opcc", "panel", "partnership", "pcc", "pfcc", "secretariat", "secretary"),
    *("service", "team", "treasurer", "vice-chair"),
}
# Posts that are surnames too: the article only where every word before them belongs to a post.
_SURNAMES_TOO = {"clerk", "constable", "head", "mayor"}
_BEFORE = {"acting", "assistant", "chief", "deputy", "interim", "lord", "panel", "temporary", "town"}


def with_article(presenter: str) -> str:
    """A post with its article ("the Chief Constable"), a person's name as it is."""
    head = re.split(r" of | for |,", presenter.casefold(), maxsplit=1)[0].split()
    if not head or head[0] in ("the", "a", "an"):
        return presenter
    is_post = head[-1] in _POSTS or (head[-1] in _SURNAMES_TOO and _BEFORE.issuperset(head[:-1]))
    return f"the {presenter}" if is_post else presenter
