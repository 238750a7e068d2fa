"""Screens of the website: what is set of it, and its pages of blocks."""
