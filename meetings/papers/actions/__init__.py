"""What is done with papers: one function per verb."""
