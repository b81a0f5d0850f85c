"""Places where bodies meet."""

from collections.abc import Mapping
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy

YES, NO = "yes", "no"
# What is said of a venue in print, where it is so and where it is not.
ACCESS_FACTS = {
    "step_free": (
        "There is step-free access from the street to the meeting room.",
        "There is no step-free access to the meeting room.",
    ),
    "lift": ("There is a lift.", "There is no lift."),
    "hearing_loop": ("There is a hearing loop.", "There is no hearing loop."),
    "parking": ("There is parking at the venue.", "There is no parking at the venue."),
}


class Venue(models.Model):
    """A room or building, with its address and the access to it, from a day on."""

    name = models.CharField(max_length=200, unique=True)
    address = models.CharField(max_length=300, blank=True)
    access_note = models.TextField(
        blank=True, help_text=gettext_lazy("Access information in words, printed on notices")
    )
    access = models.JSONField(
        default=list,
        blank=True,
        help_text=gettext_lazy("Step-free access, lift, hearing loop and parking, from a date on"),
    )

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.name, self.address]))

    def access_on(self, day: date) -> Mapping[str, str]:
        """The facts about access that hold on a day; nothing where none are recorded until then."""
        rows = sorted(self.access, key=lambda row: row["from"])
        return next((row for row in reversed(rows) if row["from"] <= day.isoformat()), {})

    def access_since(self, day: date) -> date | None:
        """From when the facts of a day hold; None where none are recorded."""
        facts = self.access_on(day)
        return date.fromisoformat(facts["from"]) if facts else None

    def access_sentences(self, day: date) -> list[str]:
        """What is printed about the access to the venue for a meeting on this day."""
        facts = self.access_on(day)
        said = [
            yes if facts[name] == YES else no
            for name, (yes, no) in ACCESS_FACTS.items()
            if facts.get(name) in (YES, NO)
        ]
        return [*said, *(line.strip() for line in self.access_note.splitlines() if line.strip())]
