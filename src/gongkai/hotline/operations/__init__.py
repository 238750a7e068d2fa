"""Writes of the hotline; what other packages call by the package's own name stands here."""

from gongkai.hotline.operations.registering import (
    correct_calls,
    correct_tickets,
    days_taken,
    register_calls,
    register_tickets,
)

__all__ = [
    "correct_calls",
    "correct_tickets",
    "days_taken",
    "register_calls",
    "register_tickets",
]
