"""To what end: inquiries and their terms of reference."""
