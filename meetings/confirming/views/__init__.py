"""Views of confirming, thin."""
