"""Meetings of a year, the work programme, and moving a meeting."""
