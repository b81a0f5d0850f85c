"""A PDF that somebody sends is looked through, and built anew from what is harmless."""
