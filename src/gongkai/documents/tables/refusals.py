"""How a table is refused as a whole."""


class TableUnreadable(Exception):
    """The file cannot be read as a table; the message is one line with the remedy, in Chinese."""
