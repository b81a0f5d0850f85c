"""Every way on which words leave for the public or in an e-mail; each of them asks the same search."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way out: its key, and what goes out on it in words that follow “in”.

    `sentence` is what a refusal says first where it does not speak of publishing, beside the field `code`.
    """

    key: str
    words: str
    sentence: str = ""
    code: str = "leak"


_EVERY = (
    WayOut("agenda", "the agenda, its papers and its pack"),
    WayOut("supplement", "the supplement"),
    WayOut("minutes", "the minutes"),
    WayOut("decisions", "the decisions before the minutes"),
    WayOut("notice", "the notice of the meeting"),
    WayOut("again", "what is published again after something was taken back"),
    WayOut(
        "despatch",
        "the message to the circulation list",
        "This says something that is kept from the public: the message goes to people who may not read it.",
        "body",
    ),
)
WAYS = {each.key: each for each in _EVERY}
