"""Commands with a module of their own, one noun per file. What drives a browser is imported when it runs."""
