"""Certificates on the portal."""
