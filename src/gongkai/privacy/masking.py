"""How personal data looks on screen."""


def mask_identity(number: str) -> str:
    """Return an identity number with only its first and last four characters shown."""
    if len(number) <= 8:
        return "*" * len(number)
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def mask_phone(number: str) -> str:
    """Return a phone number with its middle hidden."""
    if len(number) <= 7:
        return "*" * len(number)
    return number[:3] + "*" * (len(number) - 7) + number[-4:]


def mask_name(name: str) -> str:
    """Return a person's name with only the family name shown."""
    return name[:1] + "*" * (len(name) - 1)
