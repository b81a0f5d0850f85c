"""What the pages of day show."""
