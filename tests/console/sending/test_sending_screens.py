"""What was sent, what did not arrive, letters, an officer's own settings and the gateways."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from console.conftest import desk, notes
from gongkai.audit.models import Entry
from gongkai.messages.models import (
    Dispatch,
    GatewayTemplate,
    OfficerContact,
    QuietHoursSetting,
    WayPreference,
    WeChatCallback,
)
from messages.telling import told
from portal.reading import text

pytestmark = pytest.mark.django_db
LIST = "/console/sending/"


def act(officer, row, deed, **typed):
    return desk(officer).post(f"{LIST}{row.pk}/{deed}/", typed)


def test_the_list_tells_how_far_each_came_with_recipients_masked(sent):
    page = text(desk(sent.reviewer).get(LIST))
    for told_ in ("诉求已受理", "138****8000", "已发出", "未送达", "等待发送", "赵**", "王经办"):
        assert told_ in page
    assert sent.phone not in page and "赵小明" not in page
    page = text(desk(sent.clerk).get(f"{LIST}?state=FAILED&way=SMS&event=ticket.accepted"))
    assert "黑名单" in page and "工单催办" not in page.split("登记时间")[1]
    assert "工单催办" in text(desk(sent.clerk).get(f"{LIST}?subject=GD-2024-0001&way=SCREEN"))
    page = text(desk(sent.clerk).get(f"{LIST}?from_on=2024-01-11&until_on=2024-02-30&state=x"))
    assert "有的筛选条件无效" in page
    for day in ("0001-01-01", "9999-12-31"):
        page = text(desk(sent.clerk).get(f"{LIST}?from_on={day}&until_on={day}"))
        assert "有的筛选条件无效" in page
    assert "没有符合条件" in text(desk(sent.clerk).get(f"{LIST}?from_on=2024-01-12"))
    assert "没有符合条件" in text(desk(sent.outsider).get(LIST))


def test_one_message_shows_its_moments_and_the_recipient_on_record(sent):
    path = f"{LIST}{sent.failed.pk}/"
    page = text(desk(sent.clerk).get(path))
    assert "短信网关没有接受（400）：号码在黑名单" in page and sent.phone not in page
    answer = desk(sent.clerk).post(f"{path}recipient/")
    assert sent.phone in text(answer) and "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(action="dispatch.read_recipient").count() == 1
    assert desk(sent.reviewer).post(f"{path}recipient/").status_code == 403
    assert desk(sent.outsider).get(path).status_code == 404


def test_a_dead_letter_is_sent_again_or_given_up(sent):
    page = text(desk(sent.head).get(f"{LIST}dead/"))
    assert "号码在黑名单" in page and page.count("重发") >= 1
    refused = act(sent.head, sent.failed, "give-up", reason="")
    assert refused.status_code == 400 and "请填写这一项" in text(refused)
    assert act(sent.reviewer, sent.failed, "again").status_code == 403
    assert notes(act(sent.head, sent.failed, "again")) == ["已安排重发。"]
    assert "没有需要处理的消息" in text(desk(sent.head).get(f"{LIST}dead/"))
    again = act(sent.head, sent.failed, "give-up", reason="不发了")
    assert again.status_code == 400 and "没有需要处理的问题" in text(again)
    assert act(sent.head, sent.failed, "nonsense").status_code == 404


def test_letters_are_labelled_posted_and_signed_for(sent):
    page = text(desk(sent.clerk).get(f"{LIST}letters/"))
    assert "LY-2024-0001" in page and "打印地址标签" in page and "某某路" not in page
    answer = desk(sent.clerk).post(f"{LIST}letters/labels/", {"letter": [sent.letter.pk, "x"]})
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    paper = desk(sent.clerk).post(f"{LIST}{sent.letter.pk}/paper/")
    assert paper.content.startswith(b"%PDF") and "no-store" in paper["Cache-Control"]
    assert desk(sent.clerk).post(f"{LIST}{sent.failed.pk}/paper/").status_code == 404
    assert notes(desk(sent.clerk).post(f"{LIST}letters/labels/")) == [
        "请选择1至140封信函，现在选择了0封。"
    ]
    day = {"posted_on": "2024-01-10", "tracking_no": "太短"}
    refused = act(sent.clerk, sent.letter, "post", **day)
    assert "邮件号码：应为8至30个" in text(refused) and "太短" in text(refused)
    assert (
        act(sent.clerk, sent.letter, "post", **{**day, "tracking_no": "XA12345678"}).status_code
        == 302
    )
    assert "XA12345678" in text(desk(sent.clerk).get(f"{LIST}letters/"))
    came_back = {"arrived": "0", "reason": ""}
    assert "退回原因：未填写" in text(act(sent.clerk, sent.letter, "arrived", **came_back))
    assert act(sent.clerk, sent.letter, "arrived", arrived="1").status_code == 302
    sent.letter.refresh_from_db()
    assert sent.letter.state == "DELIVERED"


def test_an_officer_chooses_his_ways(sent):
    path = f"{LIST}mine/"
    page = text(desk(sent.retired).get(path))
    assert "21:00至次日08:00为免打扰时段" in page and "默认设置" in page
    desk(sent.clerk).post(path, {"ticket.urged:SMS": "on"})
    assert WayPreference.objects.get().ways == ["SCREEN", "SMS"]
    desk(sent.clerk).post(path, {})
    assert not WayPreference.objects.exists()
    wrong = desk(sent.clerk).post(f"{path}contact/", {"phone": "024-12345678", "email": "a@b"})
    assert wrong.status_code == 400 and "应为11位手机号码" in text(wrong)
    assert "024-12345678" in text(wrong)
    desk(sent.clerk).post(f"{path}contact/", {"phone": "138 0013 8000", "email": "w@gjj.gov.cn"})
    row = OfficerContact.objects.get()
    assert (row.officer, row.phone) == (sent.clerk, "13800138000")
    assert "13800138000" not in str(list(Entry.objects.values_list("detail", flat=True)))


def test_the_head_sets_templates_callback_and_quiet_hours(sent):
    path = f"{LIST}gateways/"
    page = text(desk(sent.head).get(f"{path}?edit=WECHAT:ticket.accepted"))
    assert (
        "可用的字段：kind（事项类别）、number（登记号）、due（期限）" in page
        and "系统默认值" in page
    )
    given = {"way": "WECHAT", "event": "ticket.accepted", "code": "T1", "parameters": "thing1=x"}
    refused = desk(sent.head).post(f"{path}template/", given)
    assert refused.status_code == 400 and "字段只有kind、number、due" in text(refused)
    assert "thing1=x" in text(refused)
    desk(sent.head).post(f"{path}template/", {**given, "parameters": "thing1=kind\nno2 = number"})
    assert GatewayTemplate.objects.get().parameters == {"thing1": "kind", "no2": "number"}
    desk(sent.head).post(f"{path}template/", {**given, "code": ""})
    assert not GatewayTemplate.objects.exists()
    hours = {"in_force_from": "2099-01-01", "begins": "20:00", "ends": "09:00"}
    assert desk(sent.clerk).post(f"{path}quiet-hours/", hours).status_code == 403
    desk(sent.head).post(f"{path}quiet-hours/", hours)
    assert QuietHoursSetting.objects.get().set_by == sent.head
    old = desk(sent.head).post(f"{path}quiet-hours/", {**hours, "in_force_from": "2020-01-01"})
    assert "2020-01-01已过" in text(old)
    keys = {"token": "LingPai123", "aes_key": "a" * 43}
    assert "43个字母和数字" in text(
        desk(sent.head).post(f"{path}callback/", {**keys, "aes_key": "a"})
    )
    desk(sent.head).post(f"{path}callback/", keys)
    assert WeChatCallback.objects.get().token == "LingPai123"
    assert "LingPai123" not in text(desk(sent.head).get(path))
    assert desk(sent.head).post(f"{path}nonsense/").status_code == 404


def test_the_gateway_is_tried(sent, sms, settings):
    path = f"{LIST}gateways/check/"
    sms.faults.append("busy")
    assert "没有连通：对方服务器要求稍后再试" in notes(desk(sent.head).post(path))[0]
    settings.GONGKAI_SMS = {"base": "", "key": "", "secret": ""}
    assert "尚未配置短信网关" in notes(desk(sent.head).post(path))[0]


@pytest.mark.parametrize("path", ["", "dead/", "letters/"])
def test_more_rows_ask_no_more_queries(path, sent, at):
    client = desk(sent.clerk)

    def queries():
        client.get(LIST + path)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(LIST + path).status_code == 200
        return len(captured)

    before = queries()
    for number in range(8):
        row = told(sent.agency, at, key=f"more-{number}", phone="")
        Dispatch.objects.filter(pk=row.pk).update(officer=sent.clerk)
    Dispatch.objects.filter(key="m-1").update(state="QUEUED")
    assert queries() == before <= 16


def test_names_lead_to_the_pages():
    assert reverse("console:dispatches") == LIST
    assert reverse("console:dead-letters") == f"{LIST}dead/"
