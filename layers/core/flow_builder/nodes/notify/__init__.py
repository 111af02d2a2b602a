"""Node types of the notify folder, one file each."""
