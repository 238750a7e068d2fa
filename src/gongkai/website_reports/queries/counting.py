"""The values of a year that records give, each with the rows behind it where there are any."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.db.models import Q

from gongkai.agencies.models import Agency
from gongkai.fund_services.queries import items_on_offer_at_end_of
from gongkai.fund_services.queries.accounts.counting import accounts_open_before
from gongkai.fund_services.queries.applications.office import applications_closed_in
from gongkai.hotline.queries.site_messages import (
    closed_in_year,
    messages_received_in,
    published_of_year,
    year_of_messages,
)
from gongkai.participation.queries.yearly import participation_of_year
from gongkai.publications.queries.interpreting import (
    interpretations_of_year,
    site_publications_of_year,
)
from gongkai.publications.queries.records import follower_counts_at_end_of, posts_of_year
from gongkai.rules.service_items import Audience
from gongkai.rules.website_form import ColumnGroup, FormValue, Interpretation
from gongkai.sites.queries.hosts import site_of_agency
from gongkai.sites.queries.topics import topics_of_year
from gongkai.website_reports.queries.column_uses import used_columns

Rows = Callable[[], Any]


@dataclass(frozen=True)
class Counted:
    """What the records give: values by field, and for some of them the rows that were counted."""

    values: Mapping[str, FormValue]
    rows: Mapping[str, Rows] = field(default_factory=dict)


def counted_year(agency: Agency, year: int) -> Counted:
    """Return what this system's records say of an organ's website in a year."""
    parts = [
        _site(agency),
        _items(agency, year),
        _services(agency, year),
        _messages(agency, year),
        _participation(agency, year),
        _media(agency, year),
    ]
    values: dict[str, FormValue] = {}
    rows: dict[str, Rows] = {}
    for part in parts:
        values |= part.values
        rows |= part.rows
    return Counted(values, rows)


def _site(agency: Agency) -> Counted:
    site = site_of_agency(agency)
    content = site.content
    values: dict[str, FormValue] = {
        "organ": agency.name,
        "host_organ": agency.name,
        "site_name": content.name or None,
        "home_address": f"https://{site.hosts[0]}/" if site.hosts else None,
        # What pages show where the organ has set nothing.
        "id_code": content.id_code or settings.GONGKAI_SITE_ID_CODE or None,
        "icp_no": content.icp_no or settings.GONGKAI_ICP_NO or None,
        "police_no": content.police_no or settings.GONGKAI_POLICE_NO or None,
        "phone": agency.phone or None,
        "accessible": True,
    }
    return Counted(values)


def _items(agency: Agency, year: int) -> Counted:
    columns = used_columns(agency)
    published = site_publications_of_year(agency, year)
    rows: dict[str, Rows] = {}
    values: dict[str, FormValue] = {}

    def count(key: str, chosen: Any) -> int:
        rows[key] = lambda: chosen
        values[key] = number = chosen.count()
        return int(number)

    total = 0
    for group, key in (
        (ColumnGroup.OVERVIEW, "items_overview"),
        (ColumnGroup.NEWS, "items_news"),
        (ColumnGroup.CATALOGUE, "items_catalogue"),
    ):
        own = [each.column.pk for each in columns if each.group is group]
        total += count(key, published.filter(column__in=own))
    values["items_total"] = total
    counted = [each.column.pk for each in columns if each.group is not ColumnGroup.NONE]
    rows["items_total"] = lambda: published.filter(column__in=counted)

    by_kind = {
        kind: [each.column.pk for each in columns if each.interprets is kind]
        for kind in Interpretation
    }
    products = published.filter(column__in=by_kind[Interpretation.PRODUCT])
    comments = published.filter(column__in=by_kind[Interpretation.COMMENT])
    linked = interpretations_of_year(agency, year)
    material = Q(column__in=by_kind[Interpretation.MATERIAL]) | Q(pk__in=linked.values("pk"))
    apart = [*by_kind[Interpretation.PRODUCT], *by_kind[Interpretation.COMMENT]]
    sums = count("interpretation_products", products)
    sums += count("interpretation_comments", comments)
    sums += count("interpretation_materials", published.filter(material).exclude(column__in=apart))
    values["interpretation_total"] = sums
    topics = topics_of_year(agency, year)
    values["topics_maintained"], values["topics_opened"] = topics.maintained, topics.opened
    return Counted(values, rows)


def _services(agency: Agency, year: int) -> Counted:
    offered = items_on_offer_at_end_of(year).filter(agency=agency).order_by("register_no")
    online = offered.filter(online_from__year__lte=year)
    number = offered.count()
    values: dict[str, FormValue] = {
        "service_items": number,
        "online_items": online.count(),
        "has_catalogue": number > 0,
    }
    rows: dict[str, Rows] = {"service_items": lambda: offered, "online_items": lambda: online}
    accounts = accounts_open_before(agency, date(year + 1, 1, 1))
    if accounts:
        # Where nobody has an account here, people may have one on the region's own platform.
        values["registered_users"] = accounts
    handled = applications_closed_in(year).filter(agency=agency)
    if handled.exists():
        # Before anything was handled here, only the business system knows: it is filled in by hand.
        for key, audience in _HANDLED.items():
            own = handled.filter(item__audience=audience.value).order_by("closed_on", "pk")
            rows[key] = partial(_same, own)
            values[key] = own.count()
        rows["handled_total"] = partial(_same, handled.order_by("closed_on", "pk"))
        values["handled_total"] = handled.count()
    return Counted(values, rows)


_HANDLED = {"handled_persons": Audience.WORKER, "handled_organisations": Audience.EMPLOYER}


def _same(rows: Any) -> Any:
    return rows


def _messages(agency: Agency, year: int) -> Counted:
    told = year_of_messages(agency, year)
    values: dict[str, FormValue] = {
        "messages_received": told.received,
        "messages_closed": told.closed,
        "messages_days": told.mean_days,
        "messages_published": told.published,
    }
    return Counted(
        values,
        {
            "messages_received": lambda: messages_received_in(agency, year),
            "messages_closed": lambda: closed_in_year(agency, year),
            "messages_days": lambda: closed_in_year(agency, year),
            "messages_published": lambda: published_of_year(agency, year),
        },
    )


def _participation(agency: Agency, year: int) -> Counted:
    told = participation_of_year(agency, year)
    return Counted(
        {
            "consultation_rounds": told.rounds,
            "consultation_opinions": told.received,
            "consultation_results": told.results,
            "interviews": told.interviews_held,
            "interview_questions": told.questions_received,
            "interview_answers": told.questions_answered,
        }
    )


def _media(agency: Agency, year: int) -> Counted:
    posts = posts_of_year(year).filter(agency=agency).order_by("posted_on", "pk")
    followers = follower_counts_at_end_of(year).filter(agency=agency)
    last = followers.first()
    number = posts.count()
    values: dict[str, FormValue] = {
        "has_media": number > 0 or last is not None,
        "wechat_posts": number or (None if last is None else 0),
        "wechat_followers": last.followers if last is not None else None,
    }
    return Counted(values, {"wechat_posts": lambda: posts, "wechat_followers": lambda: followers})
