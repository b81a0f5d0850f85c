"""Acts that keep business from the public, sign it, take it back, and hand it to its readers."""
