"""Pages about a body: who is in it, by which settings, who works for it."""
