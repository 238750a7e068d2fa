"""What the applicant did by letter, at the counter or by telephone, entered by the clerk."""

from datetime import date, datetime

from django.db import transaction

from gongkai.agencies.models import Officer
from gongkai.casework.models import Delivery, DisclosureRequest, Form
from gongkai.casework.operations.acting import CaseRefused, enter, lock
from gongkai.rules.clock import Entry, Event

NOTED = (
    Event.CORRECTED,
    Event.REASONS_GIVEN,
    Event.FEE_DISPUTED,
    Event.WITHDRAWAL_ASKED,
    Event.DELIVERY_CHANGED,
)
"""What an applicant may do other than on the public site."""


@transaction.atomic
def note_applicant_act(
    *,
    request: DisclosureRequest,
    version: int,
    event: Event,
    done_on: date,
    note: str,
    officer: Officer,
    on: date,
    at: datetime,
    form: str = "",
    delivery: str = "",
) -> DisclosureRequest:
    """Enter what an applicant did, in his words.

    :param done_on: the day it reached the organ
    :param form: the form wanted from now on, with DELIVERY_CHANGED
    :param delivery: the way wanted from now on, with DELIVERY_CHANGED
    :raises CaseRefused: if it is none of NOTED, his words are missing, or nothing would change
    :raises CaseChanged, NotAllowed, EventNotAllowed, ImpossibleHistory: as acting.enter does
    """
    case = lock(request, version=version)
    if event not in NOTED:
        raise CaseRefused(f"“{event.label}”不由申请人办理，请从案件页面选择相应事项。")
    if not note.strip():
        raise CaseRefused("内容：未填写，请记录申请人的表述和提交方式。")
    if event is Event.DELIVERY_CHANGED:
        if form not in Form.values or delivery not in Delivery.values:
            raise CaseRefused("获取方式和途径：未选择，请按申请人的要求选择。")
        if (form, delivery) == (case.form, case.delivery):
            raise CaseRefused("获取方式和途径：与原来相同，没有变更。")
        case.form, case.delivery = form, delivery
    enter(case, Entry(done_on, event), officer=officer, on=on, at=at, note=note.strip())
    return case
