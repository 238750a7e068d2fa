"""What is collected while a file is looked through."""

from typing import NamedTuple

from gongkai.rules.prechecks.catalogue import finding
from gongkai.rules.prechecks.findings import Finding, Hit, Level, Piece


class Inspected(NamedTuple):
    """The texts of a file, what was found in it besides them, and its kind: "docx", "pdf" …."""

    pieces: list[Piece]
    findings: list[Finding]
    kind: str


class Seen:
    """Pieces and findings of one file, with places below `attachment:NAME`."""

    def __init__(self, name: str, key: bytes) -> None:
        self.place = f"attachment:{name}"
        self.name = name
        self.pieces: list[Piece] = []
        self.findings: list[Finding] = []
        self._key = key
        self._numbers: dict[str, int] = {}

    def say(self, where: str, text: str) -> None:
        """Keep a text that a reader sees."""
        if text.strip():
            self.pieces.append(Piece(f"{self.place}/{where}", text))

    def hide(self, rule: str, kind: str, text: str, message: str) -> None:
        """Keep a text that a reader does not see, and say so; `kind` names the place."""
        if not text.strip():
            return
        place = f"{self.place}/{self._next(kind)}"
        self.pieces.append(Piece(place, text))
        hit = Hit(rule, 0, len(text), message, "删去后重新上传")
        self.findings.append(finding(hit, place, text, self._key))

    def find(
        self,
        rule: str,
        where: str,
        matter: str,
        message: str,
        suggestion: str = "",
        level: Level | None = None,
    ) -> None:
        """Say something of the whole file; `matter` is by what it is known again."""
        place = f"{self.place}/{where}" if where else self.place
        hit = Hit(rule, 0, 0, message, suggestion, level)
        self.findings.append(finding(hit, place, matter, self._key))

    def done(self, kind: str) -> Inspected:
        """Return all that was kept."""
        return Inspected(self.pieces, self.findings, kind)

    def _next(self, kind: str) -> str:
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"{kind}-{self._numbers[kind]}"
