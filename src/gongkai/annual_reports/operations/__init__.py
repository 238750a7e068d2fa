"""Writing: the narrative, waivers, sign-off, publication; each one transaction."""
