"""The public pages. They read publications and announcements, and nothing else."""
