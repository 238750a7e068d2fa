"""How a workbook or one of its cells is refused: the reason and the remedy, in Chinese."""


class CellRefused(ValueError):
    """A cell does not hold what its column is for."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(f"{reason}，{remedy}")
        self.reason = reason
        self.remedy = remedy


class WorkbookUnreadable(Exception):
    """The file cannot be read as a workbook at all; the message is one line with the remedy."""
