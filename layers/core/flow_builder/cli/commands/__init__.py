"""Commands, a file per theme."""
