"""Commands with a module of their own, one noun per file."""
