"""Taking names and places out of a file's properties, its content untouched."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.documents.inspections import CannotStrip, strip_metadata
from gongkai.publications.models import PublicationFile
from gongkai.publications.operations.acting import ItemRefused, touch
from gongkai.publications.operations.drafting import hold_draft, keep_revision
from gongkai.publications.operations.keeping import sealed_file
from gongkai.publications.queries.file_contents import content_of


@transaction.atomic
def clean_file(
    *, file: PublicationFile, version: int, officer: Officer, on: date, at: datetime
) -> PublicationFile:
    """Put in place of a draft's file the same one without author, editor and place.

    :raises ItemRefused: if there is nothing to take out, or it cannot be done without harm
    """
    held = hold_draft(file.item, version=version, officer=officer, on=on, at=at)
    old: PublicationFile = held.files.get(pk=file.pk)
    try:
        cleaned = strip_metadata(old.name, content_of(old))
    except CannotStrip as refusal:
        raise ItemRefused(f"“{old.name}”：{refusal}") from refusal
    if sha256(cleaned).hexdigest() == old.sha256:
        raise ItemRefused(f"“{old.name}”的属性中没有需要清除的个人信息。")
    new = sealed_file(
        use=old.use,
        name=old.name,
        media_type=old.media_type,
        content=cleaned,
        officer=officer,
        at=at,
    )
    new.item, new.alt_text, new.position = held, old.alt_text, old.position
    new.save()
    old.removed_at = at
    old.save(update_fields=["removed_at"])
    held.body = held.body.replace(f'"file:{old.pk}"', f'"file:{new.pk}"')
    keep_revision(held, officer, at, f"清除“{old.name}”的属性信息"[:200])
    touch(
        held, action="file_cleaned", officer=officer, at=at,
        detail={"file": new.name, "sha256": new.sha256},
    )  # fmt: skip
    return new
