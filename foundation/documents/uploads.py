"""A PDF that somebody sends is built anew from what is known to be harmless, in a limited child process."""

from dataclasses import dataclass

from foundation.documents import children, limits

DAMAGED = "This file is damaged and cannot be opened. Save it as a PDF again and upload the new file."
TOO_HARD = "This file takes too long to read. Print it to a new PDF and upload that."


class NotAccepted(ValueError):
    """An upload cannot be used; `sentence` tells the officer why and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Vetted:
    """A harmless PDF, its number of pages, and what was changed, in plain words."""

    data: bytes
    pages: int
    notes: list[str]


def vet(data: bytes) -> Vetted:
    """Build an uploaded PDF anew. Raises `NotAccepted` with a sentence for the officer; never hangs."""
    if len(data) > limits.UPLOAD_BYTES:
        raise NotAccepted(
            f"This file is larger than {limits.UPLOAD_BYTES // limits.MB} MB. Split it, or make it smaller."
        )
    if b"%PDF-" not in data[:1024]:
        raise NotAccepted("This file is not a PDF. Save the paper as a PDF and upload that.")
    child = children.Child("vet")
    try:
        head, rebuilt = child.ask({}, data, limits.VETTING_WALL_SECONDS)
    except children.Gone as error:
        raise NotAccepted(TOO_HARD) from error
    finally:
        child.end()
    if "refused" in head:
        raise NotAccepted(head["refused"])
    if "trouble" in head:
        raise NotAccepted(TOO_HARD if head["trouble"].startswith("MemoryError") else DAMAGED)
    return Vetted(rebuilt, int(head["pages"]), [str(note) for note in head["notes"]])
