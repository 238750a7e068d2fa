"""Screens of disclosure requests: queue, case, letters, severing, service, archive."""
