"""Measures what is promised about speed and memory, as ratios to references of the same run."""
