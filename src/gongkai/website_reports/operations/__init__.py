"""Writes of the website's yearly form."""
