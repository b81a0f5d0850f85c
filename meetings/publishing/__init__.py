"""The proof, publishing an agenda with its papers, and withdrawing."""
