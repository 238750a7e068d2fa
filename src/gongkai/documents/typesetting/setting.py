"""A template of Typst that is filled over and over: its fonts stay loaded between documents."""

import json
import threading
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Literal, TypeAlias

import typst

from gongkai.documents.characters import writable
from gongkai.documents.typesetting.fonts import Typefaces

# 〓 stands in Chinese print for a character that the fount lacks.
_NO_GLYPH = "〓"
_INVISIBLE = {"Cf", "Mn", "Me"}

Standard: TypeAlias = Literal["1.7", "a-2b", "a-3b", "ua-1"]
"""A standard that a PDF keeps to, as Typst names it."""


class Setter:
    """A compiler that keeps template and fonts loaded; safe to share between threads."""

    def __init__(
        self,
        template: Path,
        faces: Typefaces,
        *,
        archival: bool = False,
        standards: Sequence[Standard] = (),
        tagged: bool = True,
    ) -> None:
        """Load the template with `faces`; it finds its content in the input `content`.

        :param archival: make PDF/A-2b, tagged so that it can be read aloud
        :param standards: what else it is to keep to, as Typst names it, where it is not that
        :param tagged: whether it says what each of its parts is
        """
        self._faces = faces
        self._standards: list[Any] = ["a-2b", "ua-1"] if archival else [*standards]
        self._tagged = tagged
        self._lock = threading.Lock()
        self._compiler = typst.Compiler(
            str(template),
            root=str(template.parent),
            font_paths=faces.collection,
            ignore_system_fonts=True,
        )

    def pdf(self, content: Mapping[str, Any], dated: date) -> bytes:
        """Return a filled template, the same bytes for the same content, day and fonts."""
        told = {**self._drawable(dict(content)), "fonts": _told(self._faces)}
        with self._lock:
            pdf = self._compiler.compile(
                format="pdf",
                sys_inputs={"content": json.dumps(told, ensure_ascii=False)},
                pdf_standards=self._standards or None,
                pdf_tags=self._tagged,
                timestamp=int(datetime.combine(dated, time(), UTC).timestamp()),
            )
        if not isinstance(pdf, bytes):
            raise TypeError(f"Typst gave {type(pdf).__name__} where one PDF was expected")
        return pdf

    def _drawable(self, value: Any) -> Any:
        """Return `value` with every character that no font draws replaced by 〓."""
        if isinstance(value, str):
            composed = unicodedata.normalize("NFC", writable(value))
            return "".join(self._drawn(character) for character in composed)
        if isinstance(value, dict):
            return {key: self._drawable(each) for key, each in value.items()}
        if isinstance(value, list | tuple):
            return [self._drawable(each) for each in value]
        return value

    def _drawn(self, character: str) -> str:
        if character.isascii():
            return character
        if unicodedata.category(character) in _INVISIBLE:
            return ""
        return character if self._faces.draws(character) else _NO_GLYPH


def _told(faces: Typefaces) -> dict[str, Any]:
    return {
        "title": {
            "families": faces.title,
            "weight": faces.title_weight,
            "stroke": faces.title_outline,
        },
        "body": faces.body,
        "heading": faces.heading,
        "subheading": faces.subheading,
        "table": faces.table,
    }
