"""Organs (行政机关), their departments, officers and roles, and the calendars they add."""
