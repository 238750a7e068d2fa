"""Standing in for another, in the console."""

from datetime import timedelta

import pytest
from django.utils import timezone

from console.conftest import desk, notes
from gongkai.review.models import Substitution
from publications.office import office

pytestmark = pytest.mark.django_db
PAGE = "/console/publishing/substitutions/"


@pytest.fixture
def place(db):
    """Return an office that publishes."""
    return office()


def typed(place, **changes):
    today = timezone.localdate()
    return {"principal": place.leader.pk, "substitute": place.department_head.pk,
            "from_on": today.isoformat(), "until_on": (today + timedelta(days=9)).isoformat(),
            "reason": "外出学习", **changes}  # fmt: skip


def test_a_substitution_is_registered_shown_and_ended(place):
    client = desk(place.office_head)
    assert client.post(PAGE, typed(place)).status_code == 302
    row = Substitution.objects.get()
    page = client.get(PAGE).content.decode()
    assert "李科长" in page and "外出学习" in page and "有效</span>" in page
    assert "已结束" in notes(client.post(f"{PAGE}{row.pk}/end/"))[-1]
    assert "已提前结束" in client.get(PAGE).content.decode()
    assert "已经结束" in notes(client.post(f"{PAGE}{row.pk}/end/"))[-1]


def test_what_cannot_be_is_told_and_nothing_typed_is_lost(place):
    client = desk(place.office_head)
    response = client.post(PAGE, typed(place, substitute=place.leader.pk))
    page = response.content.decode()
    assert response.status_code == 400 and "不能是被代签人本人" in page and "外出学习" in page
    elsewhere = office()
    response = client.post(PAGE, typed(place, substitute=elsewhere.reviewer.pk))
    assert response.status_code == 400 and "请从列出的人员中选择" in response.content.decode()
    assert not Substitution.objects.exists()


def test_only_head_and_leader_register_and_only_in_their_organ(place):
    client = desk(place.drafter)
    assert "登记授权" not in client.get(PAGE).content.decode()
    assert client.post(PAGE, typed(place)).status_code == 403
    desk(place.leader).post(PAGE, typed(place))
    row = Substitution.objects.get()
    assert client.post(f"{PAGE}{row.pk}/end/").status_code == 403
    assert desk(office().office_head).post(f"{PAGE}{row.pk}/end/").status_code == 404
