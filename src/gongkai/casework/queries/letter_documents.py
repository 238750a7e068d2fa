"""A letter as its reader sees it, and the digest of that."""

import json
from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from gongkai.casework.models import CaseFile, Letter
from gongkai.documents.letters.document import LetterDocument


def letter_document(
    letter: Letter,
    enclosures: Sequence[CaseFile],
    *,
    number: str = "",
    dated_on: date | None = None,
) -> LetterDocument:
    """Return a letter ready to be printed; number and day are given when it leaves."""
    agency = letter.request.agency
    return LetterDocument(
        organ=agency.name,
        title=letter.title,
        addressee=letter.addressee,
        paragraphs=tuple(letter.body.split("\n")),
        number=number or letter.number,
        dated_on=dated_on or letter.dated_on,
        enclosures=tuple(file.name.rsplit(".", 1)[0] for file in enclosures),
        is_demonstration=agency.is_demonstration,
    )


def content_hash(letter: Letter, enclosures: Sequence[CaseFile]) -> str:
    """Return the SHA-256 of everything that a letter says and decides, but number and day."""
    content = [
        letter.request_id,
        letter.kind,
        letter.outcome,
        letter.consultation_id,
        letter.title,
        letter.addressee,
        letter.body,
        letter.terms,
        [(file.name, file.sha256) for file in enclosures],
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()
