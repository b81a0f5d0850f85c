"""Long proofs that bring data of their own: leaks over many packs, planted faults, hostile files."""
