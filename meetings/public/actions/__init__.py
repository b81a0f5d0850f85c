"""What is done with public: one function per verb."""
