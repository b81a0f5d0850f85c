"""Files that somebody sends are kept, checked and used; nothing of them is lost on the way."""
