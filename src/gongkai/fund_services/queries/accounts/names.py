"""How names are compared, whoever typed them."""

import unicodedata

_DOTS = str.maketrans(dict.fromkeys("·•‧∙・．.", "·"))


def plain_name(name: str) -> str:
    """Return a name as it is compared: without blanks, with one kind of dot between its parts."""
    return "".join(unicodedata.normalize("NFKC", name).translate(_DOTS).split())
