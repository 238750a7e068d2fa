"""Information disclosed unasked (主动公开): items, posts, documents, decisions, fees."""
