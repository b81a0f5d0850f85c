"""What minutes say of public questions: plain facts in, plain sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass

from foundation.ui.words import counted


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """One question, statement or petition that was taken, as it is printed."""

    asker: str
    kind: str
    to: str
    text: str
    signatures: int | None = None
    answer: str = ""
    is_written: bool = False
    supplementary: str = ""
    supplementary_answer: str = ""


def question_sentences(questions: Sequence[QuestionFacts]) -> list[str]:
    """Everything that was put and answered, a paragraph for each step."""
    return [line for question in questions for line in _one(question)]


def _one(question: QuestionFacts) -> list[str]:
    if question.kind == "statement":
        return [f"{question.asker} made a statement: {_text(question.text)}"]
    if question.kind == "petition":
        signed = f" with {counted(question.signatures, 'signature')}" if question.signatures else ""
        lines = [f"{question.asker} presented a petition{signed}: {_text(question.text)}"]
        return [*lines, f"Response: {_text(question.answer)}"] if question.answer else lines
    lines = [f"{question.asker} asked {question.to}: {_text(question.text)}"]
    if question.answer:
        how = "Written answer" if question.is_written else "Answer"
        lines.append(f"{how}: {_text(question.answer)}")
    if question.supplementary:
        lines.append(f"Supplementary question: {_text(question.supplementary)}")
        if question.supplementary_answer:
            lines.append(f"Answer: {_text(question.supplementary_answer)}")
    return lines


def _text(words: str) -> str:
    return " ".join(words.split())


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
