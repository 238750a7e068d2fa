"""Online business: the queue, one application, its materials, its limits, the office view."""
