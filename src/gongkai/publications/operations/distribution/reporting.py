"""Reporting information to the city government's site (报送), and whether it was adopted (采用)."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.messages.outlets.speaking import TurnedDown
from gongkai.publications.models import (
    CityReport,
    CitySite,
    DeliveryState,
    Item,
    ItemDelivery,
    Outlet,
)
from gongkai.publications.operations.distribution.acting import (
    DeliveryRefused,
    day_of,
    hold,
    note,
)
from gongkai.publications.operations.distribution.articles import version_of
from gongkai.publications.operations.distribution.asking import ask_for_delivery
from gongkai.publications.operations.distribution.claiming import Work
from gongkai.publications.operations.distribution.numbering import city_report_number
from gongkai.publications.operations.distribution.standing import require_public
from gongkai.publications.outlets.city import CityLine
from gongkai.publications.permissions import insist, may_publish
from gongkai.publications.queries.public_addresses import file_address, item_address

_TOLD = (
    "title", "summary", "body", "topic", "issuer", "document_no", "formed_on", "validity", "source",
)  # fmt: skip


def report_to_city(*, item: Item, officer: Officer, on: date, at: datetime) -> ItemDelivery:
    """Have an item reported to the city government's site, by machine where that is set up.

    :raises DeliveryRefused, NotAllowed: as asking.ask_for_delivery does
    """
    return ask_for_delivery(item=item, outlet=Outlet.CITY_SITE, officer=officer, on=on, at=at)


def push_to_city(work: Work) -> None:
    """Hand an item to the city's site; the number sent along lets it tell a repetition.

    :raises Wait, NotWanted, OutletFault: as posting.post_to_wechat does
    """
    delivery = work.delivery
    require_public(work)
    site = CitySite.objects.filter(agency=delivery.item.agency, is_active=True).first()
    if site is None:
        raise TurnedDown("市政府网站报送接口没有设置或者已经停用，请设置后重试，或者人工报送。")
    line = CityLine(site.address, site.key_id, site.secret, settings.GONGKAI_OUTLET_SECONDS)
    content = _told(work)
    number = f"{delivery.item.agency.code}-{delivery.pk}-{delivery.content_hash[:16]}"
    work.keep_ids(sending_at=work.at.isoformat())
    given = line.report(number, content, work.at)
    _reported(work, given)


@transaction.atomic
def confirm_reported(
    *, delivery: ItemDelivery, reported_on: date, officer: Officer, on: date, at: datetime
) -> CityReport:
    """Enter that an item was handed over by hand; from then on the annual report counts it.

    :raises DeliveryRefused: if it does not wait for that, or the day cannot be
    """
    held = hold(delivery)
    insist(may_publish(officer, held.item.agency, on), "登记报送")
    ended = (DeliveryState.DONE, DeliveryState.CANCELLED, DeliveryState.WITHDRAWN)
    if held.outlet != Outlet.CITY_SITE or held.state in ended:
        raise DeliveryRefused(f"此项为“{held.get_state_display()}”，不能登记人工报送。")
    published = held.item.published_at
    if published is None or not day_of(published) <= reported_on <= on:
        raise DeliveryRefused(
            f"报送日期“{reported_on}”：应在信息发布之日（含）至今日（含）之间，请改正。"
        )
    report = _entered(held, reported_on)
    held.city_report, held.state = report, DeliveryState.DONE
    held.next_try_at, held.done_at, held.problem = None, at, ""
    held.save()
    note("delivery.done", held, officer, at, register_no=report.register_no, by_hand=True)
    return report


@transaction.atomic
def record_adoption(
    *,
    delivery: ItemDelivery,
    adopted: bool,
    decided_on: date,
    officer: Officer,
    on: date,
    at: datetime,
) -> CityReport:
    """Enter whether the city's site took what was reported (采用、未采用); may be corrected.

    :raises DeliveryRefused: if nothing was reported, or the day cannot be
    """
    held = hold(delivery)
    insist(may_publish(officer, held.item.agency, on), "登记采用结果")
    if held.city_report_id is None:
        raise DeliveryRefused("此项尚未报送，不能登记采用结果。")
    report = CityReport.objects.select_for_update().get(pk=held.city_report_id)
    if not report.reported_on <= decided_on <= on:
        raise DeliveryRefused(
            f"采用结果日期“{decided_on}”：应在报送之日（{report.reported_on}，含）至今日（含）之间，"
            "请改正。"
        )
    report.adopted, report.adopted_on = adopted, decided_on
    report.save(update_fields=["adopted", "adopted_on"])
    note("delivery.adopted", held, officer, at, adopted=adopted, decided_on=decided_on)
    return report


@transaction.atomic
def _reported(work: Work, given: str) -> None:
    report = _entered(work.delivery, day_of(work.at))
    work.keep(
        state=DeliveryState.DONE,
        outside_ids=work.ids_with("sending_at", city_id=given),
        city_report=report,
        problem="",
        next_try_at=None,
        done_at=work.at,
    )
    note("delivery.done", work.delivery, None, work.at, register_no=report.register_no)


def _entered(delivery: ItemDelivery, reported_on: date) -> CityReport:
    agency = delivery.item.agency
    report: CityReport = CityReport.objects.create(
        agency=agency,
        register_no=city_report_number(agency, reported_on.year),
        title=delivery.title or delivery.item.title,
        reported_on=reported_on,
    )
    return report


def _told(work: Work) -> dict[str, Any]:
    item, content = work.delivery.item, version_of(work)
    published = item.published_at
    return {
        **{name: content[name] for name in _TOLD},
        "organ": item.agency.name,
        "index_no": item.index_no,
        "column": content["column"],
        "published_on": day_of(published).isoformat() if published else "",
        "address": item_address(item),
        "files": [
            {
                **{name: file[name] for name in ("pk", "use", "name", "media_type", "size")},
                "sha256": file["sha256"],
                "address": file_address(item, file["pk"], file["name"]),
            }
            for file in content["files"]
        ],
    }
