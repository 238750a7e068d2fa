"""Pages of online accounts."""
