"""Nobody at the console meets an English sentence."""

import pytest
from django.test import Client

from console.conftest import desk, signed, write
from console.test_access import NAMES, POSTED, address
from console.visible_text import english_in

# Files are not pages, and an upload has tests of its own.
NOT_HERE = POSTED | {"download", "ledger-template", "upload", "compare-table"}
OURS = [name for name in NAMES if name not in NOT_HERE]
WAGTAILS = ("/console/", "/console/account/", "/console/no-such-page/")
BEFORE_LOGIN = ("/console/login/",)


def test_the_reader_of_pages_finds_english():
    page = '<p>完成 Save</p><a title="Open">开</a><input placeholder="Name">'
    page += "{{ site.total }}<code>a.bc</code>SQ-1 报告.DOCX"
    assert english_in(page) == ["完成 Save", "Open", "Name"]


@pytest.mark.parametrize("name", OURS)
def test_our_pages_while_writing(name, office, opened):
    write(office.clerk, opened, "proactive", "满意率80%。{{ 网站.总数 }}")
    page = desk(office.head).get(address(name)).content.decode()
    assert english_in(page) == []


@pytest.mark.parametrize("name", OURS)
def test_our_pages_after_signing(name, office, opened):
    signed(office, opened)
    page = desk(office.head).get(address(name)).content.decode()
    assert english_in(page) == []


@pytest.mark.parametrize("path", WAGTAILS)
def test_wagtails_pages_for_officers(path, office):
    assert english_in(desk(office.head).get(path).content.decode()) == []


@pytest.mark.parametrize("path", BEFORE_LOGIN)
@pytest.mark.django_db
def test_pages_before_login(path):
    assert english_in(Client().get(path).content.decode()) == []


@pytest.mark.django_db
def test_no_password_is_promised_by_mail():
    assert "password_reset" not in Client().get("/console/login/").content.decode()
    assert Client().get("/console/password_reset/").status_code == 404


@pytest.mark.django_db
def test_a_wrong_password_is_told_in_chinese():
    response = Client().post("/console/login/", {"username": "x", "password": "y"})
    assert english_in(response.content.decode()) == []
