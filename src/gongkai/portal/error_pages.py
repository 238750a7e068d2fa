"""What visitors are told when a page cannot be shown: what happened, and what to do next."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongkai.portal.pages import Text


@dataclass(frozen=True)
class Explanation:
    """The words of an error page: title, what happened, what the visitor may do."""

    title: Text
    what: Text
    steps: tuple[Text, ...]


_AGAIN = _("稍后刷新本页，或者重新打开刚才的地址。")
_CALL = _("急需办理的，请拨打主办单位电话或者到现场办理。")

EXPLANATIONS: dict[int, Explanation] = {
    400: Explanation(
        _("无法识别的请求"),
        _("请求的地址或者内容不正确。"),
        (_("检查地址是否完整，有没有多余的字符。"), _("返回上一页，重新填写后提交。")),
    ),
    403: Explanation(
        _("无权访问"),
        _("您没有访问该页面的权限。"),
        (_("检查地址是否有误。"), _("如确有需要，请与主办单位联系。")),
    ),
    404: Explanation(
        _("没有找到您要的页面"),
        _("地址可能有误，或者内容已经移走。"),
        (_("检查地址是否完整。"), _("从首页或者网站地图查找栏目。"), _("检索需要的信息。")),
    ),
    405: Explanation(
        _("不支持这样访问"),
        _("这个页面不接受这种方式的请求，未作任何更改。"),
        (_("从首页重新打开该页面。"),),
    ),
    410: Explanation(
        _("内容已经撤下"),
        _("这条信息曾经公开，现已撤下或者到期，不再提供。"),
        (_("检索其他信息。"), _("依法向本机关申请公开。")),
    ),
    429: Explanation(
        _("访问过于频繁"),
        _("您所在的网络地址短时间内访问次数较多。"),
        (_("请等待一分钟后重试。"),),
    ),
    500: Explanation(
        _("系统暂时无法处理您的访问"),
        _("系统出现错误，已经记录。"),
        (_AGAIN, _("如果刚才提交了内容，请先查询是否已经收到，以免重复。"), _CALL),
    ),
    503: Explanation(
        _("系统维护中"),
        _("网站正在维护或者访问量较大，暂时不能办理查询和提交。已经公开的信息仍可阅读。"),
        (_("请过几分钟再试，刚才填写的内容请先保存。"), _CALL),
    ),
}
# Those that the web server shows by itself, from a file.
KEPT = (404, 500, 503)
