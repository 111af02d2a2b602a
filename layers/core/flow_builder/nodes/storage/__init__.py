"""Node types of the storage folder, one file each."""
