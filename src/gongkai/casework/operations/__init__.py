"""Writing: requests with their history, processing fees and disputes."""
