"""Truth tables and properties of the pure decisions."""
