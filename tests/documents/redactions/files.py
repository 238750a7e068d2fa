"""Files with secrets in every nook: a PDF set by Typst, a Word file by python-docx, photographs."""

import io
import json
import zipfile

import docx
import typst
from docx.oxml import parse_xml
from PIL import Image, ImageDraw

from gongkai.documents.redactions.areas import Area
from gongkai.documents.typesetting.fonts import typefaces

NAME, IDENTITY, PHONE = "欧阳志远", "210411198001011234", "13800138000"
SECRETS = (NAME, IDENTITY, PHONE)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_PAGES = """
#let lines = json(bytes(sys.inputs.lines))
#set page(width: 400pt, height: 400pt, margin: 0pt)
#set text(font: ("Noto Serif SC",), size: 12pt)
#for (number, page-lines) in lines.enumerate() {
  if number > 0 { pagebreak() }
  for (index, line) in page-lines.enumerate() {
    place(top + left, dx: 20pt, dy: 20pt + index * 30pt, text(line))
  }
}
"""


def pdf_of(*pages):
    """Return a PDF of 400 × 400 points; each line of a page stands in a row of 30 points."""
    return typeset(_PAGES, lines=json.dumps(pages))


def typeset(source, **inputs):
    """Return what Typst makes of a source, as PDF."""
    fonts = typefaces(None).collection
    compiler = typst.Compiler(source.encode(), font_paths=fonts, ignore_system_fonts=True)
    return compiler.compile(format="pdf", sys_inputs=inputs, timestamp=0)


def row(number, page=1):
    """Return the area of a row of a PDF's page, from 0."""
    return Area(page, 0.02, (15 + number * 30) / 400, 0.98, (40 + number * 30) / 400)


def word_of(*lines):
    """Return a Word file of paragraphs."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document):
    """Return a document of python-docx as bytes."""
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def crowded_word():
    """Return a Word file that holds the secrets in every place a Word file has."""
    document = docx.Document()
    paragraph = document.add_paragraph("申请人")
    for piece in (NAME[:1], NAME[1:3], NAME[3:], "，身份证", IDENTITY[:6], IDENTITY[6:]):
        paragraph.add_run(piece)
    document.add_paragraph(f"电话 {PHONE[:3]} {PHONE[3:7]}-{PHONE[7:]} 可以公开的部分")
    full_width = "".join(chr(ord(digit) + 0xFEE0) for digit in PHONE)
    document.add_paragraph(f"全角 {full_width}")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "姓名", NAME
    section = document.sections[0]
    section.header.paragraphs[0].text = f"页眉{NAME}"
    section.footer.paragraphs[0].text = f"页脚{PHONE}"
    comment = document.add_comment(paragraph.runs, text=f"批注{NAME}", author=NAME, initials="O")
    assert comment is not None
    document.core_properties.author = document.core_properties.title = NAME
    document.core_properties.comments = IDENTITY
    for xml in (
        f'<w:ins {W} w:id="1" w:author="{NAME}"><w:r><w:t>已插入{NAME}甲</w:t></w:r></w:ins>',
        f'<w:del {W} w:id="2" w:author="{NAME}"><w:r><w:delText>已删除{PHONE}</w:delText>'
        "</w:r></w:del>",
        f"<w:r {W}><w:rPr><w:vanish/></w:rPr><w:t>隐藏文字{NAME}</w:t></w:r>",
        f'<w:fldSimple {W} w:instr=" HYPERLINK &quot;mailto:{PHONE}@x.cn&quot; ">'
        "<w:r><w:t>链接</w:t></w:r></w:fldSimple>",
        f'<w:bookmarkStart {W} w:id="7" w:name="{NAME}"/>',
        f'<w:r {W}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" alt="{NAME}">'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>框内{NAME[:2]}</w:t></w:r><w:r>"
        f"<w:t>{NAME[2:]}乙</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
    ):
        paragraph._p.append(parse_xml(xml))
    settings = document.settings.element
    settings.append(
        parse_xml(f'<w:docVars {W}><w:docVar w:name="v" w:val="{IDENTITY}"/></w:docVars>')
    )
    picture = io.BytesIO(photograph())
    shape = document.add_picture(picture)
    shape._inline.docPr.set("descr", f"{NAME}的照片")
    rels = document.part.relate_to(f"mailto:{PHONE}@example.cn", _HYPERLINK, is_external=True)
    assert rels
    return with_parts(
        saved(document),
        {
            "customXml/item9.xml": f"<a>{NAME}</a>".encode(),
            "docProps/thumbnail.jpeg": photograph(),
            "docProps/custom.xml": f"<p>{IDENTITY}</p>".encode(),
        },
    )


_HYPERLINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def with_parts(content, parts):
    """Return an archive with some parts put in or in others' stead."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, part in parts.items():
            new.writestr(name, part)
    return output.getvalue()


def everything_in(content):
    """Return all bytes of an archive, unpacked, with the names of its parts."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(name.encode() + archive.read(name) for name in archive.namelist())


def photograph(kind="JPEG", orientation=1):
    """Return a picture, 200 × 100, red beside blue, with EXIF and thumbnail."""
    picture = Image.new("RGB", (200, 100), "red")
    ImageDraw.Draw(picture).rectangle((100, 0, 199, 99), fill="blue")
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x013B] = NAME
    exif[0x010E] = PHONE
    small = io.BytesIO()
    picture.resize((40, 20)).save(small, "JPEG")
    exif[0x9286] = small.getvalue()
    output = io.BytesIO()
    picture.save(output, kind, exif=exif)
    return output.getvalue()
