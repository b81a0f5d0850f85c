"""A made-up meeting for whoever records a meeting for the first time."""
