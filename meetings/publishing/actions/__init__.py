"""What is done with publishing: one function per verb."""
