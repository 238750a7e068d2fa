"""Service items and their guides in the office."""
