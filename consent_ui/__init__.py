"""Consent UI: ask fairly, record with proof, obey the answer."""
