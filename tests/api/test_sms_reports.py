"""The SMS gateway pushes its reports: signed, each call once, whatever else is sent there."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from factories import AgencyFactory
from gongkai.messages.models import Dispatch, SeenNonce
from gongkai.messages.outlets.signing import SigningKey
from messages.sms_server import KEY
from messages.telling import told

pytestmark = pytest.mark.django_db
PATH = "/api/v1/sms-reports/"


@pytest.fixture
def sent(settings):
    settings.GONGKAI_SMS = {"base": "http://g/sms", "key": KEY.number, "secret": KEY.secret}
    row = told(AgencyFactory(), timezone.now() - timedelta(minutes=5))
    Dispatch.objects.update(state="SENT", sent_at=row.queued_at, next_at=None)
    return row


def body_of(row, state="delivered", **more):
    return json.dumps({"messages": [{"id": row.wire_id, "state": state, **more}]}).encode()


def push(body, key=KEY, path=PATH, late=0, nonce="0123456789abcdef", **changed):
    moment = int(timezone.now().timestamp()) - late
    headers = {**key.headers(path=path, body=body, moment=moment, nonce=nonce), **changed}
    return Client(enforce_csrf_checks=True).post(
        PATH, body, content_type="application/json", headers=headers
    )


def test_a_report_is_taken(sent):
    answer = push(body_of(sent))
    assert (answer.status_code, answer.json()) == (200, {"taken": 1})
    assert Dispatch.objects.get().state == "DELIVERED"


def test_the_same_call_played_again_is_refused_but_a_new_one_is_not(sent):
    assert push(body_of(sent)).status_code == 200
    again = push(body_of(sent, "failed"))
    assert again.status_code == 401 and "已经收到过" in again.json()["detail"]
    other = push(body_of(sent), nonce="fedcba9876543210")
    assert (other.status_code, other.json()) == (200, {"taken": 0})
    assert Dispatch.objects.get().state == "DELIVERED"


@pytest.mark.parametrize(
    "forged",
    [
        {"key": SigningKey(KEY.number, "another secret, as long")},
        {"key": SigningKey("other", KEY.secret)},
        {"path": "/api/v1/other/"},
        {"late": 301},
        {"late": -301},
        {"nonce": "short"},
        {"X-Gongkai-Signature": ""},
        {"X-Gongkai-Signature": "０" * 64},
        {"X-Gongkai-Timestamp": "soon"},
        {"Idempotency-Key": "added"},
    ],
)
def test_what_does_not_prove_itself_changes_nothing(forged, sent):
    answer = push(body_of(sent), **forged)
    assert answer.status_code == 401 and answer["Content-Type"] == "application/json"
    assert Dispatch.objects.get().state == "SENT" and not SeenNonce.objects.exists()


def test_a_body_that_was_changed_on_the_way_is_refused(sent):
    headers = KEY.headers(
        path=PATH, body=body_of(sent), moment=int(timezone.now().timestamp()), nonce="x" * 16
    )
    answer = Client().post(
        PATH, body_of(sent, "failed"), content_type="application/json", headers=headers
    )
    assert answer.status_code == 401 and Dispatch.objects.get().state == "SENT"


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"{", b'{"messages": 1}', b'{"messages": [1]}', b"\xff\xfe",
        b'{"messages": [{"id": "x", "state": "perhaps"}]}',
        b'{"messages": [{"id": "x", "state": "failed", "at": "yesterday"}]}',
        b'{"messages": [{"id": "x", "state": "failed", "at": "2024-01-10T10:00:00"}]}',
    ],
)  # fmt: skip
def test_a_body_that_is_none_is_refused_in_words(body, sent):
    answer = push(body)
    assert answer.status_code == 400 and "格式不符" in answer.json()["detail"]


def test_without_a_gateway_and_by_other_methods_there_is_nothing(sent, settings):
    assert Client().get(PATH).status_code == 405
    settings.GONGKAI_SMS = {"base": "", "key": "", "secret": ""}
    assert push(body_of(sent)).status_code == 404
