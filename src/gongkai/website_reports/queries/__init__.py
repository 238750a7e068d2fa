"""Reads of the website's yearly form."""
