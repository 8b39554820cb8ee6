"""Measures the two answers in a real browser and hands the numbers to `rules.symmetry`, which judges them.

Needs the optional parts `consent-ui[fairness]` (Playwright and Pillow) and a Chromium.
"""
