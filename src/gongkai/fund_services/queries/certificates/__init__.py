"""What is known of certificates: one's own, an organ's issue log, its keys and settings."""
