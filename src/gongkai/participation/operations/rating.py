"""满意度: one verdict a page and day, and nothing kept that tells whose."""

import secrets
from datetime import date, datetime
from hashlib import sha256
from typing import NamedTuple

from django.db import transaction

from gongkai.agencies.models import Agency
from gongkai.participation.models import PageRating, PageVerdict, RatingDay, RatingOnce
from gongkai.participation.operations.acting import ParticipationRefused
from gongkai.participation.operations.texts import require_line

LONGEST_REMARK = 300
LONGEST_PATH = 300


class Rated(NamedTuple):
    """The rating on record; None where the page was rated from this address today already."""

    rating: PageRating | None


@transaction.atomic
def rate_page(
    *,
    agency: Agency,
    path: str,
    column: int | None,
    verdict: str,
    address: str,
    on: date,
    at: datetime,
) -> Rated:
    """Count a verdict on a page, once a page, address and day.

    :param column: key of the page's column, None where it has none
    :param address: of the client; only a digest salted for the day is kept, until the day is over
    :raises ParticipationRefused: if verdict or path are none
    """
    if verdict not in PageVerdict.values:
        raise ParticipationRefused("评价：没有这个选项，请从“满意、基本满意、不满意”中选择。")
    if not path.startswith("/") or len(path) > LONGEST_PATH:
        raise ParticipationRefused("网页：没有要评价的网页，请返回网页后再评价。")
    forget_voters(on=on)
    day, _made = RatingDay.objects.get_or_create(day=on, defaults={"salt": secrets.token_hex(32)})
    digest = sha256(f"{day.salt}:{agency.pk}:{path}:{address}".encode()).hexdigest()
    _once, is_new = RatingOnce.objects.get_or_create(day=day, digest=digest)
    if not is_new:
        return Rated(None)
    rating = PageRating.objects.create(
        agency=agency, path=path, column_id=column, rated_on=on, verdict=verdict
    )
    return Rated(rating)


@transaction.atomic
def add_remark(*, rating: int, remark: str, on: date) -> None:
    """Add a few words to a rating of today, once.

    :param rating: key of the rating
    :raises ParticipationRefused: if there are no words or too many, or the rating has some already
    """
    said = require_line("补充说明", remark, LONGEST_REMARK, "remark")
    changed = PageRating.objects.filter(pk=rating, rated_on=on, remark="").update(remark=said)
    if not changed:
        raise ParticipationRefused("补充说明：已经收到过，或者评价已过当天，不能再补充。", "remark")


def forget_voters(*, on: date) -> int:
    """Delete what tells who rated before today, salts included; return how many days."""
    past = RatingDay.objects.filter(day__lt=on)
    RatingOnce.objects.filter(day__in=past).delete()
    gone, _each = past.delete()
    return gone
