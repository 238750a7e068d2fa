"""What is known of business applied for online."""
