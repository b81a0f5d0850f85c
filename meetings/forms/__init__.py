"""Forms check shape and ask the rules for the law."""
