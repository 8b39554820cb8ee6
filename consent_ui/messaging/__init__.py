"""What leaves the house: marketing messages through one gate, and the few service messages beside it."""
