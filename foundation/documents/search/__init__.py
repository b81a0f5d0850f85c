"""Looking for words, pages and pictures in bytes that are about to become public."""
