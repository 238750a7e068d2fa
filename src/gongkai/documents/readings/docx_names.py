"""The names of WordprocessingML that readers need (ECMA-376 part 1, chapter 17)."""

from typing import Any

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

PARAGRAPH, PARAGRAPH_PROPERTIES = f"{WORD}p", f"{WORD}pPr"
RUN, RUN_PROPERTIES, TEXT = f"{WORD}r", f"{WORD}rPr", f"{WORD}t"
TABLE, ROW, ROW_PROPERTIES = f"{WORD}tbl", f"{WORD}tr", f"{WORD}trPr"
CELL, CELL_PROPERTIES = f"{WORD}tc", f"{WORD}tcPr"
CONTENT_CONTROL, CONTROLLED = f"{WORD}sdt", f"{WORD}sdtContent"
DELETED, MOVED_AWAY = f"{WORD}del", f"{WORD}moveFrom"
BOX_CONTENT, OTHER_FORMAT = f"{WORD}txbxContent", f"{WORD}altChunk"
ALTERNATIVES = f"{_COMPATIBILITY}AlternateContent"
CHOICE, FALLBACK = f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"
VALUE = f"{WORD}val"

_OFF = {"0", "false", "off"}


def properties_of(parent: Any, name: str) -> Any | None:
    """Return the properties of a paragraph, run, row or cell; they stand before all else."""
    return next(parent.iterchildren(name), None)


def value_of(parent: Any, name: str) -> str | None:
    """Return the value of a property among `parent`'s children, None if it is not there."""
    found = None if parent is None else next(parent.iterchildren(WORD + name), None)
    return None if found is None else found.get(VALUE, "")


def is_on(parent: Any, name: str) -> bool:
    """Test if a yes-or-no property is among `parent`'s children and not switched off."""
    value = value_of(parent, name)
    return value is not None and value not in _OFF
