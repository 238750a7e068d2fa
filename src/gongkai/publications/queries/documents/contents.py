"""What an official document says, as it is signed: text, elements, attribute, every attachment."""

from datetime import date
from typing import Any

from gongkai.publications.models import OfficialDocument, PublicationFile
from gongkai.publications.queries.contents import hash_of

_SAID = (
    "kind", "title", "addressees", "body", "copies_to", "joint_with", "attendance", "urgency",
    "signatory", "has_seal", "is_normative", "changes", "attribute", "ground", "reason",
    "forwards", "forwarded_attribute", "series",
)  # fmt: skip


def content_of_document(document: OfficialDocument) -> dict[str, Any]:
    """Return everything of a document that signers pass; number and days come after them."""
    files = {file.pk: file for file in attached_files(document)}
    return {
        **{name: getattr(document, name) for name in _SAID},
        **{name: _day(getattr(document, name)) for name in ("effective_on", "valid_until")},
        "attachments": [
            {**row, "file": _file(files.get(row.get("file", 0)))} for row in document.attachments
        ],
    }


def content_hash(document: OfficialDocument) -> str:
    """Return the SHA-256 of a document's text, elements, attribute and every attachment."""
    return hash_of(content_of_document(document))


def attached_files(document: OfficialDocument) -> list[PublicationFile]:
    """Return the files that are attachments of a document, in the order of its list."""
    keys = [row["file"] for row in document.attachments if row.get("file")]
    if not keys:
        return []
    rows = {file.pk: file for file in document.files.filter(pk__in=keys, removed_at=None)}
    return [rows[key] for key in keys if key in rows]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _file(file: PublicationFile | None) -> dict[str, Any] | None:
    if file is None:
        return None
    return {"pk": file.pk, "name": file.name, "size": file.size, "sha256": file.sha256}
