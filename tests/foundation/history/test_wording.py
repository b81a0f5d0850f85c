"""Events as sentences."""

import pytest

from foundation.history.wording import told


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("agenda published", "Ellen Marsh published the agenda"),
        ("agenda agreed", "Ellen Marsh recorded the Chair’s agreement to the agenda"),
        ("minutes confirmed", "Ellen Marsh recorded that the minutes were confirmed"),
        ("minutes signed", "Ellen Marsh recorded who signed the minutes"),
        ("exclusion resolved", "Ellen Marsh recorded the resolution to exclude the public"),
        ("office taken", "Ellen Marsh recorded a new office-holder"),
        ("paper received", "Ellen Marsh submitted the paper"),
        ("question not accepted", "Ellen Marsh did not accept the question"),
        ("everyone marked as present", "Ellen Marsh marked all members as present"),
        ("quorum lost", "Ellen Marsh recorded that the meeting became inquorate"),
        ("note kept out of the published paper", "Ellen Marsh left the note out of the published paper"),
        ("scope item dropped", "Ellen Marsh removed a scope item"),
        ("supplement withdrawn", "Ellen Marsh withdrew a supplement"),
        ("something odd", "Ellen Marsh recorded: something odd"),
    ],
)
def test_who_did_what_is_a_whole_phrase_that_credits_who_acted(verb: str, sentence: str) -> None:
    assert told("Ellen Marsh", verb) == sentence
