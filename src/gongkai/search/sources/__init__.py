"""What can be found: one module for each kind of thing that the public may read."""
