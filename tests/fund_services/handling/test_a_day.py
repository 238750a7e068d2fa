"""From filing to the delivered result: each act, who may do it, and what the applicant reads."""

import json
from decimal import Decimal

import pytest

from fund_services.centre import file_rent, sealed
from fund_services.signing_in import an_account
from gongkai.agencies.permissions import NotAllowed
from gongkai.audit.models import Entry
from gongkai.fund_services.models import Application, ApplicationFile, CoreBusiness, CoreSending
from gongkai.fund_services.operations.applications.accepting import (
    accept_application,
    assign_application,
    not_accept_application,
)
from gongkai.fund_services.operations.applications.acting import ApplicationChanged
from gongkai.fund_services.operations.applications.correcting import (
    ask_correction,
    correct_application,
)
from gongkai.fund_services.operations.applications.deciding import (
    approve_application,
    propose_decision,
    refuse_application,
    return_proposal,
)
from gongkai.fund_services.operations.applications.delivering import (
    DeliveryWay,
    deliver_result,
    notice_payment,
)
from gongkai.fund_services.operations.applications.filing import FormIncomplete
from gongkai.fund_services.operations.applications.history import ApplicationRefused
from gongkai.fund_services.operations.applications.reading import (
    read_application,
    read_application_file,
)
from gongkai.fund_services.operations.applications.reopening import reopen_application
from gongkai.fund_services.operations.applications.sending import exchange_with_core
from gongkai.fund_services.operations.applications.withdrawing import (
    rate_application,
    withdraw_application,
)
from gongkai.fund_services.queries.applications.history import events_of
from gongkai.fund_services.queries.applications.progress import progress_of, result_of
from gongkai.messages.models import Notice
from gongkai.rules.service_lifecycle import Proposal
from gongkai.rules.service_opinions import ServiceOpinion

MISSING = [
    {"name": "本人居民身份证", "what": "反面缺失", "material": "identity_card"},
    {"name": "租期结束", "what": "与合同不一致", "field": "rent_to"},
]


def accepted(centre, row):
    return accept_application(application=row, version=row.version, **centre.now(centre.handler))


ARTICLE = "《住房公积金管理条例》第二十四条第一款第（六）项"


def proposed(centre, row, proposal=Proposal.GRANT, reason="", basis=ARTICLE):
    return propose_decision(
        application=row, version=None, proposal=proposal, basis=basis, reason=reason,
        **centre.now(centre.handler),
    )  # fmt: skip


def approved(centre, row):
    return approve_application(application=row, version=None, **centre.now(centre.reviewer))


def handled(centre, row):
    """Bring an application through the business system."""
    return sent(centre, proposed(centre, accepted(centre, row)))


def sent(centre, row):
    """Approve what is proposed and let the business system do it."""
    approved(centre, row)
    while exchange_with_core(on=centre.on, at=centre.at, core=centre.core):
        pass
    return Application.objects.get(pk=row.pk)


def test_a_whole_day_of_handling(centre, filed):
    row = accepted(centre, filed)
    assert str(row.due_on) == "2024-03-07" and row.handler == centre.handler
    row = handled_from_there(centre, row)
    assert (row.state, str(row.decided_on), row.days_taken) == ("GRANTED", "2024-03-04", 0)
    assert row.core_no.startswith("HX") and CoreBusiness.objects.count() == 1
    notice_payment(
        application=row, version=row.version, amount=Decimal("3600"), note="已划入尾号0001的账户",
        **centre.now(centre.handler),
    )  # fmt: skip
    deliver_result(
        application=row, version=None, way=DeliveryWay.ONLINE,
        document=sealed("result", "提取决定书.pdf", b"%PDF-1.7"), **centre.now(centre.handler),
    )  # fmt: skip
    progress = progress_of(Application.objects.get(pk=row.pk))
    assert [step.label for step in progress.steps] == [
        "已提交", "已受理", "审核通过，正在办理", "业务系统办理中", "已办结",
        "缴款（划款）通知", "结果已送达",
    ]  # fmt: skip
    assert [each.name for each in progress.documents] == ["提取决定书.pdf"]
    assert result_of(progress.application, progress.documents[0].pk) is not None
    assert progress.may_rate and not progress.may_withdraw
    rate_application(
        application=row, account=centre.account, opinion=ServiceOpinion.GOOD,
        on=centre.on, at=centre.at,
    )  # fmt: skip
    with pytest.raises(ApplicationRefused, match="已经评价过"):
        rate_application(
            application=row, account=centre.account, opinion=ServiceOpinion.BAD,
            on=centre.on, at=centre.at,
        )  # fmt: skip
    # Whoever handled it was told when the business system was done, and it is settled by now.
    assert Notice.objects.filter(officer=centre.handler, text__contains="请送达结果").exists()
    assert not Notice.objects.filter(subject=row.receipt_no, read_at=None).exists()


def handled_from_there(centre, row):
    approved(centre, proposed(centre, row))
    assert exchange_with_core(on=centre.on, at=centre.at, core=centre.core) == 1
    assert exchange_with_core(on=centre.on, at=centre.at, core=centre.core) == 1
    assert exchange_with_core(on=centre.on, at=centre.at, core=centre.core) == 0
    return Application.objects.get(pk=row.pk)


def test_a_correction_replaces_materials_and_values_and_keeps_the_old(centre, filed):
    accepted(centre, filed)
    centre.pass_by(days=1)
    ask_correction(application=filed, version=None, missing=MISSING, **centre.now(centre.handler))
    row = Application.objects.get(pk=filed.pk)
    assert (row.due_on, str(row.correct_by)) == (None, "2024-03-19")
    progress = progress_of(row)
    assert [each["name"] for each in progress.missing] == ["本人居民身份证", "租期结束"]
    centre.pass_by(days=2)
    mine = {"application": row, "account": centre.account, "on": centre.on, "at": centre.at}
    with pytest.raises(ApplicationRefused, match="还没有补正：本人居民身份证"):
        correct_application(values={"rent_to": "2024-11-30"}, **mine)
    with pytest.raises(FormIncomplete):
        correct_application(
            values={"rent_to": "三月三十二日"}, files=[sealed("identity_card")], **mine
        )
    correct_application(
        values={"rent_to": "2024-11-30"}, files=[sealed("identity_card", "正反面.png")], **mine
    )
    row.refresh_from_db()
    assert (row.state, str(row.due_on)) == ("ACCEPTED", "2024-03-11")
    assert json.loads(row.fields)["rent_to"] == "2024-11-30"
    event = events_of(row)[-1]
    assert json.loads(event.before) == {"rent_to": "2024-12-31"}
    files = ApplicationFile.objects.filter(application=row, material="identity_card")
    assert [bool(each.replaced_at) for each in files.order_by("pk")] == [True, False]
    with pytest.raises(ApplicationRefused, match="一次性告知"):
        ask_correction(application=row, version=None, missing=MISSING, **centre.now(centre.handler))


def test_nothing_is_corrected_without_a_list(centre, filed):
    with pytest.raises(ApplicationRefused, match="一次性列明"):
        ask_correction(
            application=filed, version=None, missing=[{"name": "其他", "what": "  "}],
            **centre.now(centre.handler),
        )  # fmt: skip


def test_two_people_decide_and_a_reviewer_never_on_his_own_work(centre, filed):
    proposed(centre, accepted(centre, filed))
    for officer in (centre.handler, centre.head):
        with pytest.raises(NotAllowed, match="业务复核人"):
            approve_application(application=filed, version=None, **centre.now(officer))
    both = centre.handler
    both.appointments.create(role="SERVICE_REVIEWER", from_on=centre.on)
    with pytest.raises(NotAllowed, match="本人经办"):
        approve_application(application=filed, version=None, **centre.now(both))
    return_proposal(
        application=filed, version=None, reason="请核对租期", **centre.now(centre.reviewer)
    )
    row = Application.objects.get(pk=filed.pk)
    assert (row.proposed_by, row.state) == (None, "ACCEPTED")
    assert Notice.objects.filter(officer=centre.handler, text__contains="被退回").exists()
    # Having proposed once, he has had a hand in it, whoever proposes next.
    propose_decision(application=row, version=None, proposal=Proposal.GRANT, **centre.now(both))
    with pytest.raises(NotAllowed, match="本人经办"):
        approve_application(application=row, version=None, **centre.now(both))


def test_a_refusal_tells_its_reason_and_both_remedies(centre, filed):
    accepted(centre, filed)
    with pytest.raises(ApplicationRefused, match="不予办理的理由：未填写"):
        proposed(centre, filed, Proposal.REFUSE)
    with pytest.raises(ApplicationRefused, match="不予办理的依据：未填写"):
        proposed(centre, filed, Proposal.REFUSE, "房租没有超出规定比例。", basis=" ")
    proposed(centre, filed, Proposal.REFUSE, "房租没有超出规定比例。")
    refuse_application(application=filed, version=None, **centre.now(centre.reviewer))
    row = Application.objects.get(pk=filed.pk)
    assert_tells_all(progress_of(row).steps[-1].note, "房租没有超出规定比例。")
    assert not CoreSending.objects.exists()


def assert_tells_all(note, reason):
    """Insist on ground, reason and both remedies with their days, for a decision."""
    ground, why, _blank, remedies = note.split("\n")
    assert (ground, why) == (f"依据：{ARTICLE}", f"理由：{reason}")
    for words in ("本决定之日起60日内向某某市人民政府申请行政复议",
                  "本决定之日起6个月内向某某市某某区人民法院提起行政诉讼",
                  "《中华人民共和国行政复议法》（2023年修订）第二十条",
                  "《中华人民共和国行政诉讼法》（2017年修正）第四十六条"):  # fmt: skip
        assert words in remedies
    assert "本答复" not in note


def test_not_accepting_tells_its_ground_its_reason_and_both_remedies(centre, filed):
    told = {"application": filed, "version": None, **centre.now(centre.handler)}
    with pytest.raises(ApplicationRefused, match="不予受理的依据：未填写"):
        not_accept_application(basis="\x00 ", reason="不属于本中心。", **told)
    with pytest.raises(ApplicationRefused, match="不予受理的理由：未填写"):
        not_accept_application(basis=ARTICLE, reason="", **told)
    not_accept_application(basis=ARTICLE, reason="不属于本中心。", **told)
    row = Application.objects.get(pk=filed.pk)
    assert row.state == "NOT_ACCEPTED"
    assert_tells_all(progress_of(row).steps[-1].note, "不属于本中心。")


def test_nobody_is_turned_down_while_it_is_unknown_where_he_can_go_against_it(centre, filed):
    centre.agency.court = ""
    centre.agency.save()
    with pytest.raises(ApplicationRefused, match="复议机关和管辖法院"):
        not_accept_application(
            application=filed, version=None, basis=ARTICLE, reason="不属于本中心。",
            **centre.now(centre.handler),
        )  # fmt: skip
    assert Application.objects.get(pk=filed.pk).state == "FILED"
    with pytest.raises(ApplicationRefused, match="复议机关和管辖法院"):
        proposed(centre, accepted(centre, filed), Proposal.REFUSE, "不符合条件。")


def test_a_mistaken_refusal_is_reopened_by_a_counter_entry(centre, filed):
    proposed(centre, accepted(centre, filed), Proposal.REFUSE, "不符合条件。")
    refuse_application(application=filed, version=None, **centre.now(centre.reviewer))
    centre.pass_by(days=1)
    with pytest.raises(NotAllowed):
        reopen_application(
            application=filed, version=None, reason="核对有误", **centre.now(centre.second)
        )
    row = reopen_application(
        application=filed, version=None, reason="收入证明已核实", **centre.now(centre.head)
    )
    assert (row.state, str(row.due_on), row.closed_on) == ("ACCEPTED", "2024-03-07", None)
    kinds = [each.kind for each in events_of(row)]
    assert kinds[-2:] == ["REFUSED", "REOPENED"]


def test_an_applicant_withdraws_until_it_is_sent(centre, filed):
    approved(centre, proposed(centre, accepted(centre, filed)))
    mine = {"application": filed, "account": centre.account, "on": centre.on, "at": centre.at}
    row = withdraw_application(reason="不办了", **mine)
    assert row.state == "WITHDRAWN"
    assert CoreSending.objects.get().state == "CANCELLED"
    assert exchange_with_core(on=centre.on, at=centre.at, core=centre.core) == 0
    sent = handled(centre, file_rent(centre, token="表单二"))
    with pytest.raises(ApplicationRefused, match="不能办理“申请人撤回”"):
        withdraw_application(**(mine | {"application": sent}))


def test_somebody_elses_application_can_be_neither_withdrawn_nor_corrected(centre, filed):
    stranger = an_account(centre.agency)
    theirs = {"application": filed, "account": stranger, "on": centre.on, "at": centre.at}
    for act in (withdraw_application, correct_application):
        with pytest.raises(ApplicationRefused, match="没有这件办件"):
            act(**theirs)
    with pytest.raises(ApplicationRefused, match="没有这件办件"):
        rate_application(opinion=ServiceOpinion.GOOD, **theirs)


def test_who_has_it_alone_handles_it_until_it_is_assigned(centre, filed):
    accepted(centre, filed)
    with pytest.raises(NotAllowed, match="其他业务经办人"):
        propose_decision(
            application=filed, version=None, proposal=Proposal.GRANT,
            **centre.now(centre.second),
        )  # fmt: skip
    with pytest.raises(ApplicationRefused, match="没有“业务经办人”角色"):
        assign_application(
            application=filed, version=None, handler=centre.reviewer, **centre.now(centre.head)
        )
    row = assign_application(
        application=filed, version=None, handler=centre.second, **centre.now(centre.head)
    )
    assert row.handler == centre.second
    told = Notice.objects.filter(subject=row.receipt_no, read_at=None)
    assert set(told.values_list("officer", flat=True)) == {centre.second.pk, centre.handler.pk}


def test_what_was_seen_is_what_is_decided_on(centre, filed):
    seen = filed.version
    accepted(centre, filed)
    with pytest.raises(ApplicationChanged):
        not_accept_application(
            application=filed, version=seen, basis=ARTICLE, reason="不属于本中心",
            **centre.now(centre.second),
        )  # fmt: skip


def test_reading_who_applied_and_opening_a_material_is_on_the_trail(centre, filed):
    told = read_application(application=filed, **centre.now(centre.handler))
    assert told.identity_number == centre.account.identity_number
    file = ApplicationFile.objects.filter(application=filed).first()
    read_application_file(file=file, **centre.now(centre.reviewer))
    with pytest.raises(NotAllowed):
        read_application(application=filed, **centre.now(centre.head))
    trail = Entry.objects.filter(subject=filed.receipt_no).order_by("pk")
    assert [each.action for each in trail][-2:] == [
        "application.read_person", "application.read_file",
    ]  # fmt: skip
    assert told.identity_number not in json.dumps([each.detail for each in trail])
