"""Finding what is public."""
