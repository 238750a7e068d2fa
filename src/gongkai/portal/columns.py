"""An organ's own columns, as pages of the site name and address them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from gongkai.agencies.models import Agency
from gongkai.portal.pages import Column, FeedColumn
from gongkai.publications.models import Column as OrganColumn
from gongkai.rules.site_columns import column_type


def shelf_of(organ: Agency, column: OrganColumn) -> Column:
    """Return an organ's column with the tags that its pages carry (RULES §5.2)."""
    told = {"organ": organ.name, "column": column.name}
    return Column(
        name=column.name,
        description=_("%(organ)s“%(column)s”栏目主动公开的政府信息。") % told,
        keywords=_("政府信息公开,主动公开,%(column)s") % told,
        kind=column_type(column.name, part=column.part, statutory_no=column.statutory_no),
        route="portal:column",
        args=(organ.code, column.code),
    )


def column_address(organ: Agency, column: OrganColumn) -> str:
    """Return the address of an organ's column."""
    return reverse("portal:column", args=[organ.code, column.code])


def feed_of(organ: Agency, column: OrganColumn) -> FeedColumn:
    """Return whose feed the pages of a column offer."""
    return FeedColumn(organ.code, column.code)
