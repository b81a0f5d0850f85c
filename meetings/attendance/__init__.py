"""Who was there and what happened: the roll, the record of the day, quorum, the live page."""
