"""The site as a whole: whose it is, and what is stated on every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.agencies.queries import AgencyUnknown, agency_named

_REMEMBERED = "_portal_site"


@dataclass(frozen=True)
class Registration:
    """What authorities gave the site; "" where nothing is configured, and then not shown.

    Settings: GONGKAI_SITE_ID_CODE (政府网站标识码), GONGKAI_ICP_NO (ICP备案号), GONGKAI_POLICE_NO
    (公安机关备案号), GONGKAI_REPORT_ERROR_URL (address of “我为政府网站找错”).
    """

    id_code: str = ""
    icp_no: str = ""
    police_no: str = ""
    report_error_url: str = ""


@dataclass(frozen=True)
class Site:
    """The public site of the default organ; `agency` is None until one is registered."""

    agency: Agency | None
    domain: str
    registration: Registration

    @property
    def name(self) -> str:
        """Return the name the site goes by (网站规范名称)."""
        return self.agency.name if self.agency else _("政府信息公开")

    @property
    def is_demonstration(self) -> bool:
        """Tell whether the site shows invented records."""
        return self.agency is not None and self.agency.is_demonstration

    @cached_property
    def contact(self) -> Mapping[str, str]:
        """Return label and text of the ways to reach the organ that are on record."""
        if self.agency is None:
            return {}
        parts = {
            _("地址"): self.agency.address,
            _("邮政编码"): self.agency.postcode,
            _("联系电话"): self.agency.phone,
            _("电子邮箱"): self.agency.email,
            _("办公时间"): self.agency.office_hours,
        }
        return {label: text for label, text in parts.items() if text}


def site_of(request: HttpRequest) -> Site:
    """Return the site a request is about, read once for each request."""
    site: Site | None = getattr(request, _REMEMBERED, None)
    if site is None:
        site = Site(_default_agency(), _domain(request), registration())
        setattr(request, _REMEMBERED, site)
    return site


def registration() -> Registration:
    """Return what is configured of the site's registrations."""
    return Registration(
        id_code=getattr(settings, "GONGKAI_SITE_ID_CODE", ""),
        icp_no=getattr(settings, "GONGKAI_ICP_NO", ""),
        police_no=getattr(settings, "GONGKAI_POLICE_NO", ""),
        report_error_url=getattr(settings, "GONGKAI_REPORT_ERROR_URL", ""),
    )


def _default_agency() -> Agency | None:
    try:
        return agency_named(None)
    except AgencyUnknown:
        return None


def _domain(request: HttpRequest) -> str:
    return request.get_host().rpartition(":")[0] or request.get_host()
