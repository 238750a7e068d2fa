"""What is done to counters, their plans, and appointments."""
