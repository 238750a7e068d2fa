"""What content pages say of themselves in the words of schema.org."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from gongkai.agencies.models import Agency
from gongkai.fund_services.queries.guides.completeness import organ_facts
from gongkai.fund_services.queries.guides.in_force import OfferedItem
from gongkai.portal.canonical import canonical_address, origin_of
from gongkai.portal.item_files import OfferedFile
from gongkai.portal.pages import Article, Page
from gongkai.portal.structured import organ_key
from gongkai.publications.queries.public_items import PublicItem
from gongkai.rules.service_guides import places_of


def article_thing(
    request: HttpRequest, page: Page, shown: PublicItem, videos: Iterable[OfferedFile]
) -> dict[str, Any]:
    """Return an item as an Article, with its films."""
    article, content = page.article, shown.content
    assert isinstance(article, Article)
    changed_at = shown.item.public_revision.saved_at if shown.item.public_revision else None
    published_at = article.published_at.isoformat()
    told = {
        "@type": "Article",
        "headline": shown.title,
        "description": content["summary"],
        "inLanguage": "zh-CN",
        "articleSection": str(shown.column.name),
        "keywords": content["keywords"],
        "identifier": [each for each in (shown.item.index_no, content["document_no"]) if each],
        "datePublished": published_at,
        "dateModified": max(article.published_at, changed_at or article.published_at)
        .astimezone(article.published_at.tzinfo)
        .isoformat(),
        "image": article.image,
        "url": canonical_address(request, page),
        "publisher": _organ(request, shown.item.agency),
        "author": {"@type": "GovernmentOrganization", "name": content["issuer"]}
        if content["issuer"]
        else None,
        "video": [_film(request, film, published_at) for film in videos],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in told.items() if value}


def disclosure_service_thing(request: HttpRequest, organ: Agency, address: str) -> dict[str, Any]:
    """Return asking for information (依申请公开) as a service of an organ."""
    return {
        "@type": "GovernmentService",
        "name": "依申请公开政府信息",
        "serviceType": "政府信息公开",
        "provider": _organ(request, organ),
        "url": origin_of(request) + address,
        "availableChannel": {
            "@type": "ServiceChannel",
            "serviceUrl": origin_of(request) + address,
            "availableLanguage": "zh-CN",
        },
    }


def item_service_thing(
    request: HttpRequest, organ: Agency, page: Page, shown: OfferedItem, apply_at: str
) -> dict[str, Any]:
    """Return a service item of a fund centre as a service; `apply_at` is "" without a form."""
    here = canonical_address(request, page)
    places = places_of(shown.guide, organ_facts(organ))
    channel = {
        "@type": "ServiceChannel",
        "serviceUrl": origin_of(request) + apply_at if apply_at else "",
        "servicePhone": next((each.phone for each in places if each.phone), ""),
        "serviceLocation": [
            {"@type": "Place", "name": each.name, "address": each.address} for each in places
        ],
        "availableLanguage": "zh-CN",
    }
    told = {
        "@type": "GovernmentService",
        "name": shown.item.name,
        "alternateName": list(shown.guide.also_called),
        "description": shown.guide.summary,
        "serviceType": shown.group_name,
        "provider": _organ(request, organ),
        "url": here,
        "availableChannel": {name: value for name, value in channel.items() if value},
    }
    return {name: value for name, value in told.items() if value}


def _organ(request: HttpRequest, organ: Agency) -> dict[str, Any]:
    return {
        "@type": "GovernmentOrganization",
        "@id": f"{organ_key(origin_of(request))}-{organ.code}",
        "name": organ.name,
    }


def _film(request: HttpRequest, film: OfferedFile, published_at: str) -> dict[str, Any]:
    return {
        "@type": "VideoObject",
        "name": film.file.alt_text or film.file.name,
        "description": film.file.alt_text or film.file.name,
        "contentUrl": origin_of(request) + film.address,
        "encodingFormat": film.file.media_type,
        "uploadDate": published_at,
    }
