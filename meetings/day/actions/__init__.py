"""What is done with day: one function per verb."""
