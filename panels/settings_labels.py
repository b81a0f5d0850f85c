"""The settings of a body by subject: which belong together, what each is called and what its hint says."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop


@dataclass(frozen=True, slots=True)
class Group:
    """A few settings that are changed together."""

    slug: str
    english: str
    names: tuple[str, ...]

    @property
    def title(self) -> str:
        """What they are called."""
        return _(self.english)


@dataclass(frozen=True, slots=True)
class Subject:
    """One page of settings."""

    slug: str
    english: str
    english_lead: str
    groups: tuple[Group, ...]

    @property
    def title(self) -> str:
        """What the page is called."""
        return _(self.english)

    @property
    def lead(self) -> str:
        """What is set there."""
        return _(self.english_lead)

    def group(self, slug: str) -> Group | None:
        """The group of this address; None where there is none."""
        return next((group for group in self.groups if group.slug == slug), None)


def _group(slug: str, title: str, names: str) -> Group:
    return Group(slug, title, tuple(names.split()))


SUBJECTS = (
    Subject(
        "names",
        gettext_noop("Name and titles"),
        gettext_noop(
            "What the panel, its Chair and the office it scrutinises are called on every page and paper."
        ),
        (
            _group("name", gettext_noop("Name of the panel"), "name short_name"),
            _group("host", gettext_noop("Host council"), "host_authority"),
            _group(
                "commissioner",
                gettext_noop("Office scrutinised"),
                "commissioner_title commissioner_short_title",
            ),
            _group("chair", gettext_noop("Chair and deputy"), "chair_style deputy_style"),
        ),
    ),
    Subject(
        "look",
        gettext_noop("Letterhead and colour"),
        gettext_noop("How agendas, minutes and the panel’s pages look."),
        (
            _group("letterhead", gettext_noop("Letterhead"), "letterhead"),
            _group("address", gettext_noop("Address at the foot of the agenda"), "footer_block"),
            _group("colour", gettext_noop("Colour"), "accent_colour"),
            _group("language", gettext_noop("Second language"), "second_language"),
        ),
    ),
    Subject(
        "contacts",
        gettext_noop("Contacts and attending"),
        gettext_noop(
            "What the notice and the agenda tell the public. Venues and their access have a separate page."
        ),
        (
            _group(
                "contacts",
                gettext_noop("Contacts"),
                "contact_name contact_phone contact_email other_contacts",
            ),
            _group("attending", gettext_noop("How to attend"), "how_to_attend"),
            _group("filming", gettext_noop("Filming notice"), "filming_notice"),
        ),
    ),
    Subject(
        "notice",
        gettext_noop("Meetings and notice"),
        gettext_noop("How the last day to publish is counted."),
        (
            _group(
                "notice", gettext_noop("Clear days of notice"), "jurisdiction clear_days excludes_s243_breaks"
            ),
            _group("latest-time", gettext_noop("Latest time to publish"), "notice_cutoff"),
            _group("days", gettext_noop("Other days that do not count"), "extra_excluded_days"),
        ),
    ),
    Subject(
        "voting",
        gettext_noop("Quorum, voting and interests"),
        gettext_noop("What the meeting day counts, by the panel’s rules of procedure."),
        (
            _group(
                "quorum",
                gettext_noop("Quorum"),
                "quorum_kind quorum_numerator quorum_denominator quorum_least quorum_authorities "
                "remote_counts",
            ),
            _group("substitutes", gettext_noop("Substitutes"), "allows_substitutes coopted_have_substitutes"),
            _group(
                "election",
                gettext_noop("Election of the Chair"),
                "chair_electorate chair_eligibility election_majority has_casting_vote",
            ),
            _group("interests", gettext_noop("Kinds of interest"), "interest_kinds"),
        ),
    ),
    Subject(
        "papers",
        gettext_noop("Agenda and papers"),
        gettext_noop("When papers are due, and how they are numbered."),
        (
            _group(
                "due",
                gettext_noop("When papers are due"),
                "paper_due_days paper_reminder_days csp_deadline_days csp_working_days",
            ),
            _group("mark", gettext_noop("Item number on a paper"), "item_mark"),
            _group(
                "late", gettext_noop("Items added after publication"), "supplement_paging added_item_label"
            ),
            _group("pages", gettext_noop("Pages of a pack"), "shows_page_gaps prints_blank_leaves"),
        ),
    ),
    Subject(
        "minutes",
        gettext_noop("Minutes"),
        gettext_noop("How minutes are numbered and set out, and when they are due."),
        (
            _group("numbering", gettext_noop("Numbering"), "minute_numbering minute_prefix minute_suffix"),
            _group(
                "layout",
                gettext_noop("Layout"),
                "attendance_layout apologies_layout limb_labels minute_points",
            ),
            _group("times", gettext_noop("Draft and comments"), "draft_minutes_days comment_days"),
            _group("approval", gettext_noop("Confirming"), "approval_formula publishes_decisions_first"),
        ),
    ),
    Subject(
        "wording",
        gettext_noop("Wording of decisions"),
        gettext_noop("The words printed above what the panel decided."),
        (
            _group(
                "decisions", gettext_noop("Decisions"), "resolved noted agreed decided unanimous referred"
            ),
            _group(
                "recommendations", gettext_noop("Recommendations"), "recommended recommendations findings"
            ),
        ),
    ),
    Subject(
        "questions",
        gettext_noop("Public questions"),
        gettext_noop("Who may ask what, until when, and for how long. Every rule is the panel’s own."),
        (
            _group(
                "who",
                gettext_noop("What the public may ask"),
                "takes_questions question_kinds question_addressees question_eligibility "
                "question_excluded_kinds",
            ),
            _group(
                "deadline",
                gettext_noop("Deadline"),
                "question_deadline question_deadline_unit question_deadline_time",
            ),
            _group(
                "limits",
                gettext_noop("Limits"),
                "questions_per_person questions_per_organisation question_words question_session_minutes "
                "question_speaker_minutes question_supplementaries question_repeat_months",
            ),
        ),
    ),
    Subject(
        "privacy",
        gettext_noop("Records and privacy"),
        gettext_noop("Who decides to withhold business, and how long personal details are kept."),
        (
            _group("withholding", gettext_noop("Deciding to withhold"), "separate_hands"),
            _group("drafts", gettext_noop("Unsaved text in the browser"), "restricted_drafts_in_browser"),
            _group("details", gettext_noop("Questioners’ contact details"), "question_keep_days"),
        ),
    ),
)


def subject_of(slug: str) -> Subject | None:
    """The subject of this address; None where there is none."""
    return next((subject for subject in SUBJECTS if subject.slug == slug), None)


def every_name() -> Iterator[str]:
    """The name of every setting that has a page."""
    return (name for subject in SUBJECTS for group in subject.groups for name in group.names)


LABELS = {
    "name": gettext_noop("Name"),
    "short_name": gettext_noop("Short name (optional)"),
    "host_authority": gettext_noop("Council that hosts the panel (optional)"),
    "commissioner_title": gettext_noop("Title of the office"),
    "commissioner_short_title": gettext_noop("Title in running text"),
    "chair_style": gettext_noop("Chair and deputy"),
    "deputy_style": gettext_noop("Different title for the deputy (optional)"),
    "contact_name": gettext_noop("Contact for the public"),
    "contact_phone": gettext_noop("Telephone"),
    "contact_email": gettext_noop("Email address"),
    "other_contacts": gettext_noop("Other contacts"),
    "letterhead": gettext_noop("Lines above the name of the panel (optional)"),
    "footer_block": gettext_noop("Address"),
    "how_to_attend": gettext_noop("How to attend"),
    "filming_notice": gettext_noop("Filming notice (optional)"),
    "accent_colour": gettext_noop("Colour"),
    "jurisdiction": gettext_noop("England or Wales"),
    "clear_days": gettext_noop("Clear days of notice"),
    "notice_cutoff": gettext_noop("Latest time on the last day"),
    "extra_excluded_days": gettext_noop("Other days that do not count (optional)"),
    "excludes_s243_breaks": gettext_noop(
        "The Easter and Christmas breaks do not count (the cautious reading)"
    ),
    "csp_deadline_days": gettext_noop("Partnerships’ notes are due this many days before a meeting"),
    "csp_working_days": gettext_noop("Working days between partnerships’ notes and the last day to publish"),
    "paper_due_days": gettext_noop("Papers are due this many days before the last day to publish"),
    "paper_reminder_days": gettext_noop("Authors are reminded this many days before (optional)"),
    "supplement_paging": gettext_noop("Page numbers of a supplement"),
    "added_item_label": gettext_noop("Number of an item added after publication"),
    "shows_page_gaps": gettext_noop(
        "The public pack may leave out the page numbers of exempt or confidential papers"
    ),
    "minute_numbering": gettext_noop("How minutes are numbered"),
    "minute_prefix": gettext_noop("Before each number (optional)"),
    "item_mark": gettext_noop("Words at the top of a paper"),
    "prints_blank_leaves": gettext_noop("Print blank pages, so that each paper begins on a right-hand page"),
    "separate_hands": gettext_noop(
        "The person who marks business as exempt or confidential cannot also decide to withhold it"
    ),
    "quorum_kind": gettext_noop("The quorum is"),
    "quorum_numerator": gettext_noop("Top number of the fraction"),
    "quorum_denominator": gettext_noop("Bottom number of the fraction"),
    "quorum_least": gettext_noop("Number of members, or the lowest number that the fraction can give"),
    "quorum_authorities": gettext_noop("From at least this many councils"),
    "remote_counts": gettext_noop("Members attending remotely count for quorum and votes"),
    "allows_substitutes": gettext_noop("Members may send substitutes"),
    "coopted_have_substitutes": gettext_noop("Co-opted members may also send substitutes"),
    "has_casting_vote": gettext_noop("The person presiding has a casting vote"),
    "chair_electorate": gettext_noop("Who votes when the Chair is elected"),
    "chair_eligibility": gettext_noop("Who can be elected Chair"),
    "election_majority": gettext_noop("A candidate is elected with"),
    "interest_kinds": gettext_noop("Kinds of interest"),
    "attendance_layout": gettext_noop("Members present are listed"),
    "apologies_layout": gettext_noop("Apologies are printed"),
    "limb_labels": gettext_noop("Parts of a decision are labelled"),
    "minute_points": gettext_noop("Points of a minute are labelled"),
    "minute_suffix": gettext_noop("After each number (optional)"),
    "approval_formula": gettext_noop("Minutes are"),
    "draft_minutes_days": gettext_noop("Draft minutes are due this many days after a meeting"),
    "comment_days": gettext_noop("Members have this many days to comment on draft minutes"),
    "publishes_decisions_first": gettext_noop("Decisions are published before the minutes"),
    "second_language": gettext_noop("Second language of papers and minutes (optional)"),
    "restricted_drafts_in_browser": gettext_noop(
        "A browser may keep unsaved text about exempt or confidential items"
    ),
    "resolved": gettext_noop("Above a decision"),
    "noted": gettext_noop("Where something was noted"),
    "recommended": gettext_noop("Above a recommendation"),
    "agreed": gettext_noop("Where something was agreed (optional)"),
    "decided": gettext_noop("Where something was decided (optional)"),
    "unanimous": gettext_noop("Where no one was against (optional)"),
    "referred": gettext_noop("Where something was referred elsewhere (optional)"),
    "recommendations": gettext_noop("Above recommendations numbered 1, 2, 3 (optional)"),
    "findings": gettext_noop("Above findings numbered 1, 2, 3 (optional)"),
    "takes_questions": gettext_noop("The public may ask questions"),
    "question_kinds": gettext_noop("The public may send a"),
    "question_addressees": gettext_noop("Addressed to the"),
    "question_deadline": gettext_noop("Questions are due this many days before the meeting"),
    "question_deadline_unit": gettext_noop("Counted in"),
    "question_deadline_time": gettext_noop("Latest time on the last day"),
    "questions_per_person": gettext_noop("Most questions from one person"),
    "questions_per_organisation": gettext_noop("Most questions from one organisation"),
    "question_words": gettext_noop("Most words in a question"),
    "question_session_minutes": gettext_noop("Minutes for all questions together"),
    "question_speaker_minutes": gettext_noop("Minutes for each speaker"),
    "question_supplementaries": gettext_noop("Supplementary questions at the meeting"),
    "question_repeat_months": gettext_noop("The same question is not accepted again within this many months"),
    "question_eligibility": gettext_noop("Who may ask (optional)"),
    "question_excluded_kinds": gettext_noop("Types of meeting that take no questions (optional)"),
    "question_keep_days": gettext_noop("Contact details are removed this many days after the meeting"),
}
HELP_TEXTS = {
    "letterhead": gettext_noop(
        "For example, the council that hosts the panel. Spaces in front of a line are printed."
    ),
    "accent_colour": gettext_noop(
        "Used for headings, links and lines. White text must be readable on it, so a light "
        "colour is "
        "refused. Choose it with the picker, or enter # and six numbers or letters."
    ),
    "clear_days": gettext_noop("By law, at least five in England and three in Wales."),
    "notice_cutoff": gettext_noop(
        "For example, 5 pm. Publication after this time counts as the next working day. The panel’s own rule."
    ),
    "extra_excluded_days": gettext_noop(
        "One on each line. For example, 19 September 2022. Weekends and bank holidays are "
        "included automatically."
    ),
    "paper_reminder_days": gettext_noop(
        "For example, 7, 2, 0: a week before, two days before and on the day. Authors are "
        "reminded once more when a paper is late."
    ),
    "item_mark": gettext_noop("Enter [item number] where the number of the item is to be printed."),
    "deputy_style": gettext_noop("Only where it differs from the title above."),
    "separate_hands": gettext_noop(
        "Where only one person can decide, that person decides alone and this is recorded. "
        "To avoid this, add a deputy, that is a second monitoring or proper officer."
    ),
    "quorum_kind": gettext_noop(
        "As in the rules of procedure. Where there is no rule, check with your monitoring officer."
    ),
    "quorum_authorities": gettext_noop("Enter 0 where there is no rule."),
    "remote_counts": gettext_noop(
        "In England, members attending remotely can speak but are not counted: check with your "
        "monitoring officer."
    ),
    "interest_kinds": gettext_noop("One on each line, as the members’ codes of conduct name them."),
    "minute_prefix": gettext_noop("For example, PCP."),
    "minute_suffix": gettext_noop(
        "For example, /[year]. Enter [year] or [municipal year] where the year is to be printed."
    ),
    "approval_formula": gettext_noop("Completes the sentence: The minutes of the meeting held on … were …"),
    "second_language": gettext_noop(
        "For example, cy for Welsh. Leave it blank where everything is in English."
    ),
    "restricted_drafts_in_browser": gettext_noop(
        "Without this, text about these items is lost if the connection fails before it is saved."
    ),
    "question_words": gettext_noop("Enter 0 where there is no limit."),
    "question_repeat_months": gettext_noop("Enter 0 where there is no rule."),
    "question_eligibility": gettext_noop("For example, anyone who lives, works or studies in the area."),
    "question_deadline": gettext_noop("Enter 0 if no notice is needed."),
    "question_excluded_kinds": gettext_noop(
        "One on each line. For example, Precept meeting or Confirmation hearing."
    ),
}
NUMBERS = (
    *("clear_days", "csp_deadline_days", "csp_working_days", "paper_due_days"),
    *("quorum_numerator", "quorum_denominator"),
    *("quorum_least", "quorum_authorities", "draft_minutes_days", "comment_days", "question_deadline"),
    *("questions_per_person", "questions_per_organisation", "question_words", "question_session_minutes"),
    *("question_speaker_minutes", "question_supplementaries", "question_repeat_months"),
    *("question_keep_days", "second_language"),
)
# What stands for a value that changes, as it is stored and as it is typed.
PLACES = {
    "item_mark": {"{label}": "[item number]"},
    "minute_suffix": {"{year}": "[year]", "{municipal_year}": "[municipal year]"},
}
