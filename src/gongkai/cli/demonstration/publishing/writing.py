"""The text and metadata of an item, composed from its title and its column."""

from collections.abc import Mapping
from html import escape
from typing import Any

from gongkai.cli.demonstration.draws import Draws
from gongkai.publications.operations.drafting import ItemContent

Told = Mapping[str, Any]


def written(publication: Any, prose: Told) -> ItemContent:
    """Return what an entry of the register says at length; the same entry, the same text.

    :param prose: publishing_prose.toml
    """
    draws = Draws(f"text {publication.register_no}")
    column = prose["columns"][publication.column.name]
    subject = _subject(publication, prose)
    told = {
        "title": publication.title.replace(" ", "，"),
        "who": _who(publication.title, prose),
    }
    sentences = [draws.one(options).format(**told) for options in subject["sentences"]]
    paragraphs = [column["lede"].format(**told), *sentences]
    return ItemContent(
        column=publication.column,
        title=publication.title,
        body="".join(f"<p>{escape(text, quote=False)}</p>" for text in paragraphs),
        summary=column["summary"].format(**told),
        topic=prose["topic"],
        issuer=publication.agency.name,
        formed_on=publication.formed_on or publication.published_on,
        source=prose["source"],
        keywords=subject["keywords"],
    )


def _subject(publication: Any, prose: Told) -> Told:
    subjects = [each for each in prose["subjects"] if each["column"] == publication.column.name]
    found = (each for each in subjects if any(word in publication.title for word in each["words"]))
    subject: Told = next(found, subjects[-1])
    return subject


def _who(title: str, prose: Told) -> str:
    """Return the branch that a title begins with, else the centre."""
    branch, ending, _ = title.partition(prose["branch_ending"])
    return branch + ending if ending and len(branch) == len("绥中") else str(prose["centre"])
