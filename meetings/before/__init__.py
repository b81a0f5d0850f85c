"""Before a meeting: who comes, and the chair’s brief."""
