"""Whom to ask: one fact with three parts, put together in one place."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Contact:
    """A name, a telephone number and an e-mail address; each is empty where nobody gave it."""

    name: str = ""
    phone: str = ""
    email: str = ""

    def __str__(self) -> str:
        """What is known of it, in one line: Ellen Marsh, 01234 567890, pcp@council.example."""
        return ", ".join(part for part in (self.name, self.phone, self.email) if part)

    @property
    def way(self) -> str:
        """How to reach them, telephone first; empty when only a name is known."""
        return self.phone or self.email

    @property
    def for_questions(self) -> str:
        """The line of an e-mail that says whom to ask; empty when nobody is named."""
        return _("Questions: {words}").format(words=self) if str(self) else ""


@dataclass(frozen=True)
class OtherContact(Contact):
    """Whom else to ask, and about what."""

    purpose: str = ""
