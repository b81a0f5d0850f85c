"""The settings of a body by subject: which belong together, what each is called and what its hint says."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """A few settings that are changed together."""

    slug: str
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One page of settings."""

    slug: str
    title: str
    lead: str
    groups: tuple[Group, ...]

    def group(self, slug: str) -> Group | None:
        """The group of this address; None where there is none."""
        return next((group for group in self.groups if group.slug == slug), None)


def _group(slug: str, title: str, names: str) -> Group:
    return Group(slug, title, tuple(names.split()))


SUBJECTS = (
    Subject(
        "names",
        "Name and titles",
        "What the panel, its Chair and the office it scrutinises are called on every page and paper.",
        (
            _group("name", "Name of the panel", "name short_name"),
            _group("host", "Host council", "host_authority"),
            _group("commissioner", "Office scrutinised", "commissioner_title commissioner_short_title"),
            _group("chair", "Chair and deputy", "chair_style deputy_style"),
        ),
    ),
    Subject(
        "look",
        "Letterhead and colour",
        "How agendas, minutes and the panel’s pages look.",
        (
            _group("letterhead", "Letterhead", "letterhead"),
            _group("address", "Address at the foot of the agenda", "footer_block"),
            _group("colour", "Colour", "accent_colour"),
            _group("language", "Second language", "second_language"),
        ),
    ),
    Subject(
        "contacts",
        "Contacts and attending",
        "What the notice and the agenda tell the public. Venues and their access have a separate page.",
        (
            _group("contacts", "Contacts", "contact_name contact_phone contact_email other_contacts"),
            _group("attending", "How to attend", "how_to_attend"),
            _group("filming", "Filming notice", "filming_notice"),
        ),
    ),
    Subject(
        "notice",
        "Meetings and notice",
        "How the last day to publish is counted.",
        (
            _group("notice", "Clear days of notice", "jurisdiction clear_days excludes_s243_breaks"),
            _group("latest-time", "Latest time to publish", "notice_cutoff"),
            _group("days", "Other days that do not count", "extra_excluded_days"),
        ),
    ),
    Subject(
        "voting",
        "Quorum, voting and interests",
        "What the meeting day counts, by the panel’s rules of procedure.",
        (
            _group(
                "quorum",
                "Quorum",
                "quorum_kind quorum_numerator quorum_denominator quorum_least quorum_authorities "
                "remote_counts",
            ),
            _group("substitutes", "Substitutes", "allows_substitutes coopted_have_substitutes"),
            _group(
                "election",
                "Election of the Chair",
                "chair_electorate chair_eligibility election_majority has_casting_vote",
            ),
            _group("interests", "Kinds of interest", "interest_kinds"),
        ),
    ),
    Subject(
        "papers",
        "Agenda and papers",
        "When papers are due, and how they are numbered.",
        (
            _group(
                "due",
                "When papers are due",
                "paper_due_days paper_reminder_days csp_deadline_days csp_working_days",
            ),
            _group("mark", "Item number on a paper", "item_mark"),
            _group("late", "Items added after publication", "supplement_paging added_item_label"),
            _group("pages", "Pages of a pack", "shows_page_gaps prints_blank_leaves"),
        ),
    ),
    Subject(
        "minutes",
        "Minutes",
        "How minutes are numbered and set out, and when they are due.",
        (
            _group("numbering", "Numbering", "minute_numbering minute_prefix minute_suffix"),
            _group("layout", "Layout", "attendance_layout apologies_layout limb_labels minute_points"),
            _group("times", "Draft and comments", "draft_minutes_days comment_days"),
            _group("approval", "Confirming", "approval_formula publishes_decisions_first"),
        ),
    ),
    Subject(
        "wording",
        "Wording of decisions",
        "The words printed above what the panel decided.",
        (
            _group("decisions", "Decisions", "resolved noted agreed decided unanimous referred"),
            _group("recommendations", "Recommendations", "recommended recommendations findings"),
        ),
    ),
    Subject(
        "questions",
        "Public questions",
        "Who may ask what, until when, and for how long. Every rule is the panel’s own.",
        (
            _group(
                "who",
                "What the public may ask",
                "takes_questions question_kinds question_addressees question_eligibility "
                "question_excluded_kinds",
            ),
            _group("deadline", "Deadline", "question_deadline question_deadline_unit question_deadline_time"),
            _group(
                "limits",
                "Limits",
                "questions_per_person questions_per_organisation question_words question_session_minutes "
                "question_speaker_minutes question_supplementaries question_repeat_months",
            ),
        ),
    ),
    Subject(
        "privacy",
        "Records and privacy",
        "Who decides to withhold business, and how long personal details are kept.",
        (
            _group("withholding", "Deciding to withhold", "separate_hands"),
            _group("drafts", "Unsaved text in the browser", "restricted_drafts_in_browser"),
            _group("details", "Questioners’ contact details", "question_keep_days"),
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
    "name": "Name",
    "short_name": "Short name (optional)",
    "host_authority": "Council that hosts the panel (optional)",
    "commissioner_title": "Title of the office",
    "commissioner_short_title": "Title in running text",
    "chair_style": "Chair and deputy",
    "deputy_style": "Different title for the deputy (optional)",
    "contact_name": "Contact for the public",
    "contact_phone": "Telephone",
    "contact_email": "Email address",
    "other_contacts": "Other contacts",
    "letterhead": "Lines above the name of the panel (optional)",
    "footer_block": "Address",
    "how_to_attend": "How to attend",
    "filming_notice": "Filming notice (optional)",
    "accent_colour": "Colour",
    "jurisdiction": "England or Wales",
    "clear_days": "Clear days of notice",
    "notice_cutoff": "Latest time on the last day",
    "extra_excluded_days": "Other days that do not count (optional)",
    "excludes_s243_breaks": "The Easter and Christmas breaks do not count (the cautious reading)",
    "csp_deadline_days": "Partnerships’ notes are due this many days before a meeting",
    "csp_working_days": "Working days between partnerships’ notes and the last day to publish",
    "paper_due_days": "Papers are due this many days before the last day to publish",
    "paper_reminder_days": "Authors are reminded this many days before (optional)",
    "supplement_paging": "Page numbers of a supplement",
    "added_item_label": "Number of an item added after publication",
    "shows_page_gaps": "The public pack may leave out the page numbers of exempt or confidential papers",
    "minute_numbering": "How minutes are numbered",
    "minute_prefix": "Before each number (optional)",
    "item_mark": "Words at the top of a paper",
    "prints_blank_leaves": "Print blank pages, so that each paper begins on a right-hand page",
    "separate_hands": "The person who marks business as exempt or confidential cannot also decide to "
    "withhold it",
    "quorum_kind": "The quorum is",
    "quorum_numerator": "Top number of the fraction",
    "quorum_denominator": "Bottom number of the fraction",
    "quorum_least": "Number of members, or the lowest number that the fraction can give",
    "quorum_authorities": "From at least this many councils",
    "remote_counts": "Members attending remotely count for quorum and votes",
    "allows_substitutes": "Members may send substitutes",
    "coopted_have_substitutes": "Co-opted members may also send substitutes",
    "has_casting_vote": "The person presiding has a casting vote",
    "chair_electorate": "Who votes when the Chair is elected",
    "chair_eligibility": "Who can be elected Chair",
    "election_majority": "A candidate is elected with",
    "interest_kinds": "Kinds of interest",
    "attendance_layout": "Members present are listed",
    "apologies_layout": "Apologies are printed",
    "limb_labels": "Parts of a decision are labelled",
    "minute_points": "Points of a minute are labelled",
    "minute_suffix": "After each number (optional)",
    "approval_formula": "Minutes are",
    "draft_minutes_days": "Draft minutes are due this many days after a meeting",
    "comment_days": "Members have this many days to comment on draft minutes",
    "publishes_decisions_first": "Decisions are published before the minutes",
    "second_language": "Second language of papers and minutes (optional)",
    "restricted_drafts_in_browser": "A browser may keep unsaved text about exempt or confidential items",
    "resolved": "Above a decision",
    "noted": "Where something was noted",
    "recommended": "Above a recommendation",
    "agreed": "Where something was agreed (optional)",
    "decided": "Where something was decided (optional)",
    "unanimous": "Where no one was against (optional)",
    "referred": "Where something was referred elsewhere (optional)",
    "recommendations": "Above recommendations numbered 1, 2, 3 (optional)",
    "findings": "Above findings numbered 1, 2, 3 (optional)",
    "takes_questions": "The public may ask questions",
    "question_kinds": "The public may send a",
    "question_addressees": "Addressed to the",
    "question_deadline": "Questions are due this many days before the meeting",
    "question_deadline_unit": "Counted in",
    "question_deadline_time": "Latest time on the last day",
    "questions_per_person": "Most questions from one person",
    "questions_per_organisation": "Most questions from one organisation",
    "question_words": "Most words in a question",
    "question_session_minutes": "Minutes for all questions together",
    "question_speaker_minutes": "Minutes for each speaker",
    "question_supplementaries": "Supplementary questions at the meeting",
    "question_repeat_months": "The same question is not accepted again within this many months",
    "question_eligibility": "Who may ask (optional)",
    "question_excluded_kinds": "Types of meeting that take no questions (optional)",
    "question_keep_days": "Contact details are removed this many days after the meeting",
}
HELP_TEXTS = {
    "letterhead": "For example, the council that hosts the panel. Spaces in front of a line are printed.",
    "accent_colour": "Used for headings, links and lines. White text must be readable on it, so a light "
    "colour is "
    "refused. Choose it with the picker, or enter # and six numbers or letters.",
    "clear_days": "By law, at least five in England and three in Wales.",
    "notice_cutoff": "For example, 5 pm. Publication after this time counts as the next working day. "
    "The panel’s "
    "own rule.",
    "extra_excluded_days": "One on each line. For example, 19 September 2022. Weekends and bank holidays are "
    "included automatically.",
    "paper_reminder_days": "For example, 7, 2, 0: a week before, two days before and on the day. Authors are "
    "reminded once more when a paper is late.",
    "item_mark": "Enter [item number] where the number of the item is to be printed.",
    "deputy_style": "Only where it differs from the title above.",
    "separate_hands": "Where only one person can decide, that person decides alone and this is recorded. "
    "To avoid this, add a deputy, that is a second monitoring or proper officer.",
    "quorum_kind": "As in the rules of procedure. Where there is no rule, check with your monitoring "
    "officer.",
    "quorum_authorities": "Enter 0 where there is no rule.",
    "remote_counts": "In England, members attending remotely can speak but are not counted: check with your "
    "monitoring officer.",
    "interest_kinds": "One on each line, as the members’ codes of conduct name them.",
    "minute_prefix": "For example, PCP.",
    "minute_suffix": "For example, /[year]. Enter [year] or [municipal year] where the year is to be "
    "printed.",
    "approval_formula": "Completes the sentence: The minutes of the meeting held on … were …",
    "second_language": "For example, cy for Welsh. Leave it blank where everything is in English.",
    "restricted_drafts_in_browser": "Without this, text about these items is lost if the connection "
    "fails before "
    "it is saved.",
    "question_words": "Enter 0 where there is no limit.",
    "question_repeat_months": "Enter 0 where there is no rule.",
    "question_eligibility": "For example, anyone who lives, works or studies in the area.",
    "question_deadline": "Enter 0 if no notice is needed.",
    "question_excluded_kinds": "One on each line. For example, Precept meeting or Confirmation hearing.",
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
