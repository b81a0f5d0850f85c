"""What is done with despatch: one function per verb."""
