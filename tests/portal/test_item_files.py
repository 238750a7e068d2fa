"""Files of items: parts of them by range, and the addresses they had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.agencies.models import Agency
from gongkai.portal.byte_ranges import ByteRange, OutOfRange, range_of
from gongkai.publications.operations.acting import ItemRefused
from portal.reading import subjects, text
from portal.test_item_page import accepted, address, with_file
from publications.office import drafted, office, published

FILM = b"\x00\x00\x00\x18ftypisom" + bytes(range(256)) * 4
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:04.000\n各网点自2月1日起调整办公时间。\n".encode()


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    """Keep files in a folder of the test's own."""
    settings.GONGKAI_FILES = tmp_path


@pytest.fixture
def place(db):
    """Return an office whose organ is the site's."""
    place = office()
    Agency.objects.filter(pk=place.agency.pk).update(code="gjj", is_default=True)
    place.agency.refresh_from_db()
    return place


@pytest.fixture
def film(place):
    """Return a public item with a film, and the film's address."""
    item, file = with_file(place, drafted(place), "办公时间.mp4", FILM, "VIDEO", "办公时间讲解")
    item = published(place, accepted(place, item))
    return item, f"{address(item)}wenjian/{file.pk}.mp4"


def test_a_file_says_that_parts_of_it_can_be_had(client, film):
    _item, there = film
    whole = client.get(there)
    assert (whole.status_code, whole.content) == (200, FILM)
    assert whole["Accept-Ranges"] == "bytes" and whole["Content-Type"] == "video/mp4"
    head = client.head(there, headers={"Range": "bytes=0-9"})
    assert (head.status_code, head.content) == (200, b"")


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("0-0", 0, 0), ("10-19", 10, 19), ("1000-", 1000, len(FILM) - 1),
     ("0-99999999", 0, len(FILM) - 1), ("-5", len(FILM) - 5, len(FILM) - 1),
     ("-99999999", 0, len(FILM) - 1)],
)  # fmt: skip
def test_a_part_is_handed_out(client, film, asked, first, last):
    response = client.get(film[1], headers={"Range": f"bytes={asked}"})
    assert response.status_code == 206
    assert response.content == FILM[first : last + 1]
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(FILM)}"
    assert response["Content-Length"] == str(last - first + 1)
    assert response["ETag"] == client.get(film[1])["ETag"]


@pytest.mark.parametrize("asked", [f"{len(FILM)}-", "99999999-99999999", "-0"])
def test_what_lies_behind_the_end_is_refused(client, film, asked):
    response = client.get(film[1], headers={"Range": f"bytes={asked}"})
    assert (response.status_code, response.content) == (416, b"")
    assert response["Content-Range"] == f"bytes */{len(FILM)}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=5-2", "bytes=-", "bytes=0-1,5-6", "lines=0-1", "bytes=a-b", "bytes 0-1", "0-1",
     "bytes=" + "9" * 500 + "-", "bytes=0-1\x00", "bytes=٠-٩"],
)  # fmt: skip
def test_what_is_no_single_range_gets_the_whole(client, film, asked):
    response = client.get(film[1], headers={"Range": asked})
    assert (response.status_code, response.content) == (200, FILM)


def test_a_part_is_given_only_of_the_version_that_is_held(client, film):
    etag = client.get(film[1])["ETag"]

    def status(**headers):
        return client.get(film[1], headers={"Range": "bytes=0-9", **headers}).status_code

    assert status(**{"If-Range": etag}) == 206
    for other in ('"another"', f"W/{etag}", "Wed, 10 Jan 2024 02:30:00 GMT", ""):
        assert status(**{"If-Range": other}) == 200
    assert status(**{"If-None-Match": etag}) == 304
    assert status(**{"If-Match": '"another"'}) == 412


@given(st.text(max_size=30), st.integers(1, 5000))
def test_any_header_names_a_part_of_the_file_or_none(header, size):
    for asked in (header, f"bytes={header}"):
        try:
            found = range_of(asked, size)
        except OutOfRange:
            continue
        assert found is None or 0 <= found.first <= found.last < size


def test_a_range_counts_from_either_end():
    assert range_of("Bytes=2-4", 10) == ByteRange(2, 4)
    assert range_of("bytes=-3", 10) == ByteRange(7, 9)


def test_a_former_address_leads_to_the_present_one(client, film):
    item, there = film
    former = there.removesuffix(".mp4") + "/"
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (301, there)
    for wrong in ("9999/", "9999.mp4", there.rpartition("/")[2].replace("mp4", "pdf")):
        assert client.get(f"{address(item)}wenjian/{wrong}").status_code == 404


def test_a_file_is_kept_with_the_item_it_is_of(client, film):
    item, there = film
    response = client.get(there, **{"gongkai.rendering": "1"})
    assert subjects(response) == {"site", f"item:{item.pk}"}


def test_a_film_is_shown_with_the_subtitles_that_bear_its_name(client, place):
    item, film = with_file(place, drafted(place), "办公时间.mp4", FILM, "VIDEO", "办公时间讲解")
    item, words = with_file(place, item, "办公时间.vtt", CAPTIONS)
    item, other = with_file(place, item, "另一段.vtt", CAPTIONS)
    item = published(place, accepted(place, item))
    page = text(client.get(address(item)))
    there = f"{address(item)}wenjian/{words.pk}.vtt"
    assert f'<track kind="captions" src="{there}" srclang="zh-CN"' in page
    assert f"wenjian/{other.pk}.vtt" not in page and "办公时间.vtt" not in page
    response = client.get(there)
    assert response["Content-Type"] == "text/vtt" and response.content == CAPTIONS
    assert f"wenjian/{film.pk}.mp4" in page


@pytest.mark.parametrize(
    "content", [b"1\n00:00 --> 00:04\nx", b"", b"WEBVTT\n<script>x</script>", b"MZ\x00WEBVTT"]
)
def test_what_is_no_subtitles_is_not_taken_as_such(place, content):
    with pytest.raises(ItemRefused, match="附件："):
        with_file(place, drafted(place), "字幕.vtt", content)
