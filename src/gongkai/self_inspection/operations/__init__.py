"""Having the site inspected, and what is done about findings."""
