"""What the public is told of a meeting, and may put to it: notices, questions, petitions."""
