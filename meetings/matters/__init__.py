"""Matters arising, the action log, and the life story of an item."""
