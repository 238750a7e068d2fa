"""Finished reports read: from a file of any format to figures and what stood in each cell."""
