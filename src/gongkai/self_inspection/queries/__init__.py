"""Reads for inspections: the facts to be checked, and what earlier ones found."""
