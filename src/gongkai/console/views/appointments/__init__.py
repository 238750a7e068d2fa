"""Appointments in the office: a counter's day, counters and plans, rules, figures."""
