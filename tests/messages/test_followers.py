"""Followers of the WeChat account: shown as such and never by their openid, told by an open way."""

import pytest

from factories import OfficerFactory
from gongkai.audit.models import Entry
from gongkai.messages.models import GatewayTemplate
from gongkai.messages.operations.reading import read_recipient
from gongkai.messages.operations.recipients import Recipient, first_open
from gongkai.messages.operations.wechat_binding import (
    Holder,
    account_holder,
    bind,
    make_binding_code,
    officer_holder,
    unbind,
)
from gongkai.messages.queries.dispatch_lists import masked_recipient
from gongkai.messages.queries.proofs import tellings_about
from gongkai.messages.queries.wechat import account_binding, follower_label, openid_digest
from gongkai.rules.message_events import Way, event_of
from messages.telling import OPENID, PHONE, told

pytestmark = pytest.mark.django_db
WAYS = (Way.WECHAT, Way.SMS, Way.EMAIL)


def test_nobody_reads_an_openid_not_even_in_full(agency, head, at, on):
    row = told(agency, at, ways=(Way.WECHAT,))
    label = follower_label(openid_digest(agency.pk, OPENID))
    assert masked_recipient(row) == label and OPENID not in label
    reached = read_recipient(dispatch=row, officer=head, on=on, at=at)
    assert reached.address == label
    assert Entry.objects.filter(action="dispatch.read_recipient").count() == 1


def test_a_follower_of_two_accounts_has_two_labels(agency):
    assert openid_digest(agency.pk, OPENID) != openid_digest(agency.pk + 1, OPENID)


@pytest.mark.parametrize(
    ("left", "template", "gateway", "way"),
    [
        ({"openid": OPENID, "phone": PHONE}, True, True, (Way.WECHAT,)),
        ({"openid": OPENID, "phone": PHONE}, False, True, (Way.SMS,)),
        # Where none is open it is on record by the first why.
        ({"openid": OPENID, "phone": PHONE}, False, False, (Way.WECHAT,)),
        ({"phone": PHONE}, True, True, (Way.SMS,)),
        ({}, True, True, ()),
    ],
)
def test_the_first_way_that_is_open_is_gone(left, template, gateway, way, agency, settings):
    settings.GONGKAI_SMS = {
        "base": "http://127.0.0.1:9/" if gateway else "",
        "key": "",
        "secret": "",
    }
    event = event_of("ticket.answered")
    if template:
        GatewayTemplate.objects.create(
            agency=agency, way="WECHAT", event=event.code, code="T", parameters={}
        )
    assert first_open(agency.pk, event, Recipient(**left), WAYS) == way


def test_a_matter_tells_by_which_ways_its_people_were_told(agency, at):
    told(agency, at, ways=(Way.WECHAT, Way.SMS))
    told(agency, at, key="other")
    found = tellings_about(agency, "GD-2024-0001")
    assert [each.way for each in found] == ["微信模板消息", "短信", "短信"]
    assert "尚未配置短信网关" in found[1].failure and not found[1].is_out
    assert tellings_about(agency, "GD-2024-0002") == []


def test_bindings_of_accounts_and_officers_do_not_touch_each_other(agency, at):
    officer = OfficerFactory(agency=agency)
    holders = (account_holder(officer.pk), officer_holder(officer))
    for holder in holders:
        code = make_binding_code(agency=agency, holder=holder, at=at)
        assert bind(agency=agency, openid=OPENID, code=code, moves=False, at=at).before is None
    assert unbind(agency=agency, holder=holders[1], at=at)
    assert not unbind(agency=agency, holder=Holder("OFFICER", 0), at=at)
    assert account_binding(officer.pk).openid == OPENID
