"""Events as sentences."""

import pytest

from foundation.history.wording import told


@pytest.mark.parametrize(
    ("verb", "sentence"),
    [
        ("agenda published", "Ellen Marsh published the agenda"),
        ("paper asked for", "Ellen Marsh asked for the paper"),
        ("agenda sent to the Chair", "Ellen Marsh sent the agenda to the Chair"),
        ("agenda withdrawn", "Ellen Marsh withdrew the agenda"),
        ("paper taken off", "Ellen Marsh took the paper off"),
        ("minutes published again as draft", "Ellen Marsh published the minutes again as draft"),
        ("reason for late notice given", "Ellen Marsh gave the reason for late notice"),
        ("scrutinised office named", "Ellen Marsh named the scrutinised office"),
        ("meeting found not quorate", "Ellen Marsh found the meeting not quorate"),
        ("something odd", "Ellen Marsh: something odd"),
    ],
)
def test_who_did_what(verb: str, sentence: str) -> None:
    assert told("Ellen Marsh", verb) == sentence
