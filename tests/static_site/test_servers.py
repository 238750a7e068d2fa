"""nginx and our own server, really started: the same answers, also with the database away."""

import gzip
import re
import socket

import pytest

from gongkai.config.front import headers_of_all, headers_of_pages
from static_site.conftest import NGINX
from static_site.installation import ROOT, addresses, asked, free_port, granian, nginx

pytestmark = pytest.mark.skipif(NGINX is None, reason="没有安装 nginx")
# What each server says of itself and of the moment.
_POLICY = "content-security-policy"
_OWN = ("server", "date", "connection", "content-length", "accept-ranges", "transfer-encoding")


@pytest.fixture(scope="module")
def home(installed):
    """Return an installation with kept pages."""
    return installed


@pytest.fixture(scope="module")
def program(home):
    """Return the port of the installation's own server."""
    with granian(home) as port:
        yield port


@pytest.fixture(scope="module")
def port(home, program):
    """Return the port of nginx before it."""
    with nginx(home, program) as port:
        yield port


def told(headers):
    found = {name: value for name, value in headers.items() if name not in _OWN}
    return {**found, _POLICY: policy(found[_POLICY])}


def policy(value):
    """Return the directives of a policy, whose order means nothing."""
    return sorted(each.strip() for each in value.split(";"))


def test_both_servers_answer_alike(home, program, port):
    paths = addresses(home)
    assert len(paths) > 20 and any("wenjian" in path for path in paths)
    for path in paths:
        ours, theirs = asked(program, path), asked(port, path)
        assert ours[0] == theirs[0] == 200, path
        assert ours[2] == theirs[2] and told(ours[1]) == told(theirs[1]), path
        tag = ours[1]["etag"]
        assert {asked(each, path, If_None_Match=tag)[0] for each in (program, port)} == {304}


def test_both_pack_alike_and_know_ranges(home, program, port):
    for each in (program, port):
        status, headers, body = asked(each, "/", Accept_Encoding="gzip")
        assert (status, headers["content-encoding"]) == (200, "gzip")
        assert gzip.decompress(body) == asked(each, "/")[2]
        assert asked(each, "/", "HEAD")[2] == b""
    path = next(path for path in addresses(home) if "wenjian" in path)
    for each in (program, port):
        status, headers, body = asked(each, path, Range="bytes=3-8")
        assert (status, len(body)) == (206, 6)


def test_what_is_attached_is_never_run(home, program, port):
    path = next(path for path in addresses(home) if "wenjian" in path)
    for each in (program, port):
        headers = asked(each, path)[1]
        assert headers["content-disposition"] == "attachment"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_pages_have_the_headers_of_the_programs_own_answers(program):
    kept, live = asked(program, "/")[1], asked(program, "/?print")[1]
    for name, value in [*headers_of_all(), *headers_of_pages()]:
        assert kept[name.lower()] == value
        assert policy(live[name.lower()]) == policy(value)


def test_forms_and_what_is_not_there_come_from_the_program(port):
    assert asked(port, "/shenqing/")[0] == 200
    assert asked(port, "/healthz")[0] == 200
    assert asked(port, "/nirgends/")[0] == 404
    assert asked(port, "/index.html")[0] == 404
    assert asked(port, "/index.html.gz")[0] == 404
    # What is posted reaches the program, which misses its token.
    assert asked(port, "/", "POST")[0] == 403


def test_what_nginx_refuses_is_told_in_chinese(port):
    status, _, body = asked(port, f"/jiansuo/?q={'a' * 20_000}")
    assert status == 414 and "无法识别的请求" in body.decode()
    status, _, body = asked(port, "/", Host="a b")
    assert status == 400 and "无法识别的请求" in body.decode()
    status, _, body = asked(port, "/shenqing/", "POST", Content_Length=str(60 * 1024**2))
    assert status == 413 and "提交的文件过大" in body.decode()


def test_nothing_outside_the_pages_is_handed_out(program, port):
    for path in ("/../../../gongkai.sqlite3", "/%2e%2e/%2e%2e/keys.toml", "/..%2f..%2fkeys.toml"):
        for each in (program, port):
            assert asked(each, path)[0] in (400, 404), path
    for each in (program, port):
        with socket.create_connection(("127.0.0.1", each), timeout=60) as raw:
            raw.sendall(b"GET /../0001.sqlite3 HTTP/1.1\r\nHost: gk.example.gov.cn\r\n\r\n")
            assert re.match(rb"HTTP/1.1 40[04]", raw.recv(100))


def test_with_the_program_away_nginx_shows_every_page_and_says_when_to_come(home):
    with nginx(home, free_port()) as port:
        for path in addresses(home):
            assert asked(port, path)[0] == 200, path
        # A question, or another view, shows the page as it is kept.
        whole = asked(port, "/")[2]
        assert asked(port, "/?print")[::2] == (200, whole)
        assert asked(port, "/", Cookie="gongkai_view=large")[::2] == (200, whole)
        for method, path in (("GET", "/shenqing/"), ("POST", "/shenqing/"), ("POST", "/")):
            status, headers, body = asked(port, path, method)
            assert (status, headers["retry-after"]) == (503, "10")
            assert body == asked(port, "/cuowu/503/")[2]


def test_with_the_database_away_every_kept_page_still_answers(home, program, port):
    paths = addresses(home)
    away = [path for path in home.iterdir() if path.name.startswith("gongkai.sqlite3")]
    whole = asked(program, "/")[2]
    # A folder in its place: nothing can be opened there.
    for path in away:
        path.rename(path.with_name(f"away-{path.name}"))
    (home / "gongkai.sqlite3").mkdir()
    try:
        for each in (program, port):
            for path in paths:
                assert asked(each, path)[0] == 200, path
        with granian(home) as begun:
            assert asked(begun, "/")[2] == whole
            assert asked(begun, "/", Cookie="gongkai_view=large")[::2] == (200, whole)
            status, headers, _ = asked(begun, "/nirgends/")
            assert status == 503
            status, headers, body = asked(begun, "/jiansuo/?q=%E5%85%AC")
            assert (status, headers["retry-after"]) == (503, "10")
            assert body == asked(begun, "/cuowu/503/")[2]
    finally:
        (home / "gongkai.sqlite3").rmdir()
        for path in away:
            path.with_name(f"away-{path.name}").rename(path)


def test_guide_names_the_files():
    guide = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
    assert "gongkai-http.conf" in guide and "gongkai-site.conf" in guide
