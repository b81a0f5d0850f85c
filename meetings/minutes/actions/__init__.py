"""What is done with minutes: one function per verb."""
