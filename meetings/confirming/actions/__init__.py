"""What is done with confirming: one function per verb."""
