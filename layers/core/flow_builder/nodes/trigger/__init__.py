"""Node types of the trigger folder, one file each."""
