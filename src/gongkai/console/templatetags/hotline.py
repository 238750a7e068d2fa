"""How calls look on screen: times, and the matters to choose from."""

from collections.abc import Sequence

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from gongkai.hotline.queries.topics.tree import OfferedTopic
from gongkai.rules.prechecks.findings import without_numbers

register = template.Library()
register.filter("numbers_masked", without_numbers)


@register.filter
def as_time(seconds: float | None) -> str:
    """Return seconds as minutes and seconds: 2:03."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 60}:{whole % 60:02}"


@register.simple_tag
def topic_options(topics: Sequence[OfferedTopic], chosen: str) -> SafeString:
    """Return an option for each matter; made at once, since the desk shows them with every call."""
    return format_html_join(
        "",
        '<option value="{}" data-initials="{}"{}>{} {}</option>',
        (
            (
                each.key,
                each.initials,
                SafeString(" selected" if str(each.key) == chosen else ""),
                each.code,
                each.path,
            )
            for each in topics
        ),
    )
