"""What is done with planning: one function per verb."""
