"""Node types of the core folder, one file each."""
