"""Machines outside that fund services speak to."""
