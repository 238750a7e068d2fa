"""A real PostgreSQL stops and comes back: published pages answer all the while, forms say when."""

import re
import subprocess
import sys

import pytest

from static_site.conftest import NGINX
from static_site.installation import addresses, asked, environment, fill, granian, nginx
from static_site.postgresql import Server

pytestmark = pytest.mark.postgresql

FORM, SEARCH = "/shenqing/", "/jiansuo/?q=%E4%BA%8B%E9%A1%B9"
# More than the threads of the program: each has a connection of its own that broke.
OFTEN = 30


@pytest.fixture
def server():
    """Return a PostgreSQL that is the test's own."""
    server = Server()
    if not server.address:
        pytest.skip("没有安装 PostgreSQL")
    yield server
    server.remove()


@pytest.mark.skipif(NGINX is None, reason="没有安装 nginx")
def test_with_postgresql_stopped_pages_answer_and_forms_say_when_to_come_again(
    server, set_up, tmp_path
):
    home = set_up.copied_to(tmp_path / "home")
    subprocess.run(
        [sys.executable, "-m", "static_site.quick_tables"],
        env=environment(home, DATABASE_URL=server.address), check=True, timeout=600,
    )  # fmt: skip
    fill(home, DATABASE_URL=server.address)
    paths = addresses(home)
    assert len(paths) > 20
    with granian(home, DATABASE_URL=server.address) as program, nginx(home, program) as port:
        both = (program, port)
        before = {path: asked(program, path)[2] for path in paths}
        for each in both:
            _is_well(each)
        sent = _sent(program)
        server.stop()
        for each in both:
            for path in paths:
                assert asked(each, path)[::2] == (200, before[path]), path
            _says_when(each, sent, before["/cuowu/503/"])
            assert asked(each, "/?print")[::2] == (200, before["/"])
        server.start()
        for each in both:
            _is_well(each)
            for path in paths:
                assert asked(each, path)[::2] == (200, before[path]), path


def _is_well(port):
    # Searches are counted, and too many in a minute refused.
    for path in (*[FORM] * OFTEN, SEARCH):
        status, _, body = asked(port, path)
        assert status == 200, path
    assert "事项" in body.decode()


def _sent(port):
    """Return what somebody sends who opened the form while all was well."""
    _, headers, body = asked(port, FORM)
    token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', body)[1].decode()
    return {
        "method": "POST",
        "body": f"csrfmiddlewaretoken={token}&applicant_name=x",
        "Cookie": headers["set-cookie"].partition(";")[0],
        "Content_Type": "application/x-www-form-urlencoded",
    }


def _says_when(port, sent, page):
    for path, given in ((FORM, {}), (FORM, sent), (SEARCH, {})):
        status, headers, body = asked(port, path, **given)
        assert status == 503, (path, given)
        assert headers["retry-after"] == "10" and headers["cache-control"] == "no-store"
        assert body == page
    assert "请过几分钟再试" in page.decode() and "已经公开的信息仍可阅读" in page.decode()
