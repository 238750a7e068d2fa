"""Files appear whole, and the record knows what reads what and what leads where."""

import os

import pytest

from gongkai.static_site.addresses import file_of, is_page, manner, media_type, path_below
from gongkai.static_site.links import links_in
from gongkai.static_site.record import KEPT, LIVE, NOTHING, Record
from gongkai.static_site.rendering import Rendered
from gongkai.static_site.tree import Tree

BASE = "http://gk.example.cn"


def kept(path, *links, reads=(), until=None):
    return Rendered(
        path, is_kept=True, body=b"x", reads=frozenset(reads), links=links, until=until
    )  # fmt: skip


@pytest.fixture
def record(tmp_path):
    record = Record(tmp_path / "record.sqlite3")
    yield record
    record.close()


def test_a_page_found_the_same_is_not_written(tmp_path):
    tree = Tree(tmp_path)
    assert tree.write("/a/", b"x" * 600)
    assert not tree.write("/a/", b"x" * 600)
    assert (tmp_path / "a" / "index.html.gz").exists()
    assert tree.write("/a/", b"short")
    assert not (tmp_path / "a" / "index.html.gz").exists()


def test_a_file_of_another_generation_is_taken_over(tmp_path):
    old, new = Tree(tmp_path / "1"), Tree(tmp_path / "2")
    old.write("/a/", b"x" * 600)
    assert new.write("/a/", b"x" * 600, old)
    assert (
        os.stat(tmp_path / "1/a/index.html").st_ino == os.stat(tmp_path / "2/a/index.html").st_ino
    )
    old.write("/a/", b"y" * 600)
    assert (tmp_path / "2/a/index.html").read_bytes() == b"x" * 600


def test_removing_takes_empty_folders_along(tmp_path):
    tree = Tree(tmp_path / "t")
    tree.write("/a/b/1.png", b"x")
    tree.write("/a/", b"y")
    assert tree.remove("/a/b/1.png") and not tree.remove("/a/b/1.png")
    assert [name for name, _ in tree.files()] == ["a/index.html"]


def test_reading_and_time(record):
    record.note(kept("/", reads=["item:1", "column:2:new"]))
    record.note(kept("/b/", reads=["item:1"], until=50.0))
    assert record.reading(["item:1"]) == {"/", "/b/"}
    record.note(kept("/b/", reads=["item:2"]))
    assert record.reading(["item:1"]) == {"/"} and record.past(100) == set()
    assert record.reading([]) == set()


def test_what_nothing_leads_to_any_more(record):
    record.note(kept("/", "/a/", "/b/"))
    record.note(kept("/a/", "/b/", "/c/"))
    # Two that name each other alone are reached by nobody.
    record.note(kept("/b/", "/a/"))
    record.note(kept("/c/", "/d/"))
    record.note(kept("/d/", "/c/"))
    assert record.note(kept("/a/", "/b/")) == {"/c/"}
    assert record.unlinked(["/c/", "/b/", "/"], ["/"]) == {"/c/"}
    assert record.forget("/c/") == {"/d/"}
    assert record.unlinked(["/d/"], ["/"]) == {"/d/"}


def test_paths_are_looked_at_once_in_their_order(record):
    record.add(["/"])
    assert record.unseen(9) == ["/"]
    record.note(kept("/", "/b/", "/a/"))
    assert record.unseen(9) == ["/a/", "/b/"]
    record.note(Rendered("/a/", is_kept=False))
    record.note(Rendered("/b/", is_kept=False, is_live=True))
    assert record.unseen(9) == [] and record.unanswered() == {"/a/"}
    assert record.states(["/", "/a/", "/b/", "/x/"]) == {
        "/": KEPT, "/a/": NOTHING, "/b/": LIVE,
    }  # fmt: skip


def test_nothing_of_a_broken_change_is_kept(record):
    with pytest.raises(RuntimeError), record.changing():
        record.note(kept("/"))
        raise RuntimeError
    assert record.counts() == (0, 0, 0)


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("/a/", "/a/"), ("/a/#b", "/a/"), ("b/", "/x/b/"), (f"{BASE}/c/", "/c/"), (BASE, "/"),
        ("/%E5%85%AC/", "/公/"), ("/a/?b=1", None), ("https://other.cn/", None), ("#top", None),
        ("mailto:a@b.cn", None), ("javascript:void(0)", None), ("/static/a.css", None),
        ("/console/", None), ("//other.cn/a/", None), ("http://[", None), ("/a/../b/", None),
        ("", None),
    ],
)  # fmt: skip
def test_where_a_link_leads(written, path):
    assert path_below(BASE, written, "/x/") == path


def test_links_of_pages_sitemaps_and_feeds():
    page = b"""<link rel="alternate" href="/feed.rss"><a href='/a/'>a</a><img src="/1.png">
    <a href="/a/">again</a><form action="/post/"></form><a>none</a>"""
    assert links_in("/", page, BASE) == ["/a/", "/feed.rss", "/1.png"]
    sitemap = f"<urlset><url><loc>{BASE}/b/</loc></url></urlset>".encode()
    assert links_in("/sitemap.xml", sitemap, BASE) == ["/b/"]
    feed = f'<rss><link>{BASE}/c/</link><atom:link href="{BASE}/d/"/></rss>'.encode()
    assert links_in("/feed.rss", feed, BASE) == ["/c/", "/d/"]
    assert links_in("/1.png", page, BASE) == []


def test_types_go_by_place_and_ending():
    assert media_type("/a/") == "text/html; charset=utf-8"
    assert media_type("/xinxi/gjj/1/wenjian/2.html") == "application/octet-stream"
    assert media_type("/xinxi/gjj/1/wenjian/2.xml") == "application/octet-stream"
    assert media_type("/sitemap/gjj/2024-01.xml") == "application/xml; charset=utf-8"
    assert (media_type("/a/2.JPG"), manner("/a/2.JPG")) == ("image/jpeg", "inline")
    assert manner("/nianbao/gjj/2023/report.pdf") == "attachment"
    assert is_page("/.well-known/security.txt") and not is_page("/a/2.txt")
    assert file_of("/a/b/") == "a/b/index.html" and file_of("/a/1.gz") is None
