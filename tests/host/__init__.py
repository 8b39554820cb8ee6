"""The documented example of a host: a small bistro's own Flask application that mounts Consent UI."""
