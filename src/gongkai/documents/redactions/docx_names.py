"""Which values in the XML of a Word file hold words, and which only lay it out."""

_FREE = {
    *("descr", "title", "alt", "string", "tooltip", "anchor", "author", "initials", "Target"),
    *("docLocation", "displayText", "tgtFrame", "name", "href"),
}
_FREE_VALUES = {
    *("name", "aliases", "tag", "alias", "default", "statusText", "helpText", "docVar", "lvlText"),
    *("entryMacro", "exitMacro", "listEntry", "caption", "text"),
}


def is_free(tag: str, attribute: str) -> bool:
    """Tell whether an attribute holds what a person wrote."""
    plain = attribute.rpartition("}")[2]
    return plain in _FREE or (plain == "val" and tag.rpartition("}")[2] in _FREE_VALUES)


def is_measure(value: str) -> bool:
    """Tell whether a value is a mere number of up to nine digits, as widths and places are."""
    plain = value.strip().lstrip("-")
    return plain.isascii() and plain.isdigit() and len(plain) <= 9
