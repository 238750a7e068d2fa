"""Reading: a year compiled, checked, explained, compared with what was signed, and published."""
