"""The site as a whole: whose it is, and what is stated on every page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.sites.queries.hosts import HostedSite, site_on
from gongkai.sites.queries.previews import PARAMETER, Preview, previewed
from gongkai.sites.queries.site_content import SiteContent

_REMEMBERED = "_portal_site"
_PREVIEWED = "_portal_preview"


@dataclass(frozen=True)
class Registration:
    """What authorities gave the site; "" where nothing is set, and then not shown.

    What the organ set of its site goes before the settings GONGKAI_SITE_ID_CODE (政府网站标识码),
    GONGKAI_ICP_NO (ICP备案号), GONGKAI_POLICE_NO (公安机关备案号), GONGKAI_REPORT_ERROR_URL
    (address of “我为政府网站找错”).
    """

    id_code: str = ""
    icp_no: str = ""
    police_no: str = ""
    report_error_url: str = ""


@dataclass(frozen=True)
class Site:
    """The public site that a host answers with; `hosted` is None until an organ is registered."""

    hosted: HostedSite | None
    domain: str
    registration: Registration

    @property
    def agency(self) -> Agency | None:
        """Return the organ whose site it is."""
        return self.hosted.agency if self.hosted else None

    @property
    def content(self) -> SiteContent:
        """Return what is set of the site."""
        return self.hosted.content if self.hosted else SiteContent(name=_("政府信息公开"))

    @property
    def name(self) -> str:
        """Return the name the site goes by (网站规范名称)."""
        return self.content.name

    @property
    def own_hosts(self) -> frozenset[str]:
        """Return the hosts whose pages are the site's own, without ports."""
        hosts = self.hosted.hosts if self.hosted else ()
        return frozenset((self.domain.lower(), *hosts))

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
    """Return the site a request is about, read once for each request; a preview's, if it is one."""
    site: Site | None = getattr(request, _REMEMBERED, None)
    if site is None:
        domain = _domain(request)
        preview = preview_of(request)
        hosted = preview.hosted if preview else site_on(domain)
        site = Site(hosted, domain, _registered(hosted.content if hosted else None))
        setattr(request, _REMEMBERED, site)
    return site


def preview_of(request: HttpRequest) -> Preview | None:
    """Return what a request with a signed token (?banben=…) looks at before it is public."""
    if not hasattr(request, _PREVIEWED):
        token = request.GET.get(PARAMETER, "")
        shown = previewed(token, timezone.now()) if token else None
        setattr(request, _PREVIEWED, shown)
    preview: Preview | None = getattr(request, _PREVIEWED)
    return preview


def registration() -> Registration:
    """Return what is configured of the installation's registrations."""
    return Registration(
        id_code=getattr(settings, "GONGKAI_SITE_ID_CODE", ""),
        icp_no=getattr(settings, "GONGKAI_ICP_NO", ""),
        police_no=getattr(settings, "GONGKAI_POLICE_NO", ""),
        report_error_url=getattr(settings, "GONGKAI_REPORT_ERROR_URL", ""),
    )


def _registered(content: SiteContent | None) -> Registration:
    configured = registration()
    if content is None:
        return configured
    own = {name: getattr(content, name) for name in Registration.__annotations__}
    return replace(configured, **{name: value for name, value in own.items() if value})


def _domain(request: HttpRequest) -> str:
    return request.get_host().rpartition(":")[0] or request.get_host()
