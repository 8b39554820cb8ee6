"""Chez Momo, the demo restaurant."""
