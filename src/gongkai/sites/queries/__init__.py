"""Reads of sites and their pages."""
