"""Writing what is disclosed unasked; the register that ledgers fill is at hand here."""

from gongkai.publications.operations.registering import (
    NoSuchColumn,
    add_columns,
    correct_items,
    correct_records,
    register_items,
    register_records,
)

__all__ = [
    "NoSuchColumn",
    "add_columns",
    "correct_items",
    "correct_records",
    "register_items",
    "register_records",
]
