"""What the codes of the WeChat platform mean for publishing, beside those of every call."""

from collections.abc import Mapping

from gongkai.messages.outlets.speaking import OutletFault, TurnedDown

INVALID_MEDIA = 40007
INVALID_ARTICLE = 53600

_PUBLICATION: Mapping[int, str] = {
    2: "公众号平台认定原创声明失败，没有发布。",
    3: "公众号平台发布失败，请登录公众号后台查看。",
    4: "公众号平台审核不通过，没有发布。",
    5: "文章发布后已在公众号后台被删除。",
    6: "文章发布后已被公众号平台封禁。",
}


class NotPublished(TurnedDown):
    """The platform took an article and did not publish it; the draft may be handed in again."""


def failed_publication(status: int) -> OutletFault | None:
    """Return why a publication came to nothing; None where it is out or under way."""
    if status in (0, 1):
        return None
    told = _PUBLICATION.get(status, "公众号平台没有发布，请登录公众号后台查看。")
    return TurnedDown(told) if status in (5, 6) else NotPublished(told)
