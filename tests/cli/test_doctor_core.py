"""`gongkai doctor` asks the business system, where one is configured."""

import time

import pytest

from fund_services.core.core_server import KEY, CoreServer
from gongkai.cli.main import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    found = CoreServer(time.time)
    settings.GONGKAI_CORE = {"base": found.base, "key": KEY.number, "secret": KEY.secret}
    yield found
    found.close()


def test_a_system_that_answers_is_no_fault(server, capsys):
    main(["doctor"])
    assert "核心业务系统" not in capsys.readouterr().out
    assert server.asked == ["ping"]


@pytest.mark.parametrize(
    ("fault", "told"),
    [("error", "对方服务器出错（500）"), ("cut", "没有在规定时间内"), ("forged", "签名")],
)
def test_one_that_does_not_is_told_with_its_remedy(server, capsys, fault, told):
    server.always = fault
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "核心业务系统没有连通：" in said and told in said and "GONGKAI_CORE_URL" in said
    assert KEY.secret not in said


def test_without_one_nobody_is_asked(settings, capsys):
    settings.GONGKAI_CORE = {"base": "", "key": "", "secret": ""}
    main(["doctor"])
    assert "核心业务系统" not in capsys.readouterr().out
