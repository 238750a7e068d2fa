"""Writing, releasing, taking in what people send, and handling it."""
