"""Pictures are read and made anew, documents looked into; everything else is refused."""

from io import BytesIO

import pytest
from PIL import Image

from factories import PDF_PAGE
from gongkai.agencies.permissions import NotAllowed
from gongkai.sites.models import SiteFile
from gongkai.sites.operations.adding_files import LARGEST_PICTURE, add_picture
from gongkai.sites.operations.refusing import SiteRefused
from gongkai.sites.queries.files import bytes_of
from publications.office import NOW
from sites.making import added, document, picture

pytestmark = pytest.mark.django_db
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg"), ("WEBP", "webp")])
def test_a_picture_is_kept_under_its_true_type(place, kind, ending):
    file = added(place, name="大厅.bin", content=picture(kind))
    assert (file.name, file.media_type) == (f"大厅.{ending}", f"image/{kind.lower()}")
    with Image.open(BytesIO(bytes_of(file))) as kept:
        assert (kept.format, kept.size) == (kind, (120, 60))
    assert not file.is_public


def test_what_a_camera_wrote_into_a_picture_is_gone(place):
    exif = Image.Exif()
    exif[0x010E], exif[0x8825] = "王小明家", {1: "N", 2: (41.0, 0.0, 0.0)}
    made = BytesIO()
    Image.new("RGB", (40, 30)).save(made, "JPEG", exif=exif, comment=b"secret")
    assert b"secret" in made.getvalue()
    kept = bytes_of(added(place, name="家.jpg", content=made.getvalue()))
    assert b"Exif" not in kept
    assert b"secret" not in kept


def test_a_wide_picture_becomes_as_wide_as_a_page(place):
    file = added(place, content=picture(size=(4000, 1000)))
    assert (file.width, file.height) == (1920, 480)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SVG, "不收取SVG"),
        (PDF_PAGE, "不是 PNG、JPEG 或 WebP"),
        (b"", "不是 PNG"),
        (picture()[:60], "已经损坏"),
        (b"\0" * (LARGEST_PICTURE + 1), "超过5MB"),
    ],
)
def test_what_is_no_picture_is_refused(place, content, said):
    given = {"name": "图.png", "alt_text": "图", "officer": place.office_head}
    with pytest.raises(SiteRefused, match=said):
        add_picture(agency=place.agency, content=content, **given, **NOW)
    assert not SiteFile.objects.exists()


@pytest.mark.parametrize(("alt_text", "said"), [(" ", "未填写替代文本"), ("长" * 201, "最多200字")])
def test_a_picture_is_described(place, alt_text, said):
    with pytest.raises(SiteRefused, match=said):
        added(place, alt_text=alt_text)


def test_a_document_is_kept_as_it_came(place):
    file = document(place)
    assert bytes_of(file) == PDF_PAGE
    assert file.media_type == "application/pdf"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("说明.txt", "文字".encode()),
        ("图.png", picture()),
        ("a.pdf", b"MZ\x90"),
        ("a.docx", PDF_PAGE),
    ],
)
def test_other_documents_are_refused(place, name, content):
    with pytest.raises(SiteRefused):
        document(place, name=name, content=content)
    assert not SiteFile.objects.exists()


def test_who_neither_sets_nor_writes_adds_nothing(place):
    given = {"name": "图.png", "content": picture(), "alt_text": "图"}
    with pytest.raises(NotAllowed):
        add_picture(agency=place.agency, officer=place.secrecy, **given, **NOW)
