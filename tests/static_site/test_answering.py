"""What stands before the program answers as a web server does, and lets nothing else through."""

import gzip
import threading

import pytest

from gongkai.static_site.answering import Files
from gongkai.static_site.gate import Gate
from gongkai.static_site.serving import Front
from gongkai.static_site.tree import Tree

PAGE = ("<p>" + "公开" * 400 + "</p>").encode()
PICTURE = b"\x89PNG" + b"0" * 5000
FILM = bytes(range(256)) * 2000


class Program:
    """Answers what it is told to, and counts how often it is asked."""

    def __init__(self, status="200 OK"):
        self.status, self.asked = status, []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        start_response(self.status, [("Content-Type", "text/plain")])
        return [b"program"]


@pytest.fixture
def program():
    return Program()


@pytest.fixture
def front(tmp_path, program):
    tree = Tree(tmp_path / "gjj" / "0001")
    tree.write("/", PAGE)
    tree.write("/xinxi/gjj/1/", PAGE + b"1")
    tree.write("/xinxi/gjj/1/wenjian/2.png", PICTURE)
    tree.write("/xinxi/gjj/1/wenjian/3.html", b"<script>alert(1)</script>")
    tree.write("/xinxi/gjj/1/wenjian/4.mp4", FILM)
    tree.write("/xinxi/gjj/feed.rss", b"<rss/>")
    tree.write("/cuowu/503/", b"<p>later</p>")
    (tmp_path / "gjj" / "current").symlink_to("0001")
    hosts = tmp_path / ".hosts"
    hosts.mkdir()
    (hosts / "gk.example.cn").symlink_to("../gjj/current")
    (tmp_path / "secret.txt").write_text("secret")
    files = Files(tmp_path, [("X-Content-Type-Options", "nosniff")], [("X-Page", "1")])
    return Front(program, files, Gate(1, 0, 0.1))


def asked(front, path, **environ):
    told = {}

    def start_response(status, headers):
        told.update(status=int(status[:3]), headers=dict(headers))

    given = {"REQUEST_METHOD": "GET", "PATH_INFO": path.encode().decode("latin-1"),
             "HTTP_HOST": "gk.example.cn", "QUERY_STRING": "", **environ}  # fmt: skip
    body = b"".join(front(given, start_response))
    return told["status"], told["headers"], body


def test_a_kept_page_is_answered_without_the_program(front, program):
    status, headers, body = asked(front, "/xinxi/gjj/1/")
    assert (status, body, program.asked) == (200, PAGE + b"1", [])
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Content-Length"] == str(len(body))
    assert headers["Vary"] == "Accept-Encoding" and headers["X-Page"] == "1"


def test_it_is_packed_for_whoever_unpacks(front):
    status, headers, body = asked(front, "/", HTTP_ACCEPT_ENCODING="br, gzip")
    assert status == 200 and headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(body) == PAGE and len(body) < len(PAGE)


def test_it_is_not_packed_for_whoever_refuses_that(front):
    for told in ("gzip;q=0", "br, gzip ; q=0.0", "identity, gzip;q=0, br"):
        assert asked(front, "/", HTTP_ACCEPT_ENCODING=told)[::2] == (200, PAGE), told
    assert "Content-Encoding" in asked(front, "/", HTTP_ACCEPT_ENCODING="gzip;q=0.5")[1]


def test_a_host_that_is_not_answered_gets_no_kept_page(tmp_path, front, program):
    (tmp_path / ".hosts" / "_").symlink_to("../gjj/current")
    assert asked(front, "/", HTTP_HOST="other.example.cn")[2] == PAGE
    front._files = Files(tmp_path, [], [], lambda host: host == "other.example.cn")
    assert asked(front, "/", HTTP_HOST="other.example.cn:8000")[2] == PAGE
    assert asked(front, "/", HTTP_HOST="evil.example.com")[2] == b"program"


def test_before_anything_is_kept_the_program_says_itself_that_it_is_away(tmp_path, program):
    front = Front(program, Files(tmp_path / "none", [], []), Gate(1, 0, 0.1))
    program.status = "503 Service Unavailable"
    assert asked(front, "/")[::2] == (503, b"program")


def test_validators_spare_the_body(front):
    headers = asked(front, "/")[1]
    for told in (
        {"HTTP_IF_NONE_MATCH": headers["ETag"]},
        {"HTTP_IF_NONE_MATCH": f'"x", W/{headers["ETag"]}'},
        {"HTTP_IF_NONE_MATCH": "*"},
        {"HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]},
    ):
        status, answered, body = asked(front, "/", **told)
        assert (status, body) == (304, b"") and answered["ETag"] == headers["ETag"]
        assert "Content-Length" not in answered
    for told in (
        {"HTTP_IF_NONE_MATCH": '"other"', "HTTP_IF_MODIFIED_SINCE": headers["Last-Modified"]},
        {"HTTP_IF_MODIFIED_SINCE": "yesterday"},
        {"HTTP_IF_MODIFIED_SINCE": "Mon, 01 Jan 2001 00:00:00 GMT"},
    ):
        assert asked(front, "/", **told)[0] == 200


def test_a_page_written_anew_has_other_validators_even_within_a_second(front, tmp_path):
    before = asked(front, "/")[1]
    Tree(tmp_path / "gjj" / "0001").write("/", PAGE.replace("公".encode(), "私".encode()))
    after = asked(front, "/")[1]
    assert before["Content-Length"] == after["Content-Length"]
    assert before["ETag"] != after["ETag"] and before["Last-Modified"] != after["Last-Modified"]


def test_head_has_headers_alone(front):
    status, headers, body = asked(front, "/", REQUEST_METHOD="HEAD")
    assert (status, body) == (200, b"") and headers["Content-Length"] == str(len(PAGE))


def test_what_somebody_attached_is_shown_in_a_sandbox_or_saved(front):
    headers = asked(front, "/xinxi/gjj/1/wenjian/2.png")[1]
    assert headers["Content-Type"] == "image/png" and headers["Content-Disposition"] == "inline"
    headers = asked(front, "/xinxi/gjj/1/wenjian/3.html")[1]
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"] == "attachment"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("wish", "status", "told", "body"),
    [
        ("bytes=0-9", 206, "bytes 0-9/512000", FILM[:10]),
        ("bytes=511990-", 206, "bytes 511990-511999/512000", FILM[-10:]),
        ("bytes=-5", 206, "bytes 511995-511999/512000", FILM[-5:]),
        ("bytes=600000-", 416, "bytes */512000", b""),
        ("bytes=9-5", 416, "bytes */512000", b""),
        ("bytes=0-1,5-6", 200, None, FILM),
        ("bytes=-", 200, None, FILM),
        ("lines=1-2", 200, None, FILM),
    ],
)
def test_films_come_in_parts(front, wish, status, told, body):
    path = "/xinxi/gjj/1/wenjian/4.mp4"
    found = asked(front, path, HTTP_RANGE=wish)
    assert (found[0], found[2]) == (status, body)
    assert found[1].get("Content-Range") == told


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt", "/xinxi/../../../secret.txt", "/xinxi/gjj/1", "//", "/xinxi//gjj/1/",
        "/index.html", "/xinxi/gjj/1/index.html", "/index.html.gz", "/xinxi/gjj/1/wenjian/",
        "/.hosts/", "/xinxi\\gjj", "/\x00", "/" + "a" * 5000, "/a\nb/", "", "xinxi",
    ],
)  # fmt: skip
def test_every_other_address_goes_to_the_program(front, program, path):
    status, _, body = asked(front, path)
    assert (status, body, len(program.asked)) == (200, b"program", 1)


def test_bytes_that_are_no_text_go_to_the_program(front, program):
    assert asked(front, "/", PATH_INFO="/\xff\xfe/")[2] == b"program"


@pytest.mark.parametrize(
    "host", ["other.cn", "", "gk.example.cn/..", "../gjj", "gk.example.cn\x00", "[::1]:80", "a..b"]
)
def test_another_host_gets_no_page_of_this_one(front, host):
    assert asked(front, "/", HTTP_HOST=host)[2] == b"program"


def test_a_port_and_capitals_are_the_same_host(front):
    assert asked(front, "/", HTTP_HOST="GK.example.cn:8443")[2] == PAGE


@pytest.mark.parametrize(
    "environ",
    [
        {"QUERY_STRING": "print"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_COOKIE": "a=1; gongkai_view=large"},
    ],
)
def test_who_asks_more_than_the_page_is_answered_by_the_program(front, environ):
    assert asked(front, "/", **environ)[2] == b"program"


def test_other_cookies_do_not_matter(front):
    assert asked(front, "/", HTTP_COOKIE="sessionid=1; not_gongkai_view=2")[2] == PAGE


def test_where_the_program_fails_the_kept_page_is_shown(front, program):
    program.status = "500 Internal Server Error"
    assert asked(front, "/", QUERY_STRING="print")[::2] == (200, PAGE)
    program.status = "503 Service Unavailable"
    assert asked(front, "/", HTTP_COOKIE="gongkai_view=large")[::2] == (200, PAGE)


def test_where_the_database_is_away_forms_say_when_to_come_again(front, program):
    program.status = "503 Service Unavailable"
    status, headers, body = asked(front, "/shenqing/", REQUEST_METHOD="POST")
    assert (status, body, headers["Retry-After"]) == (503, b"<p>later</p>", "10")
    assert headers["Cache-Control"] == "no-store" and "ETag" not in headers
    program.status = "500 Internal Server Error"
    assert asked(front, "/shenqing/", REQUEST_METHOD="POST")[::2] == (500, b"program")


def test_with_every_place_taken_kept_pages_answer_and_the_rest_is_told_when(tmp_path, front):
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ, start_response):
        begun.set()
        go_on.wait(60)
        start_response("200 OK", [])
        return [b"slow"]

    quick = front._application
    front._application = slow
    working = threading.Thread(target=asked, args=(front, "/shenqing/"))
    working.start()
    assert begun.wait(60)
    try:
        assert asked(front, "/")[::2] == (200, PAGE)
        assert asked(front, "/", QUERY_STRING="print")[::2] == (200, PAGE)
        for method in ("GET", "POST"):
            status, headers, _ = asked(front, "/shenqing/", REQUEST_METHOD=method)
            assert (status, headers["Retry-After"]) == (503, "10")
        front._application = quick
        assert asked(front, "/healthz")[2] == b"program"
    finally:
        go_on.set()
        working.join()
    assert asked(front, "/shenqing/")[::2] == (200, b"program")


def test_a_place_is_given_back_when_the_program_breaks(front):
    def broken(environ, start_response):
        raise RuntimeError

    quick, front._application = front._application, broken
    for _ in range(3):
        with pytest.raises(RuntimeError):
            asked(front, "/shenqing/")
    front._application = quick
    assert asked(front, "/shenqing/")[0] == 200


def test_who_waits_gets_the_place_that_comes_free():
    gate = Gate(1, 1, 60)
    assert gate.enter()
    came = []
    waiting = threading.Thread(target=lambda: came.append(gate.enter()))
    waiting.start()
    while gate._places:
        pass
    assert not gate.enter()
    gate.leave()
    waiting.join()
    assert came == [True]
