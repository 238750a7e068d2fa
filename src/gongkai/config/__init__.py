"""Settings, URLs, WSGI: the only place that knows every package."""
