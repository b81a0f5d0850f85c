"""What is done with attendance: one function per verb."""
