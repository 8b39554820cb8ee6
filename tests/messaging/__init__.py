"""Sending: the gate, the run, and what leaves."""
