"""Views of minutes, thin."""
