"""The rows of what a search found, written without a template for each as those of lists are."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.portal.search_results import ShownHit
from gongkai.search.words import Piece


def hit_rows(hits: Iterable[ShownHit], *, tells_invented: bool) -> SafeString:
    """Return what was found as rows of a list.

    :param tells_invented: whether what is invented is marked, where the site itself is not
    """
    return mark_safe("\n".join(_row(hit, tells_invented) for hit in hits))  # noqa: S308


def pieces_shown(pieces: Sequence[Piece]) -> str:
    """Return a text as HTML with the words looked for marked."""
    return "".join(
        f"<mark>{escape(text)}</mark>" if matched else escape(text) for text, matched in pieces
    )


def _row(hit: ShownHit, tells_invented: bool) -> str:
    found = hit.found
    title = pieces_shown(found.title)
    if hit.address:
        title = f'<a href="{escape(hit.address)}">{title}</a>'
    if hit.validity:
        title = f'<span class="label standing">{escape(hit.validity)}</span> {title}'
    parts = [f"<h2>{title}</h2>"]
    if found.extract:
        parts.append(f'<p class="extract">{pieces_shown(found.extract)}</p>')
    if found.file:
        name = escape(_("附件《%(name)s》") % {"name": found.file.name})
        extract = pieces_shown(found.file.extract)
        parts.append(f'<p class="extract in-file"><span>{name}</span>{_("：")}{extract}</p>')
    parts.append(f'<p class="about">{" ".join(_about(hit, tells_invented))}</p>')
    over = ' class="over"' if found.is_over else ""
    return f"<li{over}>{''.join(parts)}</li>"


def _about(hit: ShownHit, tells_invented: bool) -> Iterable[str]:
    shown = hit.found.shown
    for name in [name for _code, name in shown.columns] or [hit.kind]:
        yield f'<span class="label">{escape(name)}</span>'
    if tells_invented and shown.is_demonstration:
        yield f'<span class="label invented">{_("演示数据")}</span>'
    if shown.kind == "item" and hit.address and len(shown.numbers) > 1 and shown.numbers[1]:
        yield f"<span>{escape(shown.numbers[0])}</span>"
    yield f"<span>{escape(shown.organ)}</span>"
    yield f'<time datetime="{shown.day:%Y-%m-%d}">{shown.day:%Y-%m-%d}</time>'
