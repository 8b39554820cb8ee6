"""The tests of Consent UI. `python -m tests` makes sure of a browser and runs them."""
