"""The automatic check of an item before it is public (内容预检), and what was let pass by name."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.agencies.models import Agency
from gongkai.documents.inspections import inspect_file
from gongkai.privacy.digests import keyed_digest
from gongkai.publications.models import (
    AcceptedFinding,
    FileUse,
    Item,
    OwnWord,
    PublicationFile,
    PublishingSettings,
)
from gongkai.publications.queries.contents import files_of
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.own_links import OwnLinks
from gongkai.rules.prechecks import (
    Finding,
    Level,
    Piece,
    Word,
    WordLists,
    built_in,
    check_html,
    check_own_links,
    check_texts,
    pieces_of_html,
)


@dataclass(frozen=True)
class Precheck:
    """What was found, and by whom of it was confirmed to be no fault."""

    findings: tuple[Finding, ...]
    accepted: dict[tuple[str, str], AcceptedFinding]

    @property
    def open(self) -> list[Finding]:
        """Return the findings that stop publication until mended or confirmed."""
        return [
            each
            for each in self.findings
            if each.level is not Level.ADVICE and (each.rule, each.digest) not in self.accepted
        ]


def precheck(item: Item, on: date, *, with_files: bool = True) -> Precheck:
    """Return what the check finds in an item's text, metadata and files as they are stored.

    :param with_files: read the files too, which takes a while for long ones
    """
    return check_typed(
        item,
        texts={
            "title": item.title,
            "summary": item.summary,
            "source": item.source,
            "keywords": item.keywords,
        },
        body=item.body,
        formed_on=item.formed_on,
        on=on,
        files=files_of(item) if with_files else (),
    )


def check_typed(
    item: Item,
    *,
    texts: dict[str, str],
    body: str,
    formed_on: date | None,
    on: date,
    files: Iterable[PublicationFile] = (),
) -> Precheck:
    """Return what the check finds in what is typed just now.

    :param texts: by place, "title" among them
    :param body: HTML
    """
    key = _key()
    words = words_of(item.agency)
    pieces = [Piece(place, text) for place, text in texts.items() if text]
    pieces += pieces_of_html(body, "body")
    found: list[Finding] = list(check_html(body, "body", key=key, own_hosts=_own_hosts()))
    found += check_own_links(body, "body", fault_of=OwnLinks(item).fault_of, key=key)
    for file in files:
        if file.alt_text:
            pieces.append(Piece(f"attachment:{file.name}/alt", file.alt_text))
        # A video's pictures and words are looked at by people alone.
        if file.use == FileUse.VIDEO:
            continue
        seen = inspect_file(file.name, content_of(file), key=key)
        pieces += seen.pieces
        found += seen.findings
    found = [*check_texts(pieces, words=words, key=key, on=on, formed_on=formed_on), *found]
    accepted = {(row.rule, row.digest): row for row in _accepted(item)}
    return Precheck(tuple(found), accepted)


def words_of(agency: Agency) -> WordLists:
    """Return the built-in lists with an organ's own words, its limits and its own address."""
    own = OwnWord.objects.filter(agency=agency, removed_at=None)
    chosen = PublishingSettings.objects.filter(agency=agency).first()
    limit = chosen.title_limit if chosen is not None else None
    return built_in().merged(
        WordLists(
            words=tuple(Word(row.wrong, row.right, row.source) for row in own),
            own_addresses=(agency.address,) if agency.address else (),
            own_phones=(agency.phone,) if agency.phone else (),
            own_hosts=_own_hosts(),
            title_characters=limit or built_in().title_characters,
        )
    )


def _accepted(item: Item) -> Iterable[AcceptedFinding]:
    return item.accepted_findings.select_related("officer") if item.pk else ()


def _own_hosts() -> tuple[str, ...]:
    return tuple(host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*")


def _key() -> bytes:
    return bytes.fromhex(keyed_digest("precheck", "findings"))
