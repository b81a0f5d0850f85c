"""The clerk’s screen on the day of the meeting."""
