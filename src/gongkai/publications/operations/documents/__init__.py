"""Writing official documents: from the drafting form to their issue, and what follows."""
