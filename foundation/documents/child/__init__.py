"""What runs inside the limited child processes."""
