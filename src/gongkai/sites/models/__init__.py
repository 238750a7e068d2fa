"""Sites, what is set of them, their pictures and pages."""

from gongkai.sites.models.checks import (
    AcceptedPageFinding,
    PageSecrecyConclusion,
    PageSecrecyReview,
)
from gongkai.sites.models.pages import (
    PageBlockKind,
    PageKind,
    PageState,
    SitePage,
    SitePageRevision,
)
from gongkai.sites.models.sites import Site, SiteFile, SiteHost, SitePreview, SiteVersion

__all__ = [
    "AcceptedPageFinding",
    "PageBlockKind",
    "PageKind",
    "PageSecrecyConclusion",
    "PageSecrecyReview",
    "PageState",
    "Site",
    "SiteFile",
    "SiteHost",
    "SitePage",
    "SitePageRevision",
    "SitePreview",
    "SiteVersion",
]
