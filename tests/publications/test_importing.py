"""A draft made from a Word file, and what the check reads in attachments."""

from io import BytesIO

import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image

from gongkai.publications.operations.acting import ItemRefused
from gongkai.publications.operations.attaching import attach_file
from gongkai.publications.operations.cleaning import clean_file
from gongkai.publications.operations.drafting import save_item
from gongkai.publications.operations.importing import draft_from_docx
from gongkai.publications.operations.submitting import submit_item
from gongkai.publications.queries.contents import files_of
from gongkai.publications.queries.file_contents import content_of
from gongkai.publications.queries.prechecking import precheck
from publications.office import NOW, ON, content, drafted, office

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return office()


def word_file(*, author="", paragraphs=("各网点办公时间调整如下。",), picture=False):
    document = Document()
    document.core_properties.author = author
    document.core_properties.last_modified_by = author
    document.add_heading("关于调整办公时间的通知", 0)
    for text in paragraphs:
        document.add_paragraph(text)
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "网点", "时间"
    if picture:
        drawn = BytesIO()
        Image.new("RGB", (40, 30), "navy").save(drawn, "PNG")
        document.add_picture(BytesIO(drawn.getvalue()), width=Mm(20))
    stored = BytesIO()
    document.save(stored)
    return stored.getvalue()


def imported(place, name="通知.docx", content=None):
    return draft_from_docx(
        agency=place.agency,
        column=place.column,
        name=name,
        content=word_file(picture=True) if content is None else content,
        officer=place.drafter,
        **NOW,
    )


def test_title_text_tables_and_pictures_are_taken_over(place):
    item = imported(place)
    assert item.title == "关于调整办公时间的通知"
    assert "<p>各网点办公时间调整如下。</p>" in item.body and "<table>" in item.body
    (picture,) = files_of(item)
    assert picture.use == "IMAGE" and f'src="file:{picture.pk}"' in item.body
    assert item.revisions.order_by("number").last().note == "由“通知.docx”导入"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"%PDF-1.7"])
def test_what_is_no_word_file_is_refused_and_leaves_nothing(place, content):
    with pytest.raises(ItemRefused, match="Word文件："):
        imported(place, content=content)
    assert not place.column._meta.apps.get_model("publications", "Item").objects.exists()


def test_what_an_attachment_hides_is_found_before_it_is_public(place):
    item = drafted(place)
    attach_file(
        item=item,
        version=item.version,
        use="ATTACHMENT",
        name="附件.docx",
        content=word_file(author="张某人", paragraphs=("身份证号11010519491231002X。",)),
        officer=place.drafter,
        **NOW,
    )
    item.refresh_from_db()
    found = precheck(item, ON)
    assert any(each.place.startswith("attachment:附件.docx/") for each in found.open)
    assert {"IDENTITY_NUMBER", "FILE_PERSON"} <= {each.rule for each in found.open}
    assert "19491231002X" not in repr(found.findings)
    with pytest.raises(ItemRefused, match="内容检查有"):
        submit_item(item=item, version=item.version, officer=place.drafter, **NOW)


def test_names_in_a_files_properties_are_removed_at_one_click(place):
    item = drafted(place)
    file = attach_file(
        item=item, version=item.version, use="ATTACHMENT", name="附件.docx",
        content=word_file(author="张某人"), officer=place.drafter, **NOW,
    )  # fmt: skip
    item.refresh_from_db()
    assert [each.rule for each in precheck(item, ON).open] == ["FILE_PERSON"] * 2
    clean = clean_file(file=file, version=item.version, officer=place.drafter, **NOW)
    item.refresh_from_db()
    assert files_of(item) == [clean] and not precheck(item, ON).open
    assert Document(BytesIO(content_of(clean))).core_properties.author == ""
    with pytest.raises(ItemRefused, match="没有需要清除"):
        clean_file(file=clean, version=item.version, officer=place.drafter, **NOW)


def test_a_picture_in_the_text_stays_in_it_when_it_is_cleaned(place):
    item = drafted(place)
    drawn = BytesIO()
    picture = Image.new("RGB", (40, 30), "navy")
    exif = picture.getexif()
    exif[315] = "张某人"
    picture.save(drawn, "JPEG", exif=exif)
    file = attach_file(
        item=item, version=item.version, use="IMAGE", name="图.jpg", alt_text="网点分布图",
        content=drawn.getvalue(), officer=place.drafter, **NOW,
    )  # fmt: skip
    item.refresh_from_db()
    item = save_item(
        item=item,
        version=item.version,
        content=content(place, body=f'<p><img src="file:{file.pk}" alt="网点分布图"></p>'),
        officer=place.drafter,
        **NOW,
    )
    clean = clean_file(file=file, version=item.version, officer=place.drafter, **NOW)
    item.refresh_from_db()
    assert f'src="file:{clean.pk}"' in item.body and clean.alt_text == "网点分布图"
