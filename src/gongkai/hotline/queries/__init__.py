"""Reads of the hotline; what the annual report counts stands here by the package's own name."""

from gongkai.hotline.queries.counting import calls_of_year, tickets_accepted_in, tickets_due_in

__all__ = ["calls_of_year", "tickets_accepted_in", "tickets_due_in"]
