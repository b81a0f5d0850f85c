"""What the law asks of somebody with an interest. Pure."""

from foundation.history.findings import Finding, look
from foundation.history.rulebook import statutory

PECUNIARY = statutory(
    "must not take part",
    "A member with a disclosable pecuniary interest must not take part in the item or vote on it, unless "
    "they have a dispensation. Each council’s code of conduct may ask more.",
    "Localism Act 2011, sections 31(4) and 33",
    checked=False,
)

DETAILS_MISSING = "Enter what the interest is, or tick that its details come later"


def stays_finding(name: str, kind: str, consequence: str, dispensation: str) -> Finding | None:
    """Worth a look: a disclosable pecuniary interest, and its holder stays without a dispensation."""
    if "pecuniary" not in kind.casefold() or consequence != "stayed" or dispensation.strip():
        return None
    return look(
        f"{name} has a disclosable pecuniary interest and stays, and no dispensation is recorded.",
        source=PECUNIARY.source,
        remedy="Record that they leave, or the dispensation.",
        code="interest",
    )
