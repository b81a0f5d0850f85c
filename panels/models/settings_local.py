"""Local rules of a body by subject, parts of its dated settings: meeting day, minutes, public questions."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy, gettext_noop

INTEREST_KINDS = ("personal", "prejudicial", "disclosable pecuniary", "other registerable", "other")
QUESTION_KINDS = ("question", "statement", "petition")
QUESTION_ADDRESSEES = ("panel", "commissioner")
APPROVAL_FORMULA = gettext_noop("taken as read, confirmed and signed")


def default_interest_kinds() -> list[str]:
    """The kinds of interest most codes of conduct know."""
    return list(INTEREST_KINDS)


def default_question_kinds() -> list[str]:
    """Questions only."""
    return [QUESTION_KINDS[0]]


def default_question_addressees() -> list[str]:
    """The panel and the commissioner."""
    return list(QUESTION_ADDRESSEES)


class MeetingDaySettings(models.Model):
    """Quorum, voting, substitutes and interests, as the body's own rules of procedure have them."""

    class Quorum(models.TextChoices):
        """How a quorum is counted; every rule is local."""

        FRACTION = "fraction", gettext_lazy("A fraction of the current members")
        NUMBER = "number", gettext_lazy("A number of members")

    class Electorate(models.TextChoices):
        """Who votes for, or may be, the chair."""

        ALL = "all", gettext_lazy("All members")
        APPOINTED = "appointed", gettext_lazy("Appointed members only")

    class Majority(models.TextChoices):
        """What an election needs; every rule is local."""

        MOST = "most", gettext_lazy("The most votes")
        CAST = "cast", gettext_lazy("More than half of the votes cast")
        PRESENT = "present", gettext_lazy("More than half of those present who may vote")

    quorum_kind = models.CharField(max_length=10, choices=Quorum, default=Quorum.FRACTION)
    quorum_numerator = models.PositiveSmallIntegerField(default=1)
    quorum_denominator = models.PositiveSmallIntegerField(default=3)
    quorum_least = models.PositiveSmallIntegerField(
        default=3,
        help_text=gettext_lazy("The number of members, or the lowest number that a fraction can give"),
    )
    quorum_authorities = models.PositiveSmallIntegerField(
        default=0, help_text=gettext_lazy("From at least this many councils. 0 where there is no rule")
    )
    remote_counts = models.BooleanField(
        default=False, help_text=gettext_lazy("Do members who attend remotely count for quorum and votes?")
    )
    allows_substitutes = models.BooleanField(default=True)
    coopted_have_substitutes = models.BooleanField(default=False)
    has_casting_vote = models.BooleanField(default=True)
    chair_electorate = models.CharField(max_length=10, choices=Electorate, default=Electorate.ALL)
    chair_eligibility = models.CharField(max_length=10, choices=Electorate, default=Electorate.ALL)
    election_majority = models.CharField(max_length=10, choices=Majority, default=Majority.CAST)
    interest_kinds = models.JSONField(default=default_interest_kinds)

    class Meta:
        abstract = True


class MinutesSettings(models.Model):
    """How the body's minutes look, circulate and are confirmed."""

    class AttendanceLayout(models.TextChoices):
        """How the members present are set out (V12, V13)."""

        COLUMNS = "columns", gettext_lazy("In two columns, by name")
        AUTHORITY = "authority", gettext_lazy("By council")
        TABLE = "table", gettext_lazy("A table of name and council")
        GRID = "grid", gettext_lazy("A grid of every member with P or A")

    class ApologiesLayout(models.TextChoices):
        """Where apologies are printed (V14)."""

        BLOCK = "block", gettext_lazy("In a separate block")
        ITEM = "item", gettext_lazy("Under their item only")
        NONE = "none", gettext_lazy("Not printed")

    class LimbLabels(models.TextChoices):
        """How the limbs of a decision are labelled (V26)."""

        LETTERS = "letters", "(a), (b)"
        FIGURES = "figures", "(1), (2)"
        ROMAN = "roman", gettext_lazy("(i), (ii)")
        DECIMAL = "decimal", "45.1, 45.2"

    class ListStyle(models.TextChoices):
        """How the points of a minute are set (V36)."""

        ROMAN = "roman", gettext_lazy("(i), (ii)")
        BULLETS = "bullets", gettext_lazy("Bullets")
        FIGURES = "figures", "1, 2"

    attendance_layout = models.CharField(
        max_length=10, choices=AttendanceLayout, default=AttendanceLayout.COLUMNS
    )
    apologies_layout = models.CharField(max_length=10, choices=ApologiesLayout, default=ApologiesLayout.BLOCK)
    limb_labels = models.CharField(max_length=10, choices=LimbLabels, default=LimbLabels.LETTERS)
    minute_points = models.CharField(max_length=10, choices=ListStyle, default=ListStyle.ROMAN)
    minute_suffix = models.CharField(
        max_length=40,
        blank=True,
        help_text=gettext_lazy("After each number. {year} and {municipal_year} are replaced by the years"),
    )
    approval_formula = models.CharField(max_length=200, default=APPROVAL_FORMULA)
    draft_minutes_days = models.PositiveSmallIntegerField(
        default=14, help_text=gettext_lazy("Draft minutes are due this many days after a meeting")
    )
    comment_days = models.PositiveSmallIntegerField(
        default=7, help_text=gettext_lazy("Members have this many days to comment on draft minutes")
    )
    publishes_decisions_first = models.BooleanField(default=False)
    second_language = models.CharField(
        max_length=8,
        blank=True,
        help_text=gettext_lazy("For example, cy for Welsh. Blank where everything is in English"),
    )
    restricted_drafts_in_browser = models.BooleanField(
        default=False,
        help_text=gettext_lazy("May a browser keep unsaved text about exempt or confidential items?"),
    )

    class Meta:
        abstract = True


class QuestionSettings(models.Model):
    """Public questions: every rule is local (domain 2.8)."""

    class Unit(models.TextChoices):
        """How the days before a meeting are counted."""

        CLEAR_WORKING = "clear_working", gettext_lazy("Clear working days")
        WORKING = "working", gettext_lazy("Working days")
        CALENDAR = "calendar", gettext_lazy("Calendar days")

    takes_questions = models.BooleanField(default=False)
    question_kinds = models.JSONField(default=default_question_kinds)
    question_addressees = models.JSONField(default=default_question_addressees)
    question_deadline = models.PositiveSmallIntegerField(default=5)
    question_deadline_unit = models.CharField(max_length=14, choices=Unit, default=Unit.CLEAR_WORKING)
    question_deadline_time = models.TimeField(default=time(17, 0))
    questions_per_person = models.PositiveSmallIntegerField(default=2)
    questions_per_organisation = models.PositiveSmallIntegerField(default=2)
    question_words = models.PositiveSmallIntegerField(
        default=100, help_text=gettext_lazy("0 where there is no limit")
    )
    question_session_minutes = models.PositiveSmallIntegerField(default=30)
    question_speaker_minutes = models.PositiveSmallIntegerField(default=3)
    question_supplementaries = models.PositiveSmallIntegerField(default=1)
    question_repeat_months = models.PositiveSmallIntegerField(
        default=6,
        help_text=gettext_lazy(
            "The same question is not accepted again within this many months. 0 for no rule"
        ),
    )
    question_eligibility = models.TextField(
        blank=True, help_text=gettext_lazy("For example, anyone who lives, works or studies in the area")
    )
    question_excluded_kinds = models.JSONField(
        default=list, blank=True, help_text=gettext_lazy("Types of meeting that take no questions")
    )
    question_keep_days = models.PositiveSmallIntegerField(
        default=180,
        help_text=gettext_lazy("Contact details of questioners are removed this many days after the meeting"),
    )

    class Meta:
        abstract = True
