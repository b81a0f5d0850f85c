"""Documents of papers, frozen."""
