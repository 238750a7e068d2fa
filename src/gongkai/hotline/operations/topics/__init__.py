"""Changing an organ's tree of matters."""
