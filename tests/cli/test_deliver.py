"""`gongkai deliver`: what is due goes out, and how much is told."""

import pytest

from gongkai.cli.main import main
from gongkai.publications.models import DeliveryState, ItemDelivery
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
