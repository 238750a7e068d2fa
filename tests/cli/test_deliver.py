"""`gongkai deliver`: what is due goes out, and how much is told."""

from datetime import timedelta

import pytest
from django.utils import timezone

from factories import AgencyFactory
from gongkai.cli.main import main
from gongkai.messages.models import Dispatch
from gongkai.publications.models import DeliveryState, ItemDelivery
from messages.conftest import gateway as gateway
from messages.conftest import sms as sms
from messages.telling import PHONE, told
from publications.conftest import platform as platform
from publications.conftest import wechat as wechat
from publications.delivering import account_of, asked
from publications.office import office, published

pytestmark = pytest.mark.django_db


def test_what_is_due_goes_out_and_is_told(settings, tmp_path, wechat, capsys):
    settings.GONGKAI_FILES = tmp_path
    place = office()
    account_of(place)
    asked(place, published(place))
    assert main(["deliver"]) == 0
    assert "已处理1项推送，取得0日的公众号数据。" in capsys.readouterr().out
    assert ItemDelivery.objects.get().state == DeliveryState.SUBMITTED
    assert main(["deliver", "--quiet"]) == 0
    assert capsys.readouterr().out == ""


def test_messages_that_are_due_go_out_and_what_did_not_arrive_is_told(sms, capsys):
    now = timezone.now()
    agency = AgencyFactory()
    for key in ("a", "b"):
        told(agency, now - timedelta(hours=2), key=key)
    Dispatch.objects.update(is_urgent=True, next_at=now - timedelta(minutes=90))
    assert main(["doctor"]) == 1
    assert "有2条消息超过1小时没有处理" in capsys.readouterr().out
    sms.now = now
    sms.faults.extend(["refused"])
    assert main(["deliver"]) == 0
    assert "已处理0项推送、2条消息" in capsys.readouterr().out
    assert sms.texts[PHONE] == 1
    sms.now = timezone.now()
    sms.faults.append("busy")
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "有1条消息未送达且没有处理" in said and "短信网关没有连通" in said
    assert "超过1小时" not in said
