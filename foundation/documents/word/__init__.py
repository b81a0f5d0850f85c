"""Word files: read into text with the numbers their author saw, and written from printed pages."""
