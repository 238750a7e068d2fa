"""Reading ledgers and what is stored of them."""

from gongkai.ledgers.queries.faults import BadRow, Faults
from gongkai.ledgers.queries.reading import LedgerReading, LedgerUnreadable, read_ledger
from gongkai.ledgers.queries.templates import help_of_sheets, ledger_template
from gongkai.ledgers.queries.uploads import UploadUnknown, upload_for, uploads_of

__all__ = [
    "BadRow",
    "Faults",
    "LedgerReading",
    "LedgerUnreadable",
    "UploadUnknown",
    "help_of_sheets",
    "ledger_template",
    "read_ledger",
    "upload_for",
    "uploads_of",
]
