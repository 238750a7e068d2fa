"""Whose site answers to which host, how it looks, and the pages editors make of blocks."""
