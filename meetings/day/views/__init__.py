"""Views of the meeting day, thin."""
