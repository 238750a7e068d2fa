"""Sheets of workers that employers hand in with a form: made, read, and given back with remarks."""
