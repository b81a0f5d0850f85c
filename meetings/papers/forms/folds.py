"""The parts of the writing page that are folded away until they are wanted."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseFormSet
from django.utils.translation import gettext as _

from foundation.ui.words import counted
from meetings.papers.forms.writing import ROWS, WORDS, PaperForm

# How the whole paper is laid out: chosen once, and folded away below the text.
LAYOUT = ("house_style", "numbering", "heading", "recommendation_lead")


@dataclass(frozen=True, slots=True)
class Fold:
    """A part of the writing page that is folded away until it is wanted, and what its line says meanwhile."""

    is_open: bool
    note: str = ""


def folds_of(form: PaperForm) -> dict[str, Fold]:
    """The parts below the text: open where they hold words or errors, or where a row was just added."""
    bound = {name: _words_in(name, rows) for name, rows in form.rows.items()}
    none_stated = bool(form["has_no_background_papers"].value())
    notes = {
        "implications": _("{implications} filled in").format(implications=bound["implications"])
        if bound["implications"]
        else _("None filled in"),
        "appendices": counted(bound["appendices"], "appendix", "appendices")
        if bound["appendices"]
        else "None",
        "background_papers": _("None stated") if none_stated else _("Not stated"),
        "contacts": _("No one named"),
    }
    if bound["background_papers"]:
        notes["background_papers"] = counted(bound["background_papers"], "paper")
    if bound["contacts"]:
        notes["contacts"] = counted(bound["contacts"], "person", "people")
    has_errors = {name: form.is_bound and not rows.is_valid() for name, rows in form.rows.items()}
    found = {
        name: Fold(bool(bound[name]) or name == form.more or has_errors[name], notes[name]) for name in notes
    }
    typed = any(form.picture[name].value() for name in WORDS) or bool(form.picture.errors)
    layout = any(name in form.errors for name in LAYOUT)
    return {**found, "picture": Fold(typed), "layout": Fold(layout)}


def _words_in(name: str, rows: "BaseFormSet[Any]") -> int:
    """How many rows say something beyond what a new paper begins with."""
    idle = ROWS[name][1] | ({"label"} if name == "implications" else set())
    return sum(
        any(str(row[field].value() or "").strip() for field in row.fields if field not in idle)
        for row in rows.forms
    )
