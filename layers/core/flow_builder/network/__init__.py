"""The network guard: which addresses flows may reach, and the HTTP client that cannot reach others."""
