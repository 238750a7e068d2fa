"""Reading what is disclosed unasked; the rows that a year's report counts are at hand here."""

from gongkai.publications.queries.records import (
    city_reports_of_year,
    columns_of,
    decisions_of_year,
    documents_until,
    fees_of_year,
    follower_counts_at_end_of,
    items_of_year,
    items_published,
    posts_of_year,
)

__all__ = [
    "city_reports_of_year",
    "columns_of",
    "decisions_of_year",
    "documents_until",
    "fees_of_year",
    "follower_counts_at_end_of",
    "items_of_year",
    "items_published",
    "posts_of_year",
]
