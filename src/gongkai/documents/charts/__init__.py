"""Counts as charts in SVG, drawn on the server, without style or script."""
