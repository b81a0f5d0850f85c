"""What is done with withholding: one function per verb."""
