"""Calls as the desk, their list and their figures show them."""
