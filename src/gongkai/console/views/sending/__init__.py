"""What is sent to people, at the console."""
