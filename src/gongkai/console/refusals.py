"""Doing something for an officer, and telling him on screen how it went."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from gongkai.annual_reports.operations.collecting import CollectionRefused
from gongkai.annual_reports.operations.judging import NotDecided
from gongkai.annual_reports.operations.publishing import NotReady
from gongkai.annual_reports.operations.waiving import NotWaivable
from gongkai.annual_reports.operations.writing import AlreadySigned
from gongkai.annual_reports.queries.compiling import NothingToReport
from gongkai.documents.reports.writing import OutputFailed
from gongkai.ledgers.operations import UploadNotReady
from gongkai.review.operations import SignatureRefused
from gongkai.rules.reports.consolidation_adjustments import AdjustmentRefused

# What an operation may answer instead of doing it; every message is Chinese and names the remedy.
REFUSED = (
    AdjustmentRefused,
    AlreadySigned,
    CollectionRefused,
    NotDecided,
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


def attempt_with(
    request: HttpRequest, form: forms.Form, operation: Callable[..., Any], done: str
) -> bool:
    """Run an operation with what was typed; show what is wrong with that instead."""
    if not form.is_valid():
        messages.error(request, problems_of(form))
        return False
    return attempt(request, lambda: operation(**form.cleaned_data), done)


def problems_of(form: forms.Form) -> str:
    """Return what is wrong with what was typed, on one line."""
    return " ".join(str(error) for errors in form.errors.values() for error in errors)
