"""With whom: community safety partnerships, question sets, rounds and briefing notes."""
