"""What an item says, as it is compared, signed and frozen."""

import json
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from gongkai.publications.models import Item, PublicationFile

_TEXTS = (
    "title", "summary", "body", "topic", "issuer", "document_no", "validity", "audience",
    "source", "keywords",
)  # fmt: skip
_DAYS = ("formed_on", "effective_on", "invalid_on")
_MOMENTS = ("publish_at", "expire_at")


def content_of_item(item: Item) -> dict[str, Any]:
    """Return everything of an item that signers pass and the public will read."""
    return {
        **{name: getattr(item, name) for name in _TEXTS},
        **{name: _written(getattr(item, name)) for name in (*_DAYS, *_MOMENTS)},
        "column": item.column.code,
        "also_in": sorted(item.also_in.values_list("code", flat=True)),
        "files": [_file(file) for file in files_of(item)],
        "links": [
            {"target": target, "kind": kind}
            for target, kind in item.links_out.order_by("kind", "target").values_list(
                "target", "kind"
            )
        ],
    }


def hash_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of a content, the same for the same content wherever it is computed."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def content_hash(item: Item) -> str:
    """Return the SHA-256 of an item's text, metadata and every attachment."""
    return hash_of(content_of_item(item))


def files_of(item: Item) -> list[PublicationFile]:
    """Return an item's files that were not removed, in their order."""
    return list(item.files.filter(removed_at=None).order_by("position", "pk"))


def _file(file: PublicationFile) -> dict[str, Any]:
    return {
        "pk": file.pk,
        "use": file.use,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "sha256": file.sha256,
        "alt_text": file.alt_text,
    }


def _written(value: date | datetime | None) -> str:
    if isinstance(value, datetime):
        return f"{value.timestamp():.0f}"
    return value.isoformat() if value else ""
