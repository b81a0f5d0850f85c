"""Sentences from plain facts, pure: what agendas, minutes and briefs print of themselves."""
