"""What is done with packs: one function per verb."""
