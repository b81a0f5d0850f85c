"""What is kept from the public: the truth of it, its readers, and the search for what leaks."""
