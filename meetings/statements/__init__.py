"""What a body publishes about its website: its accessibility statement and its privacy notice."""
