"""What is done with votes: one function per verb."""
