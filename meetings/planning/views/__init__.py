"""Views of planning, thin."""
