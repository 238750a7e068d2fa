"""The kinds of official documents: 《党政机关公文处理工作条例》第八条."""

from enum import StrEnum
from typing import Any

from gongkai.rules.bundled import bundled_table


class Layout(StrEnum):
    """A form in which GB/T 9704-2012 has documents printed: 第7章, 第10.1条 to 第10.3条."""

    STANDARD = "STANDARD"
    LETTER = "LETTER"
    ORDER = "ORDER"
    MINUTES = "MINUTES"

    @property
    def label(self) -> str:
        """Return the form's official term."""
        return _LAYOUTS[self]


_LAYOUTS = {
    Layout.STANDARD: "文件格式",
    Layout.LETTER: "信函格式",
    Layout.ORDER: "命令（令）格式",
    Layout.MINUTES: "纪要格式",
}


class OfficialKind(StrEnum):
    """A kind of official document: 《党政机关公文处理工作条例》第八条."""

    RESOLUTION = "RESOLUTION"
    DECISION = "DECISION"
    ORDER = "ORDER"
    COMMUNIQUE = "COMMUNIQUE"
    PROCLAMATION = "PROCLAMATION"
    PUBLIC_NOTICE = "PUBLIC_NOTICE"
    OPINION = "OPINION"
    NOTICE = "NOTICE"
    CIRCULAR = "CIRCULAR"
    REPORT = "REPORT"
    REQUEST = "REQUEST"
    APPROVAL_REPLY = "APPROVAL_REPLY"
    PROPOSAL = "PROPOSAL"
    LETTER = "LETTER"
    MINUTES = "MINUTES"

    @property
    def label(self) -> str:
        """Return the kind's official term."""
        return str(self._row["label"])

    @property
    def layout(self) -> Layout:
        """Return the form in which GB/T 9704-2012 has it printed."""
        return Layout(self._row["layout"])

    @property
    def is_supported(self) -> bool:
        """Test if it is offered for drafting."""
        return bool(self._row["supported"])

    @property
    def may_go_upward(self) -> bool:
        """Test if a document of this kind may go to a superior, and so bear 签发人."""
        return bool(self._row["upward"] != "never")

    @property
    def always_goes_upward(self) -> bool:
        """Test if every document of this kind goes to a superior, and so must bear 签发人."""
        return bool(self._row["upward"] == "always")

    @property
    def _row(self) -> dict[str, Any]:
        row: dict[str, Any] = bundled_table("document_kinds.toml")["kinds"][self.value]
        return row


def supported_kinds() -> tuple[OfficialKind, ...]:
    """Return the kinds offered for drafting, in the order of the article."""
    return tuple(kind for kind in OfficialKind if kind.is_supported)
