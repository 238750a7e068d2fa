"""Writes of sites and their pages."""
