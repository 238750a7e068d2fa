"""Draws a finished report as real sites publish it: one report, many layouts, seeded."""
