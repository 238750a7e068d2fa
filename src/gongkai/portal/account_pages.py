"""The pages of accounts: where they stand on the site."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.portal.pages import Column, Crumb, Page, Text

ACCOUNT = Column(
    name=_("我的账户"),
    description=_("职工和单位经办人登录，管理账户、密码、手机号码、登录设备和单位经办人。"),
    keywords=_("住房公积金,网上办事,登录,账户"),
    kind=_("网上服务"),
    route="portal:account",
)


def account_page(title: Text) -> Page:
    """Return what a page of the account says about itself; no robot keeps one."""
    own = title == ACCOUNT.name
    crumbs = (Crumb(ACCOUNT.name),) if own else (Crumb(ACCOUNT.name, ACCOUNT.address), Crumb(title))
    return Page(title=title, column=ACCOUNT, crumbs=crumbs, is_indexed=False)


def entry_page(title: Text) -> Page:
    """Return what a page before the sign-in says about itself."""
    sign_in = reverse("portal:sign-in")
    crumbs = (Crumb(title),) if title == _("登录") else (Crumb(_("登录"), sign_in), Crumb(title))
    return Page(title=title, column=ACCOUNT, crumbs=crumbs, is_indexed=False)
