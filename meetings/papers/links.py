"""The personal links of authors: each opens the page of one paper, for someone without an account."""

from datetime import date

from foundation.accounts import links
from foundation.accounts.models import PersonalLink
from foundation.history.actors import Actor
from meetings.common.authorship import DAYS_AFTER_DUE
from meetings.models import Paper
from meetings.papers.policies import PAPER_LINK


def address_for(paper: Paper, *, by: Actor, today: date) -> str:
    """What the mail to the author carries: their signed-in page, or a new link of their own.

    Only the hash of a link is kept, so each mail has a new one; those before it go on until they are closed.
    """
    if paper.author:
        return links.page_address("meetings:paper", paper.pk)
    left = (paper.due_on - today).days if paper.due_on else 0
    return links.make(
        purpose=PAPER_LINK,
        target=paper.ref,
        name=paper.asked_name,
        email=paper.asked_email,
        by=by,
        days=max(left, 0) + DAYS_AFTER_DUE,
    )


def close(paper: Paper, *, by: Actor) -> int:
    """Close every open link to this paper; says how many there were."""
    return links.revoke(purpose=PAPER_LINK, target=paper.ref, by=by)


def newest(paper: Paper) -> PersonalLink | None:
    """The newest link that was made for this paper, open or not."""
    return PersonalLink.objects.for_target(PAPER_LINK, paper.ref).first()
