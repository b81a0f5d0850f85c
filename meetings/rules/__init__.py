"""The law and the arithmetic of meetings, pure."""
