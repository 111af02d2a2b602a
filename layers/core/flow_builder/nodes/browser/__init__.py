"""Node types of the browser folder, one file each."""
