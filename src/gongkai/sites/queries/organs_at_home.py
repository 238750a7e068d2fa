"""Which organs' pages are at home on a site, when several organs share an installation."""

from gongkai.agencies.models import Agency
from gongkai.sites.models import SiteHost
from gongkai.sites.queries.hosts import HostedSite


def organs_at_home(site: HostedSite) -> list[Agency]:
    """Return the site's own organ, and on the default site also those that have no host.

    The own organ stands first; in one query.
    """
    own = site.agency
    if site.hosts and not own.is_default:
        return [own]
    hosted = SiteHost.objects.exclude(site__agency=own).values("site__agency")
    others = Agency.objects.exclude(pk__in=hosted).exclude(pk=own.pk).order_by("pk")
    return [own, *others]
