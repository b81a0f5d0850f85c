"""Limited child processes as those who ask them see them, and every limit on what they are given."""
