"""A short guide for each role, which anyone can read without signing in."""
