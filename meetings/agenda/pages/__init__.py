"""What the pages of agenda show."""
