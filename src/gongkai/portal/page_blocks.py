"""The blocks of a page as they are shown: files addressed, links led out, lists read live."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.portal.item_body import shown_body
from gongkai.portal.leaving import way_to
from gongkai.publications.models import Column
from gongkai.publications.queries.listing import newest_of_columns
from gongkai.publications.queries.records import columns_of
from gongkai.sites.queries.public_pages import PublicPage


def columns_of_lists(page: PublicPage, organ: Agency) -> dict[str, Column]:
    """Return the columns of which a page lists the newest, by their codes; in one query."""
    codes = {block["column"] for block in page.content["blocks"] if block["kind"] == "NEWEST"}
    if not codes:
        return {}
    return {column.code: column for column in columns_of(organ).filter(code__in=codes)}


def shown_blocks(
    page: PublicPage,
    organ: Agency,
    columns: Mapping[str, Column],
    own: Collection[str],
    on: date,
    token: str = "",
) -> Iterator[dict[str, Any]]:
    """Yield the blocks of a page with what their templates need.

    :param columns: as columns_of_lists returns them
    :param own: the site's own hosts
    :param token: of a preview, which then also shows the files that are not public
    """
    files = {file["pk"]: _addressed(file, token) for file in page.content["files"]}
    most = max(
        (block["count"] for block in page.content["blocks"] if block["kind"] == "NEWEST"), default=0
    )
    newest = newest_of_columns(organ, list(columns.values()), on, most) if columns else {}
    for number, block in enumerate(page.content["blocks"], start=1):
        shown = {
            **block,
            "number": number,
            "template": f"portal/_block_{block['kind'].lower()}.html",
        }
        if "file" in block:
            if block["file"] not in files:
                continue
            shown["file"] = files[block["file"]]
        if block["kind"] == "TEXT":
            shown["body"] = shown_body(block["html"], {}, own, _("表格"))
        elif block["kind"] == "LINKS":
            shown["links"] = [
                {**link, "target": way_to(link["target"], own)} for link in block["links"]
            ]
        elif block["kind"] == "NEWEST":
            column = columns.get(block["column"])
            if column is None:
                continue
            shown |= {"column": column, "newest": newest[column.pk][: block["count"]]}
            shown["title"] = block["title"] or column.name
        elif block["kind"] == "NOTE":
            shown["lines"] = block["text"].splitlines()
        elif block["kind"] == "QUESTIONS":
            shown["questions"] = [
                {**each, "lines": each["answer"].splitlines()} for each in block["questions"]
            ]
        yield shown


def cover_of(page: PublicPage, token: str = "") -> dict[str, Any] | None:
    """Return a page's first picture with its address, None where it has none."""
    cover = page.cover
    return _addressed(cover, token) if cover else None


def _addressed(file: dict[str, Any], token: str = "") -> dict[str, Any]:
    address = reverse("portal:site-file", args=[file["pk"], file["extension"]])
    kind = file["extension"].upper()
    return {**file, "address": f"{address}?banben={token}" if token else address, "ending": kind}
