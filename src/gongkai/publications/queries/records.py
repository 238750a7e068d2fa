"""The rows of a year that the annual report counts, for every organ at once."""

from datetime import date

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from gongkai.agencies.models import Agency
from gongkai.publications.models import (
    AdministrativeFee,
    CityReport,
    Column,
    Decision,
    FollowerCount,
    Item,
    LegalDocument,
    Post,
    Publication,
)


def columns_of(agency: Agency) -> QuerySet[Column]:
    """Return an organ's columns in their order."""
    return Column.objects.filter(agency=agency).order_by("position", "pk")


def items_of_year(year: int) -> QuerySet[Publication]:
    """Return the items published on the sites in a year."""
    return Publication.objects.filter(published_on__range=_days(year)).select_related("column")


def items_published(on: date, agency: Agency | None = None) -> QuerySet[Publication]:
    """Return the items public on a day, of one organ or of all, newest first.

    What was taken down or expired stays in the register, but not here. `item_pk` is the item with
    the text, None where only the register knows of it.
    """
    items = items_not_withdrawn().filter(published_on__lte=on)
    if agency is not None:
        items = items.filter(agency=agency)
    return items.order_by("-published_on", "-pk")


def items_not_withdrawn() -> QuerySet[Publication]:
    """Return the items of every organ and day, those dated ahead too, but what was taken away."""
    with_text = Item.objects.filter(publication=OuterRef("pk"), public_revision__isnull=False)
    withdrawn = Item.objects.filter(
        public_revision=None, published_at__isnull=False, publication__isnull=False
    )
    items = Publication.objects.select_related("column", "agency")
    items = items.exclude(pk__in=withdrawn.values("publication"))
    return items.annotate(item_pk=Subquery(with_text.values("pk")[:1]))


def posts_of_year(year: int) -> QuerySet[Post]:
    """Return the posts of a year."""
    return Post.objects.filter(posted_on__range=_days(year))


def follower_counts_at_end_of(year: int) -> QuerySet[FollowerCount]:
    """Return each organ's last count of followers in a year, none where nobody counted."""
    first, last = _days(year)
    later = FollowerCount.objects.filter(
        agency=OuterRef("agency"), counted_on__gt=OuterRef("counted_on"), counted_on__lte=last
    )
    return FollowerCount.objects.filter(~Exists(later), counted_on__range=(first, last))


def city_reports_of_year(year: int) -> QuerySet[CityReport]:
    """Return what was reported to the city government's site in a year."""
    return CityReport.objects.filter(reported_on__range=_days(year))


def documents_until(year: int) -> QuerySet[LegalDocument]:
    """Return every document made by the end of a year, repealed since or not."""
    return LegalDocument.objects.filter(made_on__lte=date(year, 12, 31))


def decisions_of_year(year: int) -> QuerySet[Decision]:
    """Return the decisions of a year, published or lawfully not."""
    return Decision.objects.filter(decided_on__range=_days(year))


def fees_of_year(year: int) -> QuerySet[AdministrativeFee]:
    """Return the 行政事业性收费 collected in a year."""
    return AdministrativeFee.objects.filter(charged_on__range=_days(year))


def _days(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
