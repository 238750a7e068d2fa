"""Calls, tickets, call-backs and what grows from them, at the console."""
