"""The back office of a restaurant's people."""
