"""Doing something for an officer, and telling him on screen how it went."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest

from gongkai.annual_reports.operations.publishing import NotReady
from gongkai.annual_reports.operations.waiving import NotWaivable
from gongkai.annual_reports.operations.writing import AlreadySigned
from gongkai.annual_reports.queries.compiling import NothingToReport
from gongkai.documents.reports.writing import OutputFailed
from gongkai.ledgers.operations import UploadNotReady
from gongkai.review.operations import SignatureRefused

# What an operation may answer instead of doing it; every message is Chinese and names the remedy.
REFUSED = (
    AlreadySigned,
    NothingToReport,
    NotReady,
    NotWaivable,
    OutputFailed,
    SignatureRefused,
    UploadNotReady,
)


def attempt(request: HttpRequest, operation: Callable[[], Any], done: str) -> bool:
    """Run an operation; show `done`, or the reason why it was refused. Tell which."""
    try:
        operation()
    except REFUSED as refused:
        messages.error(request, str(refused))
        return False
    messages.success(request, done)
    return True
