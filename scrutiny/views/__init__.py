"""Thin views: fetch what the user may see, then render or call one action."""
