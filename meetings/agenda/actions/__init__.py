"""What is done with agenda: one function per verb."""
