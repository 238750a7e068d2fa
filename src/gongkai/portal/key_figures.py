"""The few figures of a signed report that the home page shows at a glance."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from gongkai.annual_reports.figures.catalogue import STANDING
from gongkai.annual_reports.narrative.live import LiveFigure, rate
from gongkai.portal.pages import Text

# Path, and whether it is shown as a rate; a figure nobody recorded is left out.
_SHOWN = (
    ("site.total", False),
    ("requests.received.total", False),
    ("calls.total", False),
    ("tickets.accepted", False),
    ("tickets.satisfied", True),
    ("wechat.followers", False),
)
# The heading of a rate; the figure's own label names its numerator.
_RATES = {"tickets.satisfied": _("诉求工单满意率")}
# A tile has no context, and little room.
_SHORT = {
    "requests.received.total": _("新收依申请公开"),
    "wechat.followers": _("公众号关注人数"),
}


class KeyFigure(NamedTuple):
    """A label, the figure as printed, and its unit ("" for a rate)."""

    label: Text
    value: str
    unit: str


def key_figures(figures: Mapping[str, str | None]) -> list[KeyFigure]:
    """Return what to show of a snapshot's figures (text by path)."""
    return list(_shown(figures))


def _shown(figures: Mapping[str, str | None]) -> Iterator[KeyFigure]:
    for path, as_rate in _SHOWN:
        figure, value = STANDING[path], figures.get(path)
        if value is None:
            continue
        if not as_rate:
            yield KeyFigure(_SHORT.get(path, figure.label), value, figure.unit)
            continue
        whole = figures.get(figure.out_of or "")
        if whole and Decimal(whole):
            share = LiveFigure(figure, Decimal(value), Decimal(whole))
            yield KeyFigure(_RATES[path], rate(share), "")
