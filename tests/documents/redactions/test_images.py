"""Severed photographs and scans."""

import io

import pytest
from PIL import Image

from documents.redactions.files import NAME, PHONE, photograph
from gongkai.documents.redactions.areas import Area, RedactionRefused
from gongkai.documents.redactions.images import image_size, redact_image, screen_image
from gongkai.documents.redactions.leaks import leaks_in

LEFT = Area(1, 0, 0, 0.5, 1)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_boxes_are_burned_in_and_nothing_but_pixels_goes_over(kind):
    content = photograph(kind)
    assert PHONE.encode() in content
    assert leaks_in(content, kind.lower(), "照片", [PHONE])
    output = redact_image(content, [LEFT])
    opened = Image.open(io.BytesIO(output))
    assert opened.format == kind
    assert not opened.getexif()
    assert set(opened.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert opened.convert("L").crop((0, 0, 92, 100)).getextrema()[1] < 8
    red, _green, blue = opened.convert("RGB").getpixel((150, 50))
    assert blue > 200 > 60 > red
    assert PHONE.encode() not in output
    assert output.count(b"\xff\xd8\xff") <= 1
    assert leaks_in(output, kind.lower(), "照片", [NAME, PHONE]) == []


def test_the_box_is_where_the_viewer_sees_it():
    content = photograph(orientation=6)
    assert image_size(content) == (100, 200)
    output = Image.open(io.BytesIO(redact_image(content, [Area(1, 0, 0, 1, 0.5)])))
    assert output.size == (100, 200)
    assert max(output.convert("RGB").getpixel((50, 50))) < 30
    assert output.convert("RGB").getpixel((50, 150))[2] > 200


def test_what_was_transparent_becomes_white():
    see_through = io.BytesIO()
    Image.new("RGBA", (10, 10), (255, 0, 0, 0)).save(see_through, "PNG")
    output = Image.open(io.BytesIO(redact_image(see_through.getvalue(), [])))
    assert (output.mode, output.getpixel((5, 5))) == ("RGB", (255, 255, 255))


def test_the_screen_gets_a_small_copy():
    large = io.BytesIO()
    Image.new("L", (4000, 2000)).save(large, "PNG")
    assert Image.open(io.BytesIO(screen_image(large.getvalue()))).size == (1000, 500)


@pytest.mark.parametrize(
    ("content", "told"), [(photograph()[:300], "损坏"), (b"\x89PNG\r\n\x1a\nxx", "损坏")]
)
def test_broken_pictures_are_refused(content, told):
    with pytest.raises(RedactionRefused, match=told):
        redact_image(content, [])


def test_a_picture_that_unpacks_to_a_bomb_is_refused():
    bomb = io.BytesIO()
    Image.new("1", (9_000, 9_000)).save(bomb, "PNG")
    with pytest.raises(RedactionRefused, match="过多"):
        redact_image(bomb.getvalue(), [])
