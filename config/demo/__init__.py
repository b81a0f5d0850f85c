"""A fictional panel with a year of meetings, built through the same actions as a real one."""
