"""The papers board of a meeting, the files dropped on it, and its pack."""
