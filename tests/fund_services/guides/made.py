"""A centre with the list of items, and guides brought to where a test needs them."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import NamedTuple

from factories import AgencyFactory, OfficerFactory
from gongkai.agencies.models import Agency, Officer
from gongkai.fund_services.models import ServiceItem
from gongkai.fund_services.operations.guides import (
    register_listed_items,
    release_guide,
    submit_guide,
    write_guide,
)
from gongkai.rules.service_guides import (
    Basis,
    FlowStep,
    GuideElements,
    Material,
    Question,
    Sheet,
    StepBy,
)

ON = date(2024, 3, 4)
AT = datetime(2024, 3, 4, 2, 30, tzinfo=UTC)
NOW = {"on": ON, "at": AT}
GUIDE = GuideElements(
    group="WITHDRAWAL",
    also_called=("租房提取",),
    summary="租房付房租的，提取住房公积金。",
    basis=(Basis("《住房公积金管理条例》", "第二十四条第一款第（六）项"),),
    conditions=("在本市无自有住房并且租赁住房。",),
    materials=(Material("身份证件"), Material("租赁合同", when="租住公共租赁住房的")),
    steps=(
        FlowStep("提交申请", StepBy.APPLICANT, "网上填报。"),
        FlowStep("审核", StepBy.CENTRE, "核对条件。", "3日内", "说明理由"),
    ),
    fee="不收费",
    statutory="3日内",
    promised="当场",
    sheets=(Sheet("提取申请表"),),
    questions=(Question("要发票吗？", "不要。"),),
)


class Centre(NamedTuple):
    """A centre with one who writes and two who release."""

    agency: Agency
    writer: Officer
    reviewer: Officer
    head: Officer


def centre(**details) -> Centre:
    """Return a centre whose own entry is complete, with its people."""
    given = {"office_hours": "工作日 9:00—17:00", **details}
    agency = AgencyFactory(**given)
    return Centre(
        agency,
        OfficerFactory(agency=agency, role="SERVICE_HANDLER", name="钱经办"),
        OfficerFactory(agency=agency, role="REVIEWER", name="赵审核"),
        OfficerFactory(agency=agency, role="OFFICE_HEAD", name="王主任"),
    )


def registered(place: Centre, **when):
    """Have the list taken over, and return what was done."""
    return register_listed_items(agency=place.agency, officer=place.head, **{**NOW, **when})


def item(place: Centre, code="RENT_WITHDRAWAL") -> ServiceItem:
    """Return an item of the list."""
    return ServiceItem.objects.get(agency=place.agency, code=code)


def written(place: Centre, row, *, seen=0, in_force_from=None, **changes):
    """Return a draft of a new version."""
    return write_guide(
        item=row, guide=replace(GUIDE, **changes), seen=seen, officer=place.writer,
        in_force_from=in_force_from, **NOW,
    )  # fmt: skip


def submitted(place: Centre, row, **changes):
    """Return a version that waits for review."""
    version = written(place, row, **changes)
    return submit_guide(item=row, seen=version.saved, officer=place.writer, **NOW)


def released(place: Centre, row, *, in_force_from=None, **changes):
    """Return a version that another released, from today or a day to come."""
    version = submitted(place, row, **changes)
    return release_guide(
        item=row, seen=version.saved, in_force_from=in_force_from, officer=place.reviewer, **NOW
    )
