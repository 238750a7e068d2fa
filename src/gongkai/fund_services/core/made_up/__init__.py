"""People, employers and loans that nobody has: what the embedded business system begins with."""
