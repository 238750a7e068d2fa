"""What a request would be charged: by its pages, or by the month's requests of its applicant."""

from datetime import date

from django.db.models import Q

from gongkai.casework.models import DisclosureRequest, FeeMethod
from gongkai.rules.fees import Fee, fee_by_page, fee_for_item_range


class NotCountable(ValueError):
    """The month's requests of the applicant cannot be counted; the message says why."""


def items_before(case: DisclosureRequest) -> int:
    """Return how many requests of the applicant the month has before this one (第四条).

    :raises NotCountable: if the request has no day of receipt or its applicant is not known
    """
    if case.received_on is None or not case.applicant_digest:
        raise NotCountable(
            "按件计收须按同一申请人当月的申请件数累计，本案未登记申请人证件号码或者收到日期，"
            "不能累计。请补充登记，或改用按量计收。"
        )
    first = case.received_on.replace(day=1)
    same = DisclosureRequest.objects.filter(
        agency=case.agency_id, applicant_digest=case.applicant_digest, received_on__gte=first
    ).exclude(state="DROPPED")
    earlier = Q(received_on__lt=case.received_on) | Q(received_on=case.received_on, pk__lt=case.pk)
    return same.filter(earlier).count()


def fee_of(case: DisclosureRequest, method: str, quantity: int, on: date) -> Fee:
    """Return the fee of a request on the day of its notice: 国办函〔2020〕109号第四条、第五条.

    :param quantity: items within this request, or pages supplied for it
    :raises NotCountable: as items_before does
    :raises ImpossibleCount, TariffNotInForce: as the rules do
    """
    if method == FeeMethod.BY_PAGE:
        return fee_by_page(quantity, on)
    return fee_for_item_range(items_before(case), quantity, on)
