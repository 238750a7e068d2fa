"""By what a search can be narrowed down and put in order, written without a template for each."""

from collections.abc import Iterable
from html import escape

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from gongkai.portal.search_results import Group, Results, Way


def narrowing(results: Results) -> SafeString:
    """Return the choices that make a difference, each opened by itself; "" without any."""
    groups = results.narrowing
    if not groups:
        return SafeString()
    label = escape(_("缩小范围"))
    shown = "\n".join(map(_group, groups))
    return mark_safe(f'<nav class="narrowing" aria-label="{label}">\n{shown}\n</nav>')  # noqa: S308


def orders(results: Results) -> SafeString:
    """Return the orders there are, "" where nothing could be put in order."""
    if results.total < 2 or not results.orders:
        return SafeString()
    links = "".join(f"{_link(way)}{escape(way.name)}</a>" for way in results.orders)
    label = escape(_("排序"))
    return mark_safe(f'<nav class="orders" aria-label="{label}">{links}</nav>')  # noqa: S308


def _group(group: Group) -> str:
    chosen = f"<small>{escape(group.chosen)}</small>" if group.chosen else ""
    ways = "\n".join(_ways(group))
    return (
        f"<details>\n<summary>{escape(group.name)}{chosen}</summary>\n"
        f"<ul>\n{ways}\n</ul>\n</details>"
    )


def _ways(group: Group) -> Iterable[str]:
    if group.chosen:
        yield f'<li><a href="{escape(group.undo)}">{escape(_("全部"))}</a></li>'
    for way in group.ways:
        yield f"<li>{_link(way)}{escape(way.name)} <small>{way.size}</small></a></li>"


def _link(way: Way) -> str:
    current = ' aria-current="true"' if way.is_chosen else ""
    return f'<a href="{escape(way.address)}"{current}>'
