"""What the settings page calls the local rules of a body: labels, hints and groups, by subject."""

GROUPS = (
    (
        "Meeting day",
        "quorum_kind quorum_numerator quorum_denominator quorum_least quorum_authorities remote_counts "
        "allows_substitutes coopted_have_substitutes has_casting_vote chair_electorate chair_eligibility "
        "election_majority interest_kinds",
    ),
    (
        "How minutes look and circulate",
        "attendance_layout apologies_layout limb_labels minute_points minute_suffix approval_formula "
        "draft_minutes_days comment_days publishes_decisions_first second_language "
        "restricted_drafts_in_browser",
    ),
    ("Restricted business", "separate_hands"),
    (
        "Public questions",
        "takes_questions question_kinds question_addressees question_deadline question_deadline_unit "
        "question_deadline_time questions_per_person questions_per_organisation question_words "
        "question_session_minutes question_speaker_minutes question_supplementaries question_repeat_months "
        "question_eligibility question_excluded_kinds question_keep_days",
    ),
)
LABELS = {
    "separate_hands": "Whoever asks that something is kept from the public does not sign it too",
    "quorum_kind": "The quorum is",
    "quorum_numerator": "Fraction: the figure above the line",
    "quorum_denominator": "Fraction: the figure below the line",
    "quorum_least": "The number of members, or the least that a fraction may come to",
    "quorum_authorities": "From at least so many councils",
    "remote_counts": "Members who attend remotely count for quorum and votes",
    "allows_substitutes": "Members may send substitutes",
    "coopted_have_substitutes": "Co-opted members may send substitutes too",
    "has_casting_vote": "Whoever presides has a casting vote",
    "chair_electorate": "Who votes when the chair is elected",
    "chair_eligibility": "Who can be elected chair",
    "election_majority": "Who is elected has",
    "interest_kinds": "Kinds of interest",
    "attendance_layout": "The members present are set out",
    "apologies_layout": "Apologies are printed",
    "limb_labels": "Parts of a decision are labelled",
    "minute_points": "Points of a minute are set as",
    "minute_suffix": "After each number (optional)",
    "approval_formula": "Minutes are",
    "draft_minutes_days": "Draft minutes are due this many days after a meeting",
    "comment_days": "Members have this many days to comment on draft minutes",
    "publishes_decisions_first": "Decisions are published before the minutes",
    "second_language": "Second language of papers and minutes (optional)",
    "restricted_drafts_in_browser": "A browser may keep unsaved words about restricted items",
    "takes_questions": "The public may ask questions",
    "question_kinds": "What the public may put",
    "question_addressees": "To whom",
    "question_deadline": "Questions are due this many days before the meeting",
    "question_deadline_unit": "Counted in",
    "question_deadline_time": "By this hour of the last day",
    "questions_per_person": "Questions from one person at most",
    "questions_per_organisation": "Questions from one organisation at most",
    "question_words": "Words in a question at most",
    "question_session_minutes": "Minutes for all questions together",
    "question_speaker_minutes": "Minutes for each speaker",
    "question_supplementaries": "Supplementary questions at the meeting",
    "question_repeat_months": "The same question is not taken again within this many months",
    "question_eligibility": "Who may ask (optional)",
    "question_excluded_kinds": "Types of meeting that take no questions (optional)",
    "question_keep_days": "Contact details of askers are removed this many days after the meeting",
}
HELP_TEXTS = {
    "separate_hands": "Where only one person can sign, they go on signing alone, and it is recorded that "
    "they did. Name a deputy: a second monitoring or proper officer.",
    "quorum_kind": "As your rules of procedure say. If none says, ask your monitoring officer.",
    "quorum_authorities": "0 where no rule says so",
    "remote_counts": "In England they are heard and not counted: check with your monitoring officer.",
    "minute_suffix": "Such as /{year}; {year} and {municipal_year} stand for the years",
    "approval_formula": "Goes on the sentence: The minutes of the meeting held on … were …",
    "second_language": "Such as cy for Welsh; leave it empty where everything is in English",
    "restricted_drafts_in_browser": "Otherwise what is typed about them while there is no network is lost",
    "question_words": "0 where there is no limit",
    "question_repeat_months": "0 where no rule says so",
    "question_eligibility": "Such as: anyone who lives, works or studies in the area",
    "question_deadline": "0 means that no notice is needed",
}
NUMBERS = [
    *("quorum_numerator", "quorum_denominator", "quorum_least", "quorum_authorities", "draft_minutes_days"),
    *("comment_days", "question_deadline", "questions_per_person", "questions_per_organisation"),
    *("question_words", "question_session_minutes", "question_speaker_minutes", "question_supplementaries"),
    *("question_repeat_months", "question_keep_days", "second_language", "minute_suffix"),
]
