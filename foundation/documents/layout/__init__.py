"""A document of plain values becomes a piece of a page, a printed page, a tagged PDF."""
