"""Uploads that never touch a disk: kept in memory for one answer, and only so far as allowed."""

from collections.abc import Collection
from io import BytesIO
from typing import Any

from django.core.files.uploadhandler import MemoryFileUploadHandler, SkipFile
from django.http import HttpRequest

LARGEST_FILE = 20 * 1024 * 1024
"""The most bytes of one file."""
LARGEST_BODY = 100 * 1024 * 1024
"""The most bytes of a request that are read at all, to answer with a page; not all are kept."""


class InMemoryOnly(MemoryFileUploadHandler):
    """Keeps the files of some fields in memory, one each; of one too large only its field."""

    def __init__(
        self, request: HttpRequest, fields: Collection[str], *, most: int = LARGEST_FILE
    ) -> None:
        super().__init__(request)
        self._most = most
        self.too_large: set[str] = set()
        self._awaited = set(fields)
        self._size = 0

    def handle_raw_input(self, *args: Any, **kwargs: Any) -> None:
        """Take files of any size; Django's own handler leaves large ones to a temporary file."""
        self.activated = True

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin a file, or pass over one that nobody asked for."""
        if field_name not in self._awaited:
            # Django closes the file at hand, which may be one that was kept.
            self.file = BytesIO()
            raise SkipFile
        self._awaited.remove(field_name)
        self._size = 0
        super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep a piece of the file, or give the file up once it is too large."""
        self._size += len(raw_data)
        if self._size > self._most:
            self.too_large.add(self.field_name)
            raise SkipFile
        self.file.write(raw_data)
