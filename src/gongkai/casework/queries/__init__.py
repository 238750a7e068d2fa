"""Reading: what the report counts, what officers work on, what applicants follow."""
