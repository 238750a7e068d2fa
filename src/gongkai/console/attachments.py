"""Files as answers: always saved under their name, never shown in the page's stead."""

from typing import TypeVar
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

CONTENT_TYPES = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}

_Answer = TypeVar("_Answer", bound=HttpResponseBase)


def attachment(content: bytes, fmt: str, name: str) -> HttpResponse:
    """Return a file of a format in CONTENT_TYPES; its name gets the format for its ending."""
    answer = HttpResponse(content, content_type=CONTENT_TYPES[fmt])
    return saved_as(answer, f"{name}.{fmt}")


def saved_as(answer: _Answer, name: str) -> _Answer:
    """Return an answer that browsers save under a name, whatever they take it for."""
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
