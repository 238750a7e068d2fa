"""Killed between any two statements, an operation was done as a whole or not at all."""

from datetime import date

import pytest
from django.db import connection

from casework import asking
from casework.content import content, differences
from casework.office import AT, NOW, ON, act, drafted, issued, new_case, new_office, signed
from factories import DepartmentFactory
from gongkai.casework.operations.acting import counter_enter
from gongkai.casework.operations.answering import answer_correction
from gongkai.casework.operations.archiving import archive_case
from gongkai.casework.operations.confirming import confirm_receipt, drop_request
from gongkai.casework.operations.consulting import record_opinion
from gongkai.casework.operations.disputing import register_dispute
from gongkai.casework.operations.drafting import draft_letter, edit_letter
from gongkai.casework.operations.filing import file_request
from gongkai.casework.operations.intake import take_in
from gongkai.casework.operations.issuing import issue_letter
from gongkai.casework.operations.paying import record_payment, withdraw_fee_notice
from gongkai.casework.operations.reminding import remind
from gongkai.casework.operations.searching import answer_search, order_search
from gongkai.casework.operations.serving import (
    record_failure,
    record_service,
    send_letter,
    serve_at_counter,
)
from gongkai.casework.operations.signing import sign_letter, submit_letter
from gongkai.casework.operations.splitting import join_requests, link_request, split_request
from gongkai.casework.operations.voiding import void_letter
from gongkai.rules.clock import Channel

PAGES = {"method": "BY_PAGE", "quantity": "57", "payment": "到本机关服务大厅缴纳"}
ITEMS = {"items": "请写明年份", "until": "2024-02-26"}


class Killed(BaseException):
    """The process ended here."""


class Reaper:
    """Ends the process before its n-th statement."""

    def __init__(self, survives):
        self.left = survives

    def __call__(self, execute, sql, params, many, context):
        if self.left == 0:
            raise Killed
        self.left -= 1
        return execute(sql, params, many, context)


@pytest.fixture
def office(settings, tmp_path):
    settings.GONGKAI_FILES = tmp_path / "files"
    office = new_office()
    office.department = DepartmentFactory(agency=office.agency)
    return office


def by(officer, row=None, **given):
    """Return the arguments of an act by an officer who sees a case or letter as it stands."""
    if row is not None:
        row.refresh_from_db()
        given["version"] = getattr(row, "request", row).version
    return {"officer": officer, **NOW, **given}


def on_case(office, *entries):
    case = new_case(office, *entries)
    return case, by(office.clerk, case, request=case)


# Each prepares a case, and returns an operation with what it is given. The first act on a case by
# way of the public site, through every kind of letter that leaves, to the archive.


def filing(office):
    given = {"application": asking.application(), "attachments": [asking.NOTE], **NOW}
    return file_request, {"agency": office.agency, "token": "the same", **given}


def taking_in(office):
    given = {"channel": Channel.MAIL_SIGNED, "arrived_on": ON, "confirmed_on": None}
    given |= {"application": asking.application(), "attachments": [asking.NOTE]}
    return take_in, by(office.clerk, agency=office.agency, token="the same", **given)


def confirming(office):
    case = asking.filed(office.agency, on=ON, at=AT).request
    return confirm_receipt, by(office.clerk, case, request=case, confirmed_on=ON)


def dropping(office):
    case = asking.filed(office.agency, on=ON, at=AT).request
    return drop_request, by(office.clerk, case, request=case, reason="联系不上")


def drafting(office):
    case, given = on_case(office)
    whom = {"label": "第三方甲", "name": "某公司", "contact": "", "asked_about": "合同价格"}
    return draft_letter, given | {"kind": "THIRD_PARTY_CONSULTATION", "terms": whom}


def editing(office):
    letter = signed(office, drafted(office, new_case(office)))
    return edit_letter, by(
        office.clerk, letter, letter=letter, title="另一标题", addressee=letter.addressee,
        body=letter.body, terms={"how": letter.terms["how"]},
    )  # fmt: skip


def submitting(office):
    letter = drafted(office, new_case(office))
    return submit_letter, by(office.clerk, letter, letter=letter)


def signing(office):
    letter = signed_once(office, drafted(office, new_case(office)))
    given = {"letter": letter, "verdict": "PASS", "opinion": "", "officer": office.head, **NOW}
    return sign_letter, given | {"content_hash": letter.content_hash}


def signed_once(office, letter):
    letter = act(submit_letter, letter, office.clerk)
    return sign_letter(
        letter=letter, verdict="PASS", opinion="", content_hash=letter.content_hash,
        officer=office.reviewer, **NOW,
    )  # fmt: skip


def leaving(kind, **more):
    """Return what prepares a letter of a kind that may leave."""

    def prepare(office):
        letter = signed(office, drafted(office, new_case(office), kind, **more))
        return issue_letter, by(office.clerk, letter, letter=letter, issued_on=ON)

    prepare.__name__ = f"{kind.lower()}_leaving"
    return prepare


def reply_that_closes_two_leaving(office):
    case = new_case(office)
    other = new_case(office, register_no="joined")
    join_requests(others=[other], reason="同一信息", **by(office.clerk, case, request=case))
    terms = {"how": "登录本机关网站下载", "closes": [other.pk]}
    letter = signed(office, drafted(office, case, terms=terms))
    return issue_letter, by(office.clerk, letter, letter=letter, issued_on=ON)


def voiding(office):
    letter = issued(office, drafted(office, new_case(office), "FEE_NOTICE", terms=PAGES))
    return void_letter, by(office.head, letter, letter=letter, reason="数量有误")


def correcting(office):
    letter = issued(office, drafted(office, new_case(office), "CORRECTION_NOTICE", terms=ITEMS))
    case = letter.request
    case.refresh_from_db()
    given = {"text": "2023年", "attachments": [asking.NOTE], **NOW}
    return answer_correction, {"request": case, "version": case.version, **given}


def searching(office):
    _case, given = on_case(office)
    return order_search, given | {
        "department": office.department, "instructions": "检索台账", "due_on": ON}  # fmt: skip


def finding(office):
    order, given = searching(office)
    task = order(**given)
    return answer_search, by(
        office.clerk, task.request, task=task, result="FOUND", scope="系统", answer="台账"
    )


def hearing(office):
    whom = {"label": "第三方甲", "name": "某公司", "contact": "", "asked_about": "合同价格"}
    letter = drafted(office, new_case(office), "THIRD_PARTY_CONSULTATION", terms=whom)
    row = issued(office, letter).consultation
    given = {"consultation": row, "opinion": "REFUSES", "opinion_text": "商业秘密"}
    return record_opinion, by(office.clerk, letter, answered_on=ON, **given)


def paying(office):
    case = voiding(office)[1]["letter"].request
    return record_payment, by(office.clerk, case, request=case, paid_on=ON)


def taking_a_fee_back(office):
    case = voiding(office)[1]["letter"].request
    return withdraw_fee_notice, by(office.head, case, request=case, reason="数量有误")


def splitting(office):
    _case, given = on_case(office)
    return split_request, given | {"parts": ["归集", "贷款", "提取"]}


def joining(office):
    _case, given = on_case(office)
    other = new_case(office, register_no="joined")
    return join_requests, given | {"others": [other], "reason": "同一信息"}


def linking(office):
    _case, given = on_case(office)
    other = new_case(office, register_no="earlier")
    return link_request, given | {"other": other, "kind": "REPEATS", "note": ""}


def sending(office):
    letter = issued(office, drafted(office, new_case(office)))
    given = {"method": "REGISTERED_MAIL", "tracking_no": "XA1", "sent_on": ON}
    return send_letter, by(office.clerk, letter, letter=letter, **given)


def handing_over(office):
    letter = voiding(office)[1]["letter"]
    given = {"letter": letter, "served_on": ON, "recipient": "赵小明"}
    return serve_at_counter, by(office.clerk, letter, **given)


def receiving(office):
    send, given = sending(office)
    service = send(**given)
    given = {"service": service, "served_on": ON, "recipient": "赵小明"}
    return record_service, by(office.clerk, service.letter, **given)


def failing(office):
    send, given = sending(office)
    service = send(**given)
    given = {"service": service, "failed_on": ON, "failure": "查无此人"}
    return record_failure, by(office.clerk, service.letter, **given)


def counter_entering(office):
    case = paying(office)[1]["request"]
    record_payment(**by(office.clerk, case, request=case, paid_on=ON))
    entry = case.history.get(event="FEE_PAID")
    return counter_enter, by(office.clerk, case, request=case, entry=entry, reason="看错凭证")


def disputing(office):
    case, given = on_case(office)
    given |= {"agency": office.agency, "route": "RECONSIDERATION", "organ": "某市人民政府"}
    given |= {"case_no": "", "filed_on": ON, "as_reconsideration_organ": False, "note": ""}
    return register_dispute, given


def archiving(office):
    receive, given = receiving(office)
    case = receive(**given).letter.request
    return archive_case, by(office.clerk, case, request=case)


def reminding(office):
    for number in range(3):
        new_case(office, register_no=f"SQ{number}")
    return remind, {"on": date(2024, 3, 6), "at": AT}


OPERATIONS = [
    filing, taking_in, confirming, dropping, drafting, editing, submitting, signing,
    leaving("REPLY"), leaving("CORRECTION_NOTICE", terms=ITEMS),
    leaving("EXTENSION_NOTICE", terms={"reasons": "逐件核对"}), leaving("FEE_NOTICE", terms=PAGES),
    leaving("REGISTRATION_RECEIPT"), reply_that_closes_two_leaving, voiding, correcting, searching,
    finding, hearing, paying, taking_a_fee_back, splitting, joining, linking, sending, handing_over,
    receiving, failing, counter_entering, disputing, archiving, reminding,
]  # fmt: skip


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("prepare", OPERATIONS, ids=lambda each: each.__name__)
def test_an_operation_is_whole_or_absent(office, prepare):
    operation, given = prepare(office)
    before = content()
    for survives in range(1000):
        try:
            with connection.execute_wrapper(Reaper(survives)):
                operation(**given)
        except Killed:
            after = content()
            assert after == before, (survives, differences(before, after))
            assert not connection.in_atomic_block
        else:
            break
    assert survives > 3, "it writes several things"
    assert content() != before
