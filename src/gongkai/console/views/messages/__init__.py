"""Messages of the site at the console."""
