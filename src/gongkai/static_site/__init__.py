"""Public pages kept as files: rendered when something changes, served without the application."""
