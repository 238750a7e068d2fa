"""Publishing what the organ discloses unasked: items, documents, columns and channels."""
