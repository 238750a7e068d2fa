"""What speaks to gateways and platforms outside: protocols, without framework or records."""
