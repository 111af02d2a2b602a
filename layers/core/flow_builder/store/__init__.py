"""Persistence: the key-value port with its two adapters, blobs, and one repository per noun."""
