"""One module for each command: its arguments, and one domain call."""
