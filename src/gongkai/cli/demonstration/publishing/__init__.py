"""The demonstration's publishing: the year's items with their texts, and what is under way."""
