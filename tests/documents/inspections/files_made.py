"""Attachments with something in every nook; the people are invented."""

import io
import zipfile

import docx
import openpyxl
from docx.oxml import parse_xml
from docx.shared import RGBColor
from openpyxl.comments import Comment
from PIL import Image, PngImagePlugin

from documents.redactions.files import W, saved, typeset, with_parts

NAME, PHONE = "欧阳志远", "13900001234"


def word():
    """Return a Word file without anything hidden."""
    document = docx.Document()
    document.core_properties.author = "葫芦岛市住房公积金管理中心"
    document.add_paragraph("关于结息的公告")
    document.add_table(1, 2).cell(0, 1).text = "利率1.5%"
    return saved(document)


def crowded_word():
    """Return a Word file with hidden text, changes, a comment and names."""
    document = docx.Document()
    document.core_properties.author = NAME
    document.core_properties.last_modified_by = "李小萌"
    document.core_properties.comments = "初稿"
    paragraph = document.add_paragraph("看得见的文字")
    hidden = paragraph.add_run("隐藏的文字")
    hidden.font.hidden = True
    white = document.add_paragraph("甲").add_run("白色的文字")
    white.font.color.rgb = RGBColor(255, 255, 255)
    for xml in (
        f'<w:ins {W} w:id="1" w:author="{NAME}"><w:r><w:t>插入的</w:t></w:r></w:ins>',
        f'<w:del {W} w:id="2" w:author="{NAME}"><w:r><w:delText>删除的{PHONE}</w:delText>'
        "</w:r></w:del>",
    ):
        paragraph._p.append(parse_xml(xml))
    document.add_comment(paragraph.runs, text="这里要改", author=NAME, initials="O")
    picture = io.BytesIO(photograph())
    document.add_picture(picture)
    return saved(document)


def workbook(*, crowded=False):
    """Return an Excel workbook, crowded with a hidden sheet, row and column, and a comment."""
    book = openpyxl.Workbook()
    book.properties.creator = NAME if crowded else "openpyxl"
    sheet = book.active
    sheet.title = "汇总"
    sheet.append(["姓名", "电话", 3])
    sheet.append(["张某", 13900001234, "备注"])
    if crowded:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet["A1"].comment = Comment("核对后删去", NAME)
        other = book.create_sheet("底稿")
        other["A1"] = "底稿内容"
        other.sheet_state = "hidden"
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def photograph(kind="JPEG", *, turned=1):
    """Return a picture with artist, place and comment."""
    picture = Image.new("RGB", (60, 30), "red")
    exif = Image.Exif()
    exif[0x0112] = turned
    exif[0x013B] = NAME.encode()
    exif[0x010E] = "现场照片".encode()
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (40.0, 45.0, 0.0)
    output = io.BytesIO()
    if kind == "PNG":
        words = PngImagePlugin.PngInfo()
        words.add_text("Author", NAME)
        words.add_itxt("Comment", "说明文字", zip=True)
        picture.save(output, kind, exif=exif, pnginfo=words)
    else:
        picture.save(output, kind, exif=exif, comment="说明文字".encode())
    return output.getvalue()


def pdf(author=""):
    """Return a PDF of one page with its author in the properties."""
    source = f"""
#set document(author: ("{author}",), date: none)
#set page(width: 300pt, height: 200pt)
#set text(font: ("Noto Serif SC",))
关于调整住房公积金缴存基数的通知，经办人手机{PHONE}。
"""
    return typeset(source if author else source.replace('author: ("",), ', ""))


def written_pdf(extra="", catalog="", info=""):
    """Return a small PDF written by hand, with more objects and entries of the catalogue."""
    stream = b"BT /F1 12 Tf 20 100 Td (Housing fund notice) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
        f"/Resources << /Font << /F1 5 0 R >> >> {extra} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream.decode()}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    end += f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 6 0 R >>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()


def with_part(content, name, part=b"x"):
    """Return an archive with one more part."""
    return with_parts(content, {name: part})


def part_of(content, name):
    """Return a part of an archive."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)
