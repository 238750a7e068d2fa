"""What a browser says of itself, in words its owner knows: “Windows 上的 Chrome”."""

from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from gongkai.fund_services.operations.accounts.recording import Place
from gongkai.portal.account_throttling import SignInThrottle

# The first that fits counts: many say they are others as well.
_BROWSERS = (
    ("MicroMessenger", _("微信")),
    ("AliApp", _("支付宝")),
    ("DingTalk", _("钉钉")),
    ("HuaweiBrowser", _("华为浏览器")),
    ("MiuiBrowser", _("小米浏览器")),
    ("QQBrowser", _("QQ浏览器")),
    ("UCBrowser", _("UC浏览器")),
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone", _("苹果手机")),
    ("iPad", _("苹果平板")),
    ("HarmonyOS", _("鸿蒙设备")),
    ("Android", _("安卓设备")),
    ("Windows", "Windows"),
    ("Macintosh", _("苹果电脑")),
    ("Linux", "Linux"),
)


def place_of_request(request: HttpRequest) -> Place:
    """Return from which device and address somebody acts."""
    told = request.headers.get("User-Agent", "")
    return Place(device_of(told), SignInThrottle().get_ident(request))


def device_of(told: str) -> str:
    """Return in words what a browser says of itself."""
    browser = next((name for mark, name in _BROWSERS if mark in told), "")
    system = next((name for mark, name in _SYSTEMS if mark in told), "")
    if browser and system:
        return gettext("%(system)s上的%(browser)s") % {"system": system, "browser": browser}
    return str(browser or system or _("未知设备"))
