"""The ledger of follow-ups, from the minute to the answer."""
