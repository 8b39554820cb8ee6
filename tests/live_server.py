"""Serves a WSGI application to a real browser, in a thread of the test: the product's own way."""

from consent_ui.fairness.serving import serve

__all__ = ["serve"]
