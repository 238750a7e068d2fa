"""What comes from, and goes to, the telephone exchange and the 12345 platform."""
