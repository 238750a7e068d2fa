"""How personal data looks on screen."""


def mask_identity(number: str) -> str:
    """Return an identity number with at most its first and last four characters shown.

    At least half of a shorter number, such as a passport's, is hidden; up to eight characters all.
    """
    shown = min(4, len(number) // 4)
    return _masked(number, shown, shown) if len(number) > 8 else "*" * len(number)


def mask_phone(number: str) -> str:
    """Return a phone number with its middle hidden, and all of it up to seven characters."""
    if len(number) <= 7:
        return "*" * len(number)
    return _masked(number, 3, 4) if len(number) >= 11 else _masked(number, 2, 2)


def mask_name(name: str) -> str:
    """Return a person's name with only the family name shown."""
    return name[:1] + "*" * (len(name) - 1)


def _masked(text: str, first: int, last: int) -> str:
    return text[:first] + "*" * (len(text) - first - last) + text[-last:]
