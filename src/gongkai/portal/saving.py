"""Files as answers: always saved under their name, never shown in the page's stead."""

from urllib.parse import quote

from django.http import HttpResponse


def saved_as(answer: HttpResponse, name: str) -> HttpResponse:
    """Return an answer that browsers save under a name, whatever they take it for."""
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
