"""Text typed by people: cleaned, numbered, in paragraphs that keep their names, with pictures."""
