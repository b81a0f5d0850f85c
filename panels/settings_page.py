"""What the pages of settings show: the values in force on a day, what they do, and what changes later."""

from dataclasses import dataclass
from datetime import date, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from foundation.ui.dates import clock_time, plain_day
from foundation.ui.words import counted, joined
from panels.models import Body, BodySettings
from panels.models.settings import DECISION_WORDS
from panels.settings_examples import examples
from panels.settings_labels import LABELS, PLACES, SUBJECTS, Group, Subject

NONE = "None"
# Settings of a subject that say most, shown where all subjects are listed.
SUMMARY = {
    "names": ("name", "chair_style", "commissioner_title"),
    "look": ("letterhead", "accent_colour"),
    "contacts": ("contact_name", "contact_phone", "contact_email"),
    "notice": ("clear_days", "notice_cutoff"),
    "voting": ("quorum_kind", "has_casting_vote"),
    "papers": ("paper_due_days", "item_mark"),
    "minutes": ("minute_numbering", "draft_minutes_days"),
    "wording": ("resolved", "recommended"),
    "questions": ("takes_questions", "question_deadline"),
    "privacy": ("separate_hands", "question_keep_days"),
}
# Numbers that read as what they are: what it is, the unit, and what follows.
DAYS = {
    "clear_days": (gettext_noop("Clear days of notice"), "clear day", ""),
    "paper_due_days": (
        gettext_noop("Papers are due"),
        "day",
        gettext_noop(" before the last day to publish"),
    ),
    "csp_deadline_days": (
        gettext_noop("Partnerships’ notes are due"),
        "day",
        gettext_noop(" before a meeting"),
    ),
    "csp_working_days": (
        gettext_noop("From the notes to the last day to publish"),
        "working day",
        gettext_noop(" at least"),
    ),
    "draft_minutes_days": (gettext_noop("Draft minutes are due"), "day", gettext_noop(" after a meeting")),
    "comment_days": (gettext_noop("Members can comment on draft minutes for"), "day", ""),
    "question_keep_days": (
        gettext_noop("Contact details are removed"),
        "day",
        gettext_noop(" after the meeting"),
    ),
}


@dataclass(frozen=True, slots=True)
class Value:
    """One setting: what it is called, and its value in words."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of settings with their values, and what they do."""

    group: Group
    values: list[Value]
    examples: list[str]


@dataclass(frozen=True, slots=True)
class Later:
    """Settings that take effect on a later day, and what is different from then on."""

    starts_on: date
    changed: str


def summary(settings: BodySettings) -> list[tuple[Subject, list[Value]]]:
    """Every subject with the values that say most of it."""
    return [(subject, [value_of(settings, name) for name in SUMMARY[subject.slug]]) for subject in SUBJECTS]


def rows_of(subject: Subject, settings: BodySettings, today: date) -> list[GroupRow]:
    """The groups of one subject, with their values and examples; no example is shown twice."""
    shown, said = examples(settings, today), set[str]()
    rows = []
    for group in subject.groups:
        fresh = [each for each in shown.get(group.slug, []) if each not in said]
        said.update(fresh)
        rows.append(GroupRow(group, [value_of(settings, name) for name in group.names], fresh))
    return rows


def later_rows(body: Body, day: date) -> list[Later]:
    """What changes after this day."""
    rows = sorted(body.dated_settings.all(), key=lambda row: row.starts_on)
    return [
        Later(row.starts_on, joined(_titles_changed(before, row)) or _("Nothing is different"))
        for before, row in zip(rows, rows[1:], strict=False)
        if row.starts_on > day
    ]


def _titles_changed(before: BodySettings, after: BodySettings) -> list[str]:
    return [
        group.title
        for subject in SUBJECTS
        for group in subject.groups
        if any(_raw(before, name) != _raw(after, name) for name in group.names)
    ]


def _raw(settings: BodySettings, name: str) -> object:
    """The value as it is kept, without reading what it leads to."""
    if name in DECISION_WORDS:
        return settings.decision_words.get(name, DECISION_WORDS[name])
    return getattr(settings, "host_authority_id" if name == "host_authority" else name)


def value_of(settings: BodySettings, name: str) -> Value:
    """One setting in words."""
    if name in DAYS:
        label, unit, when = DAYS[name]
        return Value(_(label), f"{counted(getattr(settings, name), unit)}{_(when)}")
    return Value(LABELS[name].removesuffix(" (optional)"), _words(settings, name))


def _words(settings: BodySettings, name: str) -> str:
    raw = _raw(settings, name)
    if name == "other_contacts":
        return "\n".join(f"{each.purpose or 'Contact'}: {each}" for each in settings.more_contacts) or NONE
    if name == "extra_excluded_days":
        return "\n".join(plain_day(day) for day in sorted(settings.excluded_days())) or NONE
    if name == "chair_style":
        return _("{chair_style} and {deputy_title}").format(
            chair_style=settings.chair_style, deputy_title=settings.deputy_title
        )
    if name == "host_authority":
        return str(settings.host_authority or NONE)
    if isinstance(raw, bool):
        return "Yes" if raw else "No"
    if isinstance(raw, time):
        return clock_time(raw)
    if isinstance(raw, list):
        return joined(str(each) for each in raw).capitalize() or NONE
    display = getattr(settings, f"get_{name}_display", None)
    text = str(display() if display else raw)
    for stored, typed in PLACES.get(name, {}).items():
        text = text.replace(stored, typed)
    return text or NONE
