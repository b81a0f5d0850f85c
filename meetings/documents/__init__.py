"""Agenda, report and minutes as frozen documents."""
