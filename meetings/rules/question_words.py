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
