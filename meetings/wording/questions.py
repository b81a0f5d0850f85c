"""What minutes say of public questions: plain facts in, plain sentences out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

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
        return [_("{asker} made a statement: {text}").format(asker=question.asker, text=_text(question.text))]
    if question.kind == "petition":
        signed = (
            _(" with {signatures}").format(signatures=counted(question.signatures, "signature"))
            if question.signatures
            else ""
        )
        lines = [
            _("{asker} presented a petition{signed}: {text}").format(
                asker=question.asker, signed=signed, text=_text(question.text)
            )
        ]
        return (
            [*lines, _("Response: {text}").format(text=_text(question.answer))] if question.answer else lines
        )
    lines = [
        _("{asker} asked {to}: {text}").format(
            asker=question.asker, to=question.to, text=_text(question.text)
        )
    ]
    if question.answer:
        how = _("Written answer") if question.is_written else "Answer"
        lines.append(f"{how}: {_text(question.answer)}")
    if question.supplementary:
        lines.append(_("Supplementary question: {text}").format(text=_text(question.supplementary)))
        if question.supplementary_answer:
            lines.append(_("Answer: {text}").format(text=_text(question.supplementary_answer)))
    return lines


def _text(words: str) -> str:
    return " ".join(words.split())


YES, NO = "yes", "no"
QUESTIONS = {
    "apologies": gettext_noop("Were there any apologies for absence?"),
    "interests": gettext_noop("Were there any declarations of interest?"),
    "public_questions": gettext_noop("Were there any public questions?"),
    "urgent_elsewhere": gettext_noop("Were any urgent items taken elsewhere on the agenda?"),
    "urgent_end": gettext_noop("Were there any other urgent items?"),
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
