"""What is done with supplements: one function per verb."""
