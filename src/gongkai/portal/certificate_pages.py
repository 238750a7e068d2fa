"""The pages of certificates: one's own, and the one that verifies anybody's."""

from django.utils.translation import gettext_lazy as _

from gongkai.portal.guide_pages import service_page
from gongkai.portal.pages import Column, Page, Text

CERTIFICATES = Column(
    name=_("证明打印"),
    description=_(
        "在线出具缴存证明、贷款结清证明、异地贷款缴存使用证明和单位缴存证明，下载带电子签章的文件。"
    ),
    keywords=_("住房公积金,缴存证明,结清证明,异地贷款"),
    kind=_("办事服务"),
    route="portal:certificates",
)
VERIFYING = Column(
    name=_("证明验证"),
    description=_("凭证明编号和验证码，或者上传证明文件，核验本中心出具的证明是否真实、有效。"),
    keywords=_("住房公积金,证明验证,真伪核验,二维码"),
    kind=_("办事服务"),
    route="portal:verify",
)


def certificate_page(title: Text = "") -> Page:
    """Return what a page of one's own certificates says about itself; without a title the first."""
    return service_page(CERTIFICATES, title)


def verifying_page(title: Text = "", *, is_indexed: bool = False) -> Page:
    """Return what a page of verification says about itself; without a title the first."""
    return service_page(VERIFYING, title, is_indexed=is_indexed)
