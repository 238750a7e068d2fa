"""Whether service guides (办事指南) can be used: 国办秘函〔2019〕19号 (服务不实用)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gongkai.rules.site_inspection.catalogue import guide_elements
from gongkai.rules.site_inspection.faults import Fault
from gongkai.rules.site_inspection.limits import Limits


class GuideFact(NamedTuple):
    """A guide and the elements it has, by the names of the indicators."""

    key: int
    title: str
    where: str
    elements: frozenset[str]


def guide_faults(guides: Sequence[GuideFact], limits: Limits) -> Iterator[Fault]:
    """Yield the guides that lack elements, and whether they are so many that they fail the site.

    Fewer guides than the limit fail it when all of them are at fault: 服务不实用 (2), (3).
    """
    least = limits.of("GUIDES_USELESS", "missing")
    useless = []
    for guide in guides:
        missing = [each for each in guide_elements() if each not in guide.elements]
        if not missing:
            continue
        if len(missing) >= least:
            useless.append(guide)
        yield Fault(
            "GUIDE_INCOMPLETE",
            guide.where,
            f"办事指南《{guide.title}》",
            f"缺少{len(missing)}项要素：{'、'.join(missing)}。",
            f"guide:{guide.key}",
            f"缺少{len(missing)}项",
            f"{len(guide_elements())}项齐全",
        )
    most = limits.of("GUIDES_USELESS", "guides")
    if useless and (len(useless) >= most or (len(guides) < most and len(useless) == len(guides))):
        yield Fault(
            "GUIDES_USELESS",
            "/",
            "全站办事指南",
            f"{len(useless)}件办事指南缺少{least}项以上要素。",
            found=f"{len(useless)}件",
            expected=f"少于{min(most, len(guides))}件",
        )
