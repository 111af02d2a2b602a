"""Node types of the data folder, one file each."""
