"""Figures for the duty room's wall and for the bulletins, counted from the records themselves."""
