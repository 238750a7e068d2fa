"""What the codes of the WeChat platform mean, and what to do about each (全局返回码)."""

from collections.abc import Mapping

from gongkai.messages.outlets.speaking import Busy, OutletFault, TurnedDown, Unanswered

TOKEN_GONE = frozenset({40001, 40014, 42001})
"""The access token is wrong or over: another one is fetched once."""

_LATER: Mapping[int, str] = {
    40001: "公众号访问凭证无效，请核对 AppID 和 AppSecret。",
    40013: "AppID 不存在，请核对公众号设置。",
    40014: "公众号访问凭证无效，请核对 AppID 和 AppSecret。",
    40125: "AppSecret 不正确，请核对公众号设置。",
    40164: "本服务器的 IP 地址不在公众号后台的 IP 白名单内，请公众号管理员添加。",
    42001: "公众号访问凭证过期，未能换取新的凭证。",
    45009: "公众号接口当日调用次数已用完，次日自动再试。",
    45011: "公众号接口调用过于频繁，稍后自动再试。",
    89501: "此 IP 地址正在等待公众号管理员确认，请管理员在微信上确认。",
    89503: "此 IP 地址的调用须由公众号管理员确认，请管理员在微信上确认。",
    89506: "公众号管理员两次拒绝了此 IP 地址的调用，24小时内不能再调用。",
    89507: "公众号管理员拒绝了此 IP 地址的调用，1小时内不能再调用。",
}
_FOR_GOOD: Mapping[int, str] = {
    40003: "该用户没有关注公众号，或者用户标识不正确。",
    40005: "图片格式不被接受。",
    40007: "草稿或素材在公众号后台已不存在。",
    40009: "图片过大。",
    40037: "模板编号不正确，请核对消息模板设置。",
    43004: "该用户没有关注公众号，不能接收模板消息。",
    43101: "用户拒绝接收公众号的消息。",
    44003: "图文内容为空。",
    45002: "正文超过公众号允许的长度，请缩短后重新发布。",
    45003: "标题超过公众号允许的长度，请换用较短的标题。",
    45004: "摘要超过公众号允许的长度。",
    45166: "正文含有公众号不接受的内容，请修改后重新发布。",
    47001: "公众号平台不能识别所提交的内容。",
    47003: "消息模板的参数不符合要求，请核对消息模板设置。",
    48001: "该公众号没有此项接口权限，请确认公众号已认证并已获得“发布能力”。",
    48004: "该公众号的接口已被平台封禁，请登录公众号后台查看。",
    50002: "该公众号受到限制，可能已被冻结或注销。",
    53503: "草稿未通过平台的发布检查，请登录公众号后台修改草稿。",
    53504: "平台要求登录公众号后台，在草稿箱中操作此草稿。",
    53505: "平台要求登录公众号后台，打开草稿手动保存一次后再发布。",
    53600: "文章在公众号后台已不存在。",
}


class OutsideRefusal(TurnedDown):
    """The platform refuses for good; `code` is its own."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code


def fault_of(code: int) -> OutletFault:
    """Return what a code means for whoever asked."""
    if code == -1:
        return Unanswered("公众号平台繁忙，没有说明是否已办理。")
    if code in _LATER:
        return Busy(f"{_LATER[code]}（{code}）")
    told = _FOR_GOOD.get(code, "公众号平台拒绝了这次操作，请登录公众号后台查看。")
    return OutsideRefusal(code, f"{told}（{code}）")
