"""Node types of the extract folder, one file each."""
