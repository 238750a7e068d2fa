"""A report that was read, marked with what was found in it: cells and passages by number."""
