"""What speaks to the outlets beside the site: protocols and forms, without framework or records."""
