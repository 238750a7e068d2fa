"""What stands in a report, as a message quotes it."""


def quoted(text: str, longest: int) -> str:
    """Return a text on one line, cut behind so many characters."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[:longest]}…"
