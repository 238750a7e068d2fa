"""Storing rows, importing workbooks, writing the template, and uploads in the console."""

from gongkai.ledgers.operations.importing import ImportResult, import_ledger
from gongkai.ledgers.operations.storing import StoreResult, store_rows
from gongkai.ledgers.operations.templates import TemplateNotWritten, write_template
from gongkai.ledgers.operations.uploading import (
    UploadNotReady,
    UploadRefused,
    check_upload,
    confirm_upload,
    discard_upload,
    import_upload,
    receive_upload,
)

__all__ = [
    "ImportResult",
    "StoreResult",
    "TemplateNotWritten",
    "UploadNotReady",
    "UploadRefused",
    "check_upload",
    "confirm_upload",
    "discard_upload",
    "import_ledger",
    "import_upload",
    "receive_upload",
    "store_rows",
    "write_template",
]
