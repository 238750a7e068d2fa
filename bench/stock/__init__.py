"""A Wagtail site as its own documentation begins one: what our uncached pages are compared with."""
