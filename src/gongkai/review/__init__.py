"""Sign-off rounds (审签) with distinct people; blind to its subject."""
