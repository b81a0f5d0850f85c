"""The rules of votes. Pure."""
