"""Facts from public items: their words, metadata, dates and files, a slice at a time."""

from collections.abc import Iterable, Iterator
from datetime import date
from hashlib import sha256
from typing import Any, NamedTuple

from gongkai.agencies.models import Agency
from gongkai.documents.attachments.refusals import AttachmentRefused
from gongkai.documents.attachments.sniffing import kind_of
from gongkai.privacy.digests import keyed_digest
from gongkai.privacy.encryption import Undecipherable
from gongkai.publications.queries import columns_of
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.inspectable import InspectableItem, inspectable_items, is_kept
from gongkai.publications.queries.prechecking import words_of
from gongkai.rules.prechecks import Piece, WordLists, pieces_of_html
from gongkai.rules.site_inspection.faults import Fault
from gongkai.rules.site_inspection.files import FileFact, FileState, file_faults
from gongkai.rules.site_inspection.items import ItemFact, date_faults, metadata_faults
from gongkai.rules.site_inspection.texts import Text, text_faults
from gongkai.self_inspection.queries.site_address import SiteAddress

_METADATA = ("summary", "source", "keywords", "topic", "issuer")


class Slice(NamedTuple):
    """What was found in some items; `last` is where the register goes on, 0 at its end."""

    faults: list[Fault]
    seen: int
    last: int


def slice_faults(
    agency: Agency, address: SiteAddress, on: date, *, after: int, most: int, opened_from: int
) -> Slice:
    """Return what is wrong with the next items of the register, in a fixed number of queries.

    :param after: the register's key after which to go on
    :param opened_from: files of items with this key or a later one are opened, others looked for
    """
    items = inspectable_items(agency, on, after, most)
    words, key = words_of(agency), finding_key()
    faults: list[Fault] = []
    for item in items:
        where = address.item_path(item.item) if item.item else f"登记号{item.index_no}"
        faults += text_faults([_text(item, where)], words=words, key=key, on=on)
        if item.item is None:
            continue
        fact = ItemFact(
            item.item,
            item.title,
            where,
            item.index_no,
            item.summary,
            item.formed_on,
            item.published_on,
            item.created_on,
        )
        faults += [*metadata_faults(fact), *date_faults(fact)]
        faults += _files(item, where, is_opened=item.item >= opened_from)
    return Slice(faults, len(items), items[-1].entry if len(items) == most else 0)


def column_text_faults(agency: Agency, address: SiteAddress, on: date) -> list[Fault]:
    """Return what is wrong with the names of an organ's columns."""
    texts = [
        Text(
            address.column_path(column.code),
            f"栏目“{column.name}”",
            f"column:{column.pk}",
            (Piece("name", column.name),),
        )
        for column in columns_of(agency).filter(is_closed=False)
    ]
    return list(text_faults(texts, words=words_of(agency), key=finding_key(), on=on))


def page_text_faults(
    lines: Iterable[str], where: str, place: str, *, words: WordLists, on: date
) -> list[Fault]:
    """Return what is wrong with the words of a page that editors wrote."""
    pieces = tuple(
        Piece(f"page/p-{number}", line.strip())
        for number, line in enumerate(lines, 1)
        if line.strip()
    )
    text = Text(where, place, "", pieces)
    return list(text_faults([text], words=words, key=finding_key(), on=on))


def finding_key() -> bytes:
    """Return the secret with which findings in texts are known again, as before publishing."""
    return bytes.fromhex(keyed_digest("precheck", "findings"))


def _text(item: InspectableItem, where: str) -> Text:
    content = item.content
    pieces = [Piece("title", item.title)]
    pieces += [Piece(name, str(content[name])) for name in _METADATA if content.get(name)]
    if body := content.get("body"):
        pieces += pieces_of_html(body, "body")
    pieces += [
        Piece(f"attachment:{file['name']}", f"{file['name']} {file.get('alt_text', '')}")
        for file in content.get("files", ())
    ]
    return Text(
        where,
        f"《{item.title}》",
        f"item:{item.item}" if item.item else f"entry:{item.entry}",
        tuple(pieces),
        item.formed_on,
        item.published_on,
        item.passed,
    )


def _files(item: InspectableItem, where: str, *, is_opened: bool) -> Iterator[Fault]:
    for file in item.files:
        state = FileState.SOUND if is_kept(file) else FileState.MISSING
        if state is FileState.SOUND and is_opened:
            state = _opened(file)
        assert item.item is not None
        yield from file_faults(FileFact(file.pk, file.name, item.item, item.title, where, state))


def _opened(file: Any) -> FileState:
    try:
        content = content_of(file)
    except FileNotFoundError:
        return FileState.MISSING
    except (Undecipherable, OSError):
        return FileState.ALTERED
    if sha256(content).hexdigest() != file.sha256:
        return FileState.ALTERED
    if str(file.media_type).startswith("video/"):
        return FileState.SOUND
    try:
        kind_of(content, file.name)
    except AttachmentRefused:
        return FileState.UNREADABLE
    return FileState.SOUND
