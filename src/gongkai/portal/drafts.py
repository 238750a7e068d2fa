"""A form that is not sent yet: sealed in the visitor's session, its files sealed on disk."""

import json
import secrets
from dataclasses import asdict, dataclass, field
from typing import Any

from django.http import HttpRequest

from gongkai.casework.operations.holding import held_content, release_file
from gongkai.privacy.encryption import Undecipherable, decrypt, encrypt


@dataclass(frozen=True)
class HeldFile:
    """A file of a draft: where it is held, and what it is."""

    held: str
    name: str
    media_type: str
    size: int
    kind: str = "APPLICATION"


@dataclass
class Draft:
    """What was typed and attached so far; `token` tells a form that is sent twice."""

    fields: dict[str, str] = field(default_factory=dict)
    files: list[HeldFile] = field(default_factory=list)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(18))


def draft_of(request: HttpRequest, name: str) -> Draft:
    """Return a form's draft, an empty one if there is none or the key has changed.

    :param name: which form
    """
    read = sealed_in_session(request, f"draft-{name}")
    if read is None:
        return Draft()
    files = [HeldFile(**each) for each in read["files"]]
    return Draft(read["fields"], files, read["token"])


def save_draft(request: HttpRequest, name: str, draft: Draft) -> None:
    """Keep a draft in the session, sealed."""
    seal_in_session(request, f"draft-{name}", asdict(draft))


def forget_draft(request: HttpRequest, name: str) -> None:
    """Forget a draft with its files."""
    for file in draft_of(request, name).files:
        release_file(file.held)
    request.session.pop(f"draft-{name}", None)


def contents_of(draft: Draft) -> list[tuple[HeldFile, bytes]]:
    """Return the files of a draft that are still there, with their bytes."""
    found = ((file, held_content(file.held)) for file in draft.files)
    return [(file, content) for file, content in found if content is not None]


def seal_in_session(request: HttpRequest, key: str, value: Any) -> None:
    """Keep a value in the session so that the session table does not show it."""
    request.session[key] = encrypt(json.dumps(value, ensure_ascii=False))


def sealed_in_session(request: HttpRequest, key: str) -> Any | None:
    """Return a value kept so, None if there is none or it does not open."""
    stored = request.session.get(key, "")
    if not stored:
        return None
    try:
        return json.loads(decrypt(stored))
    except (Undecipherable, ValueError):
        return None
