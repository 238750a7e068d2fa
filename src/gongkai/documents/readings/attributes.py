"""Numbers in the attributes of XML parts, where a damaged file may have anything."""


def number_in(value: str | None, default: int, most: int = 100_000) -> int:
    """Return a whole number as Office writes it, at the most `most`; `default` for what is none."""
    if value is None or len(value) > 9 or not (value.isascii() and value.isdigit()):
        return default
    return min(int(value), most)
