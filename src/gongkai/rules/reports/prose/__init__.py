"""What a report's text claims about its tables, and whether the tables say so."""
