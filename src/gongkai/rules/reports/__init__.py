"""The statutory annual report: its editions, its shape, its tally and its checks."""
