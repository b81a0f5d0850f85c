"""The sentences of minutes that follow from the record: plain facts in, plain sentences out.

They use the body's own words of the day of the meeting, and they change with the facts until a person
writes something else. The facts stand in wording_facts, the sentences in the files beside it, by subject.
"""

from meetings.wording.facts import (
    InterestFacts,
    ItemFacts,
    MeetingFacts,
    NextMeeting,
    PaperFacts,
    PersonFacts,
    RollFacts,
    Words,
    Written,
)
from meetings.wording.items import written
from meetings.wording.meeting import (
    NO_BREAK,
    apologies_sentence,
    attendance_lines,
    chair_line,
    confirmed_sentence,
    day_words,
    duration_words,
    interest_sentences,
    next_meeting_sentence,
    present_lines,
    time_words,
    title_sentence,
)
from meetings.wording.papers import (
    filed_sentences,
    oral_sentence,
    presentation_sentences,
    report_sentences,
    urgency_sentence,
)
