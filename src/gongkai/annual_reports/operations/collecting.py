"""Opening a year's collection and listing the organs that owe a report."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Agency, Officer
from gongkai.agencies.queries import agencies_under
from gongkai.annual_reports.models import Collection, CollectionOrgan
from gongkai.annual_reports.permissions import insist, may_collect
from gongkai.audit.operations import record

_FIRST_YEAR = 2019
_LONGEST_NAME = 100
_MOST_ORGANS = 2000
_NUMBERING = re.compile(r"^[（(]?\d{1,4}[)）.．、]\s*")


class CollectionRefused(ValueError):
    """The collection or its list of organs cannot be changed like this; the message says why."""


@dataclass(frozen=True)
class Listed:
    """The names that were added to a list of organs, and those that stood there already."""

    added: list[str]
    known: list[str]


@transaction.atomic
def open_collection(
    *, officer: Officer, year: int, due_on: date, on: date, at: datetime
) -> Collection:
    """Begin to collect the reports of a year.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises CollectionRefused: if the year or the day cannot be, or the collection exists
    """
    insist(may_collect(officer, officer.agency, on), "建立报送任务")
    if not _FIRST_YEAR <= year <= on.year:
        raise CollectionRefused(
            f"年度“{year}”不能建立报送任务，请填写{_FIRST_YEAR}年至{on.year}年之间的年度。"
        )
    _insist_on_day(year, due_on)
    collection, is_new = Collection.objects.get_or_create(
        agency=officer.agency,
        year=year,
        defaults={"due_on": due_on, "opened_by": officer, "opened_at": at},
    )
    if not is_new:
        raise CollectionRefused(f"{year}年度的报送任务已经建立，请在列表中打开。")
    _log(collection, "collection.open", officer, at, {"due_on": due_on})
    return collection


@transaction.atomic
def move_due_day(
    *, collection: Collection, due_on: date, officer: Officer, on: date, at: datetime
) -> Collection:
    """Ask for the reports by another day.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises CollectionRefused: if the day is not after the year
    """
    collection = _locked(collection, officer, on)
    _insist_on_day(collection.year, due_on)
    detail = {"from": collection.due_on, "to": due_on}
    collection.due_on = due_on
    collection.save(update_fields=["due_on"])
    _log(collection, "collection.move_due_day", officer, at, detail)
    return collection


@transaction.atomic
def list_organs(
    *,
    collection: Collection,
    lines: Iterable[str],
    officer: Officer,
    on: date,
    at: datetime,
) -> Listed:
    """Add organs to the list, one a line: the full name, then after a tab who to contact.

    Numbers before a name are left out, and an organ that is on the list stays as it is. An organ
    of this installation below the office is recognised by its full name.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises CollectionRefused: if there is no name, one is too long, or there are too many
    """
    collection = _locked(collection, officer, on)
    wanted: dict[str, str] = {}
    for line in lines:
        name, _, contact = line.partition("\t")
        name = _NUMBERING.sub("", name.strip()).strip()
        if len(name) > _LONGEST_NAME:
            raise CollectionRefused(
                f"单位名称“{name[:20]}……”超过{_LONGEST_NAME}字，请每行只写一个单位的全称。"
            )
        if name:
            wanted.setdefault(name, " ".join(contact.split())[:100])
    if not wanted:
        raise CollectionRefused("没有填写单位名称，请每行写一个单位的全称。")
    return _add(collection, wanted, officer, at)


@transaction.atomic
def list_organs_of_last_year(
    *, collection: Collection, officer: Officer, on: date, at: datetime
) -> Listed:
    """Add the organs that were on the office's list of the year before.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises CollectionRefused: if there was no list
    """
    collection = _locked(collection, officer, on)
    before = CollectionOrgan.objects.filter(
        collection__agency=collection.agency_id, collection__year=collection.year - 1
    )
    wanted = dict(before.order_by("position", "pk").values_list("name", "contact"))
    if not wanted:
        raise CollectionRefused(
            f"没有{collection.year - 1}年度的应报单位名单，请逐个添加，或粘贴名单。"
        )
    return _add(collection, wanted, officer, at)


@transaction.atomic
def drop_organ(*, organ: CollectionOrgan, officer: Officer, on: date, at: datetime) -> None:
    """Take an organ off the list, as long as nothing of it was received.

    :raises NotAllowed: if the officer is not of the city's disclosure office
    :raises CollectionRefused: if a report was received
    """
    collection = _locked(organ.collection, officer, on)
    if organ.reports.exists():
        raise CollectionRefused(f"“{organ}”已有收到的报告，不能从名单中移除。")
    organ.waivers.all().delete()
    organ.delete()
    _log(collection, "collection.drop_organ", officer, at, {"organ": organ.name})


def _add(collection: Collection, wanted: dict[str, str], officer: Officer, at: datetime) -> Listed:
    known = set(collection.organs.values_list("name", flat=True))
    new = [name for name in wanted if name not in known]
    if len(known) + len(new) > _MOST_ORGANS:
        raise CollectionRefused(f"应报单位超过{_MOST_ORGANS}个，请核对名单是否粘贴有误。")
    agencies = _agencies(collection.agency)
    first = 1 + max(collection.organs.values_list("position", flat=True), default=0)
    CollectionOrgan.objects.bulk_create(
        CollectionOrgan(
            collection=collection,
            agency=agencies.get(name),
            name=name,
            contact=wanted[name],
            position=position,
        )
        for position, name in enumerate(new, start=first)
    )
    if new:
        _log(collection, "collection.list_organs", officer, at, {"added": new})
    return Listed(new, [name for name in wanted if name in known])


def _agencies(office: Agency) -> dict[str, Agency]:
    # No other organ's: linking one opens its signed report to the office's comparison.
    return {agency.name: agency for agency in (office, *agencies_under(office))}


def _locked(collection: Collection, officer: Officer, on: date) -> Collection:
    insist(may_collect(officer, collection.agency, on), "管理报送任务")
    return Collection.objects.select_for_update().get(pk=collection.pk)


def _insist_on_day(year: int, due_on: date) -> None:
    if not date(year + 1, 1, 1) <= due_on <= date(year + 1, 12, 31):
        raise CollectionRefused(
            f"报送截止日“{due_on}”不在{year + 1}年内，{year}年度报告应在{year + 1}年报送，请改正。"
        )


def _log(
    collection: Collection, action: str, officer: Officer, at: datetime, detail: dict[str, object]
) -> None:
    record(
        action=action,
        subject=str(collection),
        at=at,
        agency=collection.agency,
        officer=officer,
        detail=detail,
    )
