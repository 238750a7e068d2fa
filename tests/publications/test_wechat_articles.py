"""What becomes of an item's text and pictures on the way to an account."""

from io import BytesIO

import pytest
from PIL import Image

from gongkai.messages.outlets.speaking import TurnedDown
from gongkai.publications.outlets.pictures import plain_cover, sendable
from gongkai.publications.outlets.wechat_articles import article, article_body, pictures_in
from publications.delivering import png

GIVEN = {
    "title": "题", "author": "中心", "summary": "概述", "body": "<p>文</p>", "pictures": {},
    "source_address": "https://x/", "cover": "C", "has_attachments": False,
}  # fmt: skip


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('<p class="a" style="x" onclick="y">文</p><script>1</script>', "<p>文</p>"),
        ('<p>见<a href="https://a.cn/">网站</a>和<a href="file:3">表</a></p>', "<p>见网站和表</p>"),
        ('<p><img src="file:1" alt="图"></p>', '<p><img src="http://m/1" alt="图"></p>'),
        ('<p>甲<img src="file:2" alt="没有的图">乙</p>', "<p>甲没有的图乙</p>"),
        ("<p>1 &lt; 2</p>", "<p>1 &lt; 2</p>"),
    ],
)
def test_only_what_the_platform_takes_is_left(body, expected):
    assert article_body(body, {1: "http://m/1"}) == expected


def test_pictures_are_found_in_their_order_once():
    body = '<p><img src="file:7" alt="a"><img src="file:3" alt="b"><img src="file:7" alt="a"></p>'
    assert pictures_in(body) == [7, 3]


def test_what_is_too_long_is_cut_left_out_or_refused():
    made = article(**{**GIVEN, "summary": "长" * 500, "author": "长" * 17})
    assert (len(made.digest), made.author) == (128, "")
    with pytest.raises(TurnedDown, match="公众号要求少于20000个"):
        article(**{**GIVEN, "body": f"<p>{'字' * 20000}</p>"})


def test_an_article_is_told_from_others_by_title_digest_and_origin():
    made = article(**GIVEN)
    row = {"title": "题", "digest": "概述", "content_source_url": "https://x/"}

    def listed(**changes):
        return {"content": {"news_item": [{**row, **changes}]}}

    assert made.is_in(listed()) and made.is_in(listed(content_source_url=""))
    for changes in (
        {"title": "另"}, {"digest": "另"}, {"content_source_url": "https://y/"},
        {"is_deleted": True},
    ):  # fmt: skip
        assert not made.is_in(listed(**changes))
    for broken in ({}, {"content": None}, {"content": {"news_item": []}}):
        assert not made.is_in(broken)


def test_small_jpeg_and_png_go_as_they_are_and_others_become_jpeg():
    small = png()
    assert sendable(small, "image/png").content == small
    packed = BytesIO()
    Image.new("RGBA", (30, 30), (255, 0, 0, 0)).save(packed, "WEBP")
    made = sendable(packed.getvalue(), "image/webp")
    with Image.open(BytesIO(made.content)) as image:
        assert (image.format, image.size) == ("JPEG", (30, 30))
        assert image.getpixel((1, 1)) == (255, 255, 255)


def test_a_large_picture_is_made_small_enough():
    noise = Image.effect_noise((2400, 1800), 90).convert("RGB")
    packed = BytesIO()
    noise.save(packed, "PNG")
    assert len(packed.getvalue()) > 1 << 20
    made = sendable(packed.getvalue(), "image/png")
    assert made.media_type == "image/jpeg" and len(made.content) < 1 << 20


def test_what_is_no_picture_is_told():
    with pytest.raises(TurnedDown, match="无法读取"):
        sendable(b"GIF89a", "image/gif")


def test_the_plain_cover_is_the_same_each_time():
    assert plain_cover() == plain_cover()
