"""Tags of the pages of a meeting."""
