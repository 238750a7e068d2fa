"""What is drawn once for many pages is never older than the page around it."""

from datetime import date

import pytest
from django.urls import reverse

from gongkai.agencies.models import Agency
from gongkai.publications.queries.archive import counts_by_day

pytestmark = pytest.mark.django_db


@pytest.fixture
def organ():
    return Agency.objects.create(
        code="a", name="某市公积金中心", short_name="中心", kind="FUND_CENTRE", phone="0571-1111"
    )


def test_the_foot_follows_what_is_changed_of_the_organ_without_an_announcement(client, organ):
    address = reverse("portal:accessibility")
    assert "0571-1111" in client.get(address).content.decode()
    Agency.objects.filter(pk=organ.pk).update(phone="0571-2222")
    page = client.get(address).content.decode()
    assert "0571-2222" in page
    assert "0571-1111" not in page


def test_the_foot_follows_the_settings_of_the_installation(client, organ, settings):
    address = reverse("portal:accessibility")
    settings.GONGKAI_ICP_NO = "浙ICP备1号"
    assert "浙ICP备1号" in client.get(address).content.decode()
    settings.GONGKAI_ICP_NO = "浙ICP备2号"
    assert "浙ICP备2号" in client.get(address).content.decode()


def test_each_page_has_its_own_place_in_the_menu_and_its_own_view(client, organ):
    first = client.get(reverse("portal:track")).content.decode()
    second = client.get(reverse("portal:apply")).content.decode()
    mark = 'aria-current="page"'
    assert f'<a href="{reverse("portal:track")}" {mark}' in first
    assert f'<a href="{reverse("portal:track")}" {mark}' not in second
    client.cookies["gongkai_view"] = "elder"
    assert 'data-elder aria-pressed="true"' in client.get(reverse("portal:track")).content.decode()
    client.cookies["gongkai_view"] = ""
    assert 'data-elder aria-pressed="false"' in client.get(reverse("portal:track")).content.decode()


def test_a_prepared_query_asks_with_the_values_of_each_asking(organ):
    other = Agency.objects.create(code="b", name="乙局", short_name="乙", kind="DEPARTMENT")
    assert not counts_by_day(organ, date(2025, 1, 1))
    assert not counts_by_day(other, date(2024, 1, 1))
