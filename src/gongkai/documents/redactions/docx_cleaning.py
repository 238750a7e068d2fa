"""What is taken out of a Word file in any case: changes, comments, hidden text, its history."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

_GONE = {
    *("del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tcPrChange"),
    *("trPrChange", "tblPrExChange", "tblGridChange", "numberingChange", "cellIns", "cellMerge"),
    *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
    *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart"),
    *("customXmlDelRangeEnd", "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd"),
    *("customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "delText", "delInstrText"),
    *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
    *("permStart", "permEnd", "proofErr", "dataBinding", "fldData", "smartTagPr", "customXmlPr"),
    *("printerSettings", "embedRegular", "embedBold", "embedItalic", "embedBoldItalic"),
    *("placeholder", "docPartObj", "tag", "alias"),
}
_UNWRAPPED = {"ins", "moveTo", "smartTag", "customXml"}
_VANISH = ("vanish", "specVanish", "webHidden")
_SETTINGS = {
    *("zoom", "defaultTabStop", "evenAndOddHeaders", "mirrorMargins", "gutterAtTop", "compat"),
    *("characterSpacingControl", "themeFontLang", "clrSchemeMapping", "footnotePr", "endnotePr"),
    *("decimalSymbol", "listSeparator", "autoHyphenation", "drawingGridHorizontalSpacing"),
    *("drawingGridVerticalSpacing", "displayHorizontalDrawingGridEvery", "noLineBreaksAfter"),
    *("displayVerticalDrawingGridEvery", "noLineBreaksBefore", "displayBackgroundShape"),
    *("bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "bookFoldPrinting"),
}
_OFF = {"0", "false", "off"}


def clean(root: Any, hidden_styles: set[str]) -> None:
    """Take changes, comments, hidden text and traces of editing out of a part."""
    _drop_deleted_rows(root)
    for element in [*root.iter(f"{W}*")]:
        if element.tag[len(W) :] in _GONE and not _is_mark(element):
            _drop(element)
    for mark in [*root.iter(f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom")]:
        if _is_mark(mark):
            _drop(mark)
    for element in [*root.iter(*(W + name for name in _UNWRAPPED))]:
        _unwrap(element)
    for run in [*root.iter(f"{W}r")]:
        if _is_hidden(run.find(f"{W}rPr"), "rStyle", hidden_styles):
            _drop(run)
    for paragraph in [*root.iter(f"{W}p")]:
        if _is_hidden(paragraph.find(f"{W}pPr"), "pStyle", hidden_styles):
            for child in [*paragraph]:
                if child.tag != f"{W}pPr":
                    _drop(child)
    for element in root.iter():
        for name in [*element.attrib]:
            plain = name.rpartition("}")[2]
            if plain.startswith("rsid") or plain in ("paraId", "textId", "author", "initials"):
                del element.attrib[name]


def clean_settings(root: Any) -> None:
    """Leave only what lays the page out: no variables, protection, template or revision marks."""
    for child in [*root]:
        if child.tag.rpartition("}")[2] not in _SETTINGS:
            root.remove(child)


def hidden_styles_of(styles: Any | None) -> set[str]:
    """Return the styles, also those based on them, whose text is not shown."""
    if styles is None:
        return set()
    based: dict[str, str] = {}
    hidden: set[str] = set()
    for style in styles.iter(f"{W}style"):
        identity = style.get(f"{W}styleId", "")
        parent = style.find(f"{W}basedOn")
        based[identity] = "" if parent is None else parent.get(f"{W}val", "")
        if _vanishes(style.find(f"{W}rPr")):
            hidden.add(identity)
    for _generation in range(10):
        hidden |= {identity for identity, parent in based.items() if parent in hidden}
    return hidden


def _is_mark(element: Any) -> bool:
    """Tell whether a change is only marked in properties, not wrapped around text."""
    parent = element.getparent()
    return parent is not None and parent.tag in (f"{W}rPr", f"{W}trPr", f"{W}numPr")


def _drop_deleted_rows(root: Any) -> None:
    for mark in [*root.iter(f"{W}del", f"{W}cellDel")]:
        holder = mark.getparent()
        if holder is not None and holder.tag in (f"{W}trPr", f"{W}tcPr"):
            gone = holder.getparent()
            if gone is not None and gone.getparent() is not None:
                _drop(gone)


def _is_hidden(properties: Any | None, style: str, hidden_styles: set[str]) -> bool:
    if properties is None:
        return False
    named = properties.find(W + style)
    if named is not None and named.get(f"{W}val") in hidden_styles:
        return True
    return style == "rStyle" and _vanishes(properties)


def _vanishes(properties: Any | None) -> bool:
    if properties is None:
        return False
    found = (properties.find(W + name) for name in _VANISH)
    return any(one is not None and one.get(f"{W}val", "1") not in _OFF for one in found)


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        element.tail = None
    parent.remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed([*element]):
        parent.insert(place, child)
    parent.remove(element)
