"""Every figure a report can name: what it means, which records it counts, and the count."""
