"""Feeds the readers of finished reports with files made to break them."""
