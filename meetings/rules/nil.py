"""Questions whose answer is often no, asked so that minutes never say unasked that nothing happened. Pure."""

from dataclasses import dataclass

YES, NO = "yes", "no"
QUESTIONS = {
    "apologies": "Were there any apologies for absence?",
    "interests": "Were there any declarations of interest?",
    "public_questions": "Were there any public questions?",
    "urgent_elsewhere": "Were any urgent items taken elsewhere on the agenda?",
    "urgent_end": "Were there any other urgent items?",
}
NAMES = {
    "apologies": "apologies",
    "interests": "declarations of interest",
    "public_questions": "public questions",
    "urgent_elsewhere": "urgent items elsewhere on the agenda",
    "urgent_end": "other urgent items",
}


@dataclass(frozen=True, slots=True)
class NilQuestion:
    """One question of a meeting: its key, its words, a short name, what was answered, what is recorded."""

    key: str
    text: str
    name: str
    answer: str = ""
    is_recorded: bool = False

    @property
    def is_open(self) -> bool:
        """True while neither a fact nor an answer says what happened."""
        return not self.is_recorded and not self.answer

    @property
    def lacks_facts(self) -> bool:
        """True where the answer is yes, and what it was is not recorded."""
        return self.key in QUESTIONS and self.answer == YES and not self.is_recorded

    @property
    def is_contradicted(self) -> bool:
        """True where the answer is no, and something is recorded all the same."""
        return self.answer == NO and self.is_recorded
