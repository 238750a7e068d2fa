"""RSS 2.0 and Atom feeds of what an organ published, as a whole or in one column."""

from datetime import UTC, datetime, time
from hashlib import sha256
from typing import Any, NamedTuple

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.http import parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gongkai.agencies.models import Agency
from gongkai.portal.addresses import organ_named
from gongkai.portal.calendars import beginning_of
from gongkai.portal.columns import column_address
from gongkai.portal.kept_pages import kept_as_file, reads, until
from gongkai.publications.models import Column, Publication
from gongkai.publications.queries.archive import next_day_to_come
from gongkai.publications.queries.feeds import column_coded, first_to_end, newest_items


class Told(NamedTuple):
    """What a feed is of, and its newest items."""

    organ: Agency
    column: Column | None
    items: list[Any]


class RssFeed(Feed):
    """The newest items as RSS 2.0."""

    feed_type = Rss201rev2Feed
    route, column_route = "portal:feed-rss", "portal:column-rss"
    language = "zh-CN"
    item_guid_is_permalink = False

    def get_object(self, request: HttpRequest, agency: str, column: str) -> Told:
        """Return what is asked for: an organ's items, or those of the column named."""
        organ, at = organ_named(agency), timezone.now()
        chosen = _column(organ, column)
        on = timezone.localdate(at)
        reads(request, f"column:{chosen.pk}:new" if chosen else f"agency:{organ.pk}:new")
        until(request, lambda: beginning_of(next_day_to_come(organ, on)))
        until(request, first_to_end(at))
        return Told(organ, chosen, newest_items(organ, chosen, on, at))

    def title(self, told: Told) -> str:
        """Return the feed's name."""
        if told.column is None:
            return _("%(organ)s主动公开信息") % {"organ": told.organ.name}
        return _("%(organ)s：%(column)s") % {"organ": told.organ.name, "column": told.column.name}

    def description(self, told: Told) -> str:
        """Return what the feed is about."""
        return _("%(organ)s主动公开的政府信息，最新的在前。") % {"organ": told.organ.name}

    subtitle = description

    def link(self, told: Told) -> str:
        """Return the page that shows the same."""
        return _list_address(told.organ, told.column)

    def feed_url(self, told: Told) -> str:
        """Return the feed's own address."""
        if told.column is None:
            return reverse(self.route, args=[told.organ.code])
        return reverse(self.column_route, args=[told.organ.code, told.column.code])

    def author_name(self, told: Told) -> str:
        """Return who publishes."""
        return str(told.organ.name)

    def items(self, told: Told) -> list[Any]:
        """Return the newest items."""
        return told.items

    def get_feed(self, obj: Told, request: HttpRequest) -> Any:
        """Return the feed; one without entries was last changed when nothing was."""
        feed = super().get_feed(obj, request)
        if not obj.items:
            feed.latest_post_date = lambda: datetime(1970, 1, 1, tzinfo=UTC)
        return feed

    def item_title(self, item: Any) -> str:
        """Return an item's approved title."""
        return str(item.item_title or item.title)

    def item_description(self, item: Any) -> str:
        """Return an item's approved summary."""
        return str(item.item_summary or "")

    def item_link(self, item: Any) -> str:
        """Return an item's page, or the list where only the register knows of it."""
        if item.item_pk is None:
            return _list_address(item.agency, item.column)
        return reverse("portal:item", args=[item.agency.code, item.item_pk])

    def item_guid(self, item: Publication) -> str:
        """Return what stays the same of an item, whatever is changed in it."""
        return f"urn:gongkai:{item.agency.code}:{item.register_no}"

    def item_pubdate(self, item: Any) -> datetime:
        """Return when an item was published; the register knows the day alone."""
        return _local(item.published_at) if item.published_at else _midnight(item)

    def item_updateddate(self, item: Any) -> datetime:
        """Return when an item last became another."""
        published = self.item_pubdate(item)
        return max(published, _local(item.approved_at)) if item.approved_at else published

    def item_categories(self, item: Publication) -> tuple[str, ...]:
        """Return the column it is in."""
        return (item.column.name,)


class AtomFeed(RssFeed):
    """The newest items as Atom 1.0."""

    feed_type = Atom1Feed
    route, column_route = "portal:feed-atom", "portal:column-atom"


@require_safe
@kept_as_file
def rss(request: HttpRequest, agency: str, column: str = "") -> HttpResponse:
    """Return the feed as RSS 2.0."""
    return _fed(request, RssFeed(), agency, column)


@require_safe
@kept_as_file
def atom(request: HttpRequest, agency: str, column: str = "") -> HttpResponse:
    """Return the feed as Atom 1.0."""
    return _fed(request, AtomFeed(), agency, column)


def _fed(request: HttpRequest, feed: RssFeed, agency: str, column: str) -> HttpResponse:
    if not column and "column" in request.GET:
        organ = organ_named(agency)
        chosen = _column(organ, request.GET["column"])
        return HttpResponsePermanentRedirect(feed.feed_url(Told(organ, chosen, [])))
    response: HttpResponse = feed(request, agency=agency, column=column)
    etag = f'"{sha256(response.content).hexdigest()[:32]}"'
    # The syndication framework has told when the newest entry was changed.
    modified = parse_http_date_safe(response.get("Last-Modified", ""))
    response["ETag"], response["Cache-Control"] = etag, "public, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    answer: HttpResponse = get_conditional_response(request, etag, modified, response)
    return answer


def _column(organ: Agency, code: str) -> Column | None:
    if not code:
        return None
    found = None if "\x00" in code else column_coded(organ, code)
    if found is None:
        raise Http404
    return found


def _list_address(organ: Agency, column: Column | None) -> str:
    if column is None:
        return reverse("portal:items-of", args=[organ.code])
    return column_address(organ, column)


def _midnight(item: Publication) -> datetime:
    return timezone.make_aware(datetime.combine(item.published_on, time()))


def _local(moment: datetime) -> datetime:
    local: datetime = timezone.localtime(moment)
    return local
