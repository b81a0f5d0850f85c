"""Votes and elections of a meeting."""
