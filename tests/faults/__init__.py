"""Crashes and races: what must hold when processes die in mid-load or clicks arrive at once."""
