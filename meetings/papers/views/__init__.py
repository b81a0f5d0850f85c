"""Views of papers, thin."""
