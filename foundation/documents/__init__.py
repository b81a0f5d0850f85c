"""Paper: a document of plain values becomes HTML, a tagged PDF, a part of a pack. Knows no subject."""
