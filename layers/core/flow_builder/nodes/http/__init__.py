"""Node types of the http folder, one file each."""
