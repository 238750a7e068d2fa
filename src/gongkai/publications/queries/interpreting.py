"""Items that interpret documents (政策解读), as the website's yearly form counts them."""

from datetime import date

from django.db.models import QuerySet

from gongkai.agencies.models import Agency
from gongkai.publications.models import ItemLink, LinkKind, Publication


def site_publications_of_year(agency: Agency, year: int) -> QuerySet[Publication]:
    """Return what an organ published on its site in a year, oldest first."""
    days = (date(year, 1, 1), date(year, 12, 31))
    rows = Publication.objects.filter(agency=agency, channel="SITE", published_on__range=days)
    return rows.select_related("column").order_by("published_on", "pk")


def interpretations_of_year(agency: Agency, year: int) -> QuerySet[Publication]:
    """Return what an organ published on its site in a year and linked as interpreting something."""
    links = ItemLink.objects.filter(kind=LinkKind.INTERPRETS, source__publication__isnull=False)
    rows = site_publications_of_year(agency, year)
    return rows.filter(pk__in=links.values("source__publication"))
