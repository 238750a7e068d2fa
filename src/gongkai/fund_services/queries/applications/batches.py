"""Batches that were handed in with forms, and the limits of bases that they are checked by."""

import json
from datetime import date
from decimal import Decimal

from gongkai.agencies.models import Agency
from gongkai.fund_services.models import BatchState, BatchUpload, OnlineAccount
from gongkai.fund_services.queries.city_rules import rules_in_force
from gongkai.rules.service_forms import BaseLimits, RowProblem

_NO_FLOOR, _NO_CAP = Decimal(0), Decimal("99999999.99")


def batch_of(account: OnlineAccount, pk: int | None) -> BatchUpload | None:
    """Return somebody's own batch by its key, None for another's."""
    if pk is None:
        return None
    rows = BatchUpload.objects.select_related("form", "account__agency")
    return rows.filter(account=account, pk=pk).first()


def batch_with_key(pk: int) -> BatchUpload | None:
    """Return a batch for the job that checks it."""
    return BatchUpload.objects.select_related("form", "account__agency").filter(pk=pk).first()


def rows_of_batch(batch: BatchUpload | None) -> list[dict[str, str]]:
    """Return the rows of a batch that is good, none of any other."""
    if batch is None or batch.state != BatchState.GOOD:
        return []
    rows: list[dict[str, str]] = json.loads(batch.rows or "[]")
    return rows


def problems_of_rows(batch: BatchUpload) -> list[RowProblem]:
    """Return what is wrong with a batch, by row."""
    return [RowProblem(*each) for each in json.loads(batch.problems or "[]")]


def is_being_checked(batch: BatchUpload) -> bool:
    """Tell whether a batch is still checked or waits for it."""
    return batch.state in (BatchState.WAITING, BatchState.CHECKING)


def base_limits_on(agency: Agency, on: date) -> BaseLimits | None:
    """Return within what a base has to lie in a centre's city, None where nobody set it."""
    rules = rules_in_force(agency, on)
    if not rules.is_confirmed or (rules.base_floor is None and rules.base_cap is None):
        return None
    floor = rules.base_floor if rules.base_floor is not None else _NO_FLOOR
    cap = rules.base_cap if rules.base_cap is not None else _NO_CAP
    return BaseLimits(floor, cap, rules.source)
