"""Error pages: Chinese, calm, without a trace of what went wrong inside."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.views import csrf, defaults

from gongkai.portal.views import home
from portal.reading import text

pytestmark = pytest.mark.django_db
STACK = ("Traceback", "Error", "django", ".py", "SELECT")


def test_what_is_not_there_is_said_kindly(client, organ):
    response = client.get("/没有这一页/")
    assert response.status_code == 404
    page = text(response)
    assert "没有找到您要的页面" in page and 'name="q"' in page
    assert not [word for word in STACK if word in page]


def test_impossible_addresses_are_not_there(client, report):
    for address in (
        "/%FF%FE", "/nianbao/gjj/%00/", "/%2e%2e/%2e%2e/etc/passwd", "/nianbao/gjj/20233/",
        "/nianbao/gjj/99999999999999999999/", "/nianbao/gjj/-2023/", "/nianbao/gjj/٢٠٢٣/",
        "/nianbao/gjj/0000/", "/nianbao/gjj/9999/report.pdf", "/nianbao/none/", "/xinxi/none/",
        "/xinxi/没有/", "/" + "a" * 8000,
    ):  # fmt: skip
        response = client.get(address)
        assert response.status_code == 404, address
        assert not [word for word in STACK if word in text(response)], address


@pytest.mark.parametrize(
    "host", ["evil.example", "testserver, evil", "testserver@evil", "<script>", "a:b:c", "[::", ""]
)
def test_a_foreign_host_name_is_refused(organ, host):
    response = Client(headers={"host": host}).get("/", SERVER_NAME="evil.example")
    assert response.status_code == 400
    page = text(response)
    assert "无法识别的请求" in page and "<script" not in page
    assert not [word for word in STACK if word in page]


def test_a_crash_shows_a_plain_page_and_asks_no_database(
    organ, monkeypatch, django_assert_num_queries
):
    def fail(*args, **kwargs):
        raise RuntimeError("内部细节")

    monkeypatch.setattr(home, "published_reports", fail)
    response = Client(raise_request_exception=False).get("/")
    assert response.status_code == 500
    page = text(response)
    assert "系统暂时无法处理" in page and "内部细节" not in page
    assert not [word for word in STACK if word in page]
    with django_assert_num_queries(0):
        defaults.server_error(RequestFactory().get("/"))


def test_the_other_refusals_are_chinese_too(organ):
    request = RequestFactory().get("/")
    assert "无权访问" in text(defaults.permission_denied(request, PermissionDenied("x")))
    assert "页面已过期" in text(csrf.csrf_failure(request, "reason"))
    assert "没有找到" in text(defaults.page_not_found(request, Http404("机密")))
    assert "机密" not in text(defaults.page_not_found(request, Http404("机密")))


@pytest.mark.parametrize(
    "address",
    ["/", "/xinxi/", "/gongkai/", "/hudong/", "/ditu/", "/lianxi/", "/shenqing/", "/liuyan/",
     "/banshi/", "/nope/"],
)  # fmt: skip
def test_before_any_organ_is_registered_the_site_is_not_open(client, address):
    response = client.get(address)
    assert response.status_code == 503
    page = text(response)
    assert "网站尚未开通" in page and 'content="noindex"' in page
    assert client.get("/console/nope/").status_code != 503
