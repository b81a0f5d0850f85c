"""Saving over a newer version: what two people typed into one form or text is joined."""
