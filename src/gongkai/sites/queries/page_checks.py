"""The automatic check of a page before it is public (内容预检), and what was let pass by name."""

from dataclasses import dataclass
from datetime import date

from gongkai.documents.inspections import inspect_file
from gongkai.privacy.digests import keyed_digest
from gongkai.publications.queries.prechecking import words_of
from gongkai.rules.prechecks import (
    PRECHECKS,
    Finding,
    Level,
    Piece,
    check_html,
    check_texts,
    pieces_of_html,
)
from gongkai.sites.models import AcceptedPageFinding, PageBlockKind, SitePage
from gongkai.sites.queries.files import bytes_of, files_of
from gongkai.sites.queries.page_contents import file_keys
from gongkai.sites.queries.page_texts import words_of_blocks


@dataclass(frozen=True)
class FoundInPage:
    """One finding of a page: where it is, and who confirmed that it is no fault."""

    finding: Finding
    where: str
    accepted: AcceptedPageFinding | None

    @property
    def is_open(self) -> bool:
        """Tell whether it stops publication until mended or confirmed."""
        return self.finding.level is not Level.ADVICE and self.accepted is None

    @property
    def label(self) -> str:
        """Return what the rule is called."""
        return PRECHECKS[self.finding.rule].label

    @property
    def key(self) -> str:
        """Return by what a form names it."""
        return f"{self.finding.rule}:{self.finding.digest}"


def check_page(page: SitePage, on: date, *, with_files: bool = True) -> list[FoundInPage]:
    """Return what the check finds in a page's texts and files as they are stored.

    :param with_files: read the files too, which takes a while for long ones
    """
    key = bytes.fromhex(keyed_digest("precheck", "findings"))
    words = words_of(page.site.agency)
    pieces, places = _pieces(page)
    found: list[Finding] = []
    for number, block in enumerate(page.blocks, start=1):
        if block["kind"] == PageBlockKind.TEXT:
            place = f"block-{number}"
            found += check_html(block["html"], place, key=key, own_hosts=words.own_hosts)
    if with_files:
        for file in files_of(page.site.agency, file_keys(page.blocks)).values():
            seen = inspect_file(file.name, bytes_of(file), key=key)
            pieces += seen.pieces
            found += seen.findings
            places[f"attachment:{file.name}"] = f"文件“{file.name}”"
    found = [*check_texts(pieces, words=words, key=key, on=on), *found]
    accepted = {
        (row.rule, row.digest): row for row in page.accepted_findings.select_related("officer")
    }
    return [
        FoundInPage(each, _where(each.place, places), accepted.get((each.rule, each.digest)))
        for each in found
    ]


def _pieces(page: SitePage) -> tuple[list[Piece], dict[str, str]]:
    pieces = [Piece("title", page.title), Piece("summary", page.summary)]
    places = {"title": "标题", "summary": "简介"}
    for count, words in enumerate(words_of_blocks(page.blocks)):
        place = f"block-{words.block}" if words.is_html else f"block-{words.block}/p-{count}"
        places[place] = f"第{words.block}块“{words.field}”"
        if words.is_html:
            pieces += pieces_of_html(words.text, place)
        else:
            pieces.append(Piece(place, words.text))
    return [piece for piece in pieces if piece.text], places


def _where(place: str, places: dict[str, str]) -> str:
    return places.get(place) or places.get(place.partition("/")[0], place)
