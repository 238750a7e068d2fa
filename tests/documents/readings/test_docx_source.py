"""Word documents as offices and their programs write them."""

import pytest

from documents.readings.office_files import docx_file, paragraph, word_table
from documents.readings.sources_made import expected_tables, outline_of, tables_of, texts_of
from gongkai.documents.readings.docx import read_docx
from gongkai.documents.readings.docx_numbering import written
from gongkai.documents.readings.sources import ReportFileUnreadable, SourceText
from gongkai.documents.reports.docx import render_docx


def read(body, **parts):
    return read_docx(docx_file(body, **parts), "年报.docx")


def run(inside, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr>{inside}</w:r>"


def line(inside):
    return texts_of(read(f"<w:p>{inside}</w:p>"))


def test_our_own_document_comes_through_whole(huludao):
    source = read_docx(render_docx(huludao), "年报.docx")
    assert tables_of(source) == expected_tables(huludao)
    sections = huludao.sections
    headings = [b.text for b in source.blocks if isinstance(b, SourceText) and b.level == 1]
    assert headings == [*huludao.title_lines, *(section.title for section in sections)]
    told = [block.text for section in sections for block in section.blocks]
    assert [text for text in texts_of(source) if text in set(told)] == told
    assert texts_of(source)[-2:] == list(huludao.signature)
    assert source.format == "docx"


@pytest.mark.parametrize(
    ("inside", "lines"),
    [
        (run("<w:t>甲</w:t>") + run("<w:t>乙</w:t>"), ["甲乙"]),
        (run("<w:t>甲</w:t><w:tab/><w:t>乙</w:t>"), ["甲 乙"]),
        (run("<w:t>甲</w:t><w:br/><w:t>乙</w:t>"), ["甲", "乙"]),
        (run("<w:t>2023</w:t><w:noBreakHyphen/><w:t>1</w:t>"), ["2023-1"]),
        (run("<w:t>甲</w:t>", "<w:vanish/>") + run("<w:t>乙</w:t>"), ["乙"]),
        (run("<w:t>甲</w:t>", '<w:vanish w:val="0"/>'), ["甲"]),
        (f"<w:del>{run('<w:delText>旧</w:delText>')}</w:del><w:ins>{run('<w:t>新</w:t>')}</w:ins>",
         ["新"]),
        (f"<w:moveFrom>{run('<w:t>旧</w:t>')}</w:moveFrom>", []),
        (f"<w:hyperlink>{run('<w:t>链接</w:t>')}</w:hyperlink>", ["链接"]),
        (f"<w:sdt><w:sdtPr/><w:sdtContent>{run('<w:t>控</w:t>')}</w:sdtContent></w:sdt>", ["控"]),
        (run('<w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText>')
         + run("<w:t>3</w:t>"), ["3"]),
        (run('<w:t xml:space="preserve"> 1 </w:t><w:footnoteReference w:id="1"/>'), ["1"]),
        ("<m:oMath><m:r><m:t>95</m:t></m:r></m:oMath>", ["95"]),
        (run("<w:ruby><w:rt><w:r><w:t>yi</w:t></w:r></w:rt>"
             "<w:rubyBase><w:r><w:t>一</w:t></w:r></w:rubyBase></w:ruby>"), ["一"]),
    ],
)  # fmt: skip
def test_what_a_paragraph_shows(inside, lines):
    assert line(inside) == lines


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_text_boxes_are_read_once():
    inside = BOX.format(paragraph("框中字") + word_table(["甲", "1"]))
    box = (
        f"<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    source = read(f"<w:p>{run('<w:t>前</w:t>')}{run(box)}</w:p>{paragraph('后')}")
    assert outline_of(source) == ["前", "框中字", "表", "后"]
    old = BOX.format(paragraph("旧式框"))
    old = run(f"<w:pict><v:textbox>{old}</v:textbox></w:pict>")
    assert line(old) == ["旧式框"]


def test_a_text_box_in_a_cell_belongs_to_the_cell():
    box = run(f"<w:pict>{BOX.format(paragraph('3'))}</w:pict>")
    assert tables_of(read(word_table(["甲", ("", f"<w:p>{box}</w:p>")]))) == [[["甲", "3"]]]


def merged(name, value=None):
    return f"<w:{name}/>" if value is None else f'<w:{name} w:val="{value}"/>'


def test_merged_cells_become_spans():
    text = paragraph
    rows = (
        [(merged("gridSpan", 2) + merged("vMerge", "restart"), text("甲")), "乙"],
        [(merged("gridSpan", 2) + merged("vMerge"), text("")), "丙"],
        [
            (merged("vMerge", "restart"), text("丁")),
            (merged("vMerge", "restart"), text("戊")),
            "己",
        ],
        [(merged("vMerge"), text("")), (merged("vMerge"), text("")), "庚"],
        [(merged("hMerge", "restart"), text("辛")), (merged("hMerge"), text("")), "壬"],
    )
    assert tables_of(read(word_table(*rows))) == [
        [["甲 2×2", "乙"], ["丙"], ["丁 1×2", "戊 1×2", "己"], ["庚"], ["辛 2×1", "壬"]]
    ]


def test_a_cell_that_continues_nothing_stands_for_itself():
    rows = (["甲", "乙"], [(merged("vMerge"), paragraph("丙")), "丁"])
    assert tables_of(read(word_table(*rows))) == [[["甲", "乙"], ["丙", "丁"]]]


def test_rows_may_begin_late_be_deleted_or_controlled():
    late = "<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    gone = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr>"
    cells = "<w:tc><w:p/></w:tc>" * 3
    controlled = f"<w:sdt><w:sdtContent><w:tr>{cells}</w:tr></w:sdtContent></w:sdt>"
    assert tables_of(read(f"<w:tbl>{late}{gone}{controlled}</w:tbl>")) == [
        [[" 2×1", ""], ["", "", ""]]
    ]


def test_the_lines_of_a_cell_are_kept():
    inside = paragraph("商业") + "<w:p/>" + paragraph("企业")
    assert tables_of(read(word_table([("", inside), "1"]))) == [[["商业\n企业", "1"]]]


def test_layout_tables_give_what_is_in_them():
    inner = word_table(["甲", "1"])
    outer = word_table([("", paragraph("上") + inner + paragraph("下"))])
    assert outline_of(read(outer)) == ["上", "表", "下"]
    assert outline_of(read(word_table([("", paragraph("独") + paragraph("格"))]))) == ["独", "格"]


STYLES = (
    '<w:style w:type="table" w:styleId="T"><w:name w:val="Table Grid"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="heading 2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="报告标题"/><w:basedOn w:val="a1"/>'
    "</w:style>"
    '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="大纲"/><w:pPr><w:outlineLvl '
    'w:val="0"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "level"),
    [
        ('<w:pStyle w:val="a1"/>', 2),
        ('<w:pStyle w:val="a2"/>', 2),
        ('<w:pStyle w:val="a3"/>', 1),
        ('<w:outlineLvl w:val="3"/>', 4),
        ('<w:pStyle w:val="a1"/><w:outlineLvl w:val="9"/>', 0),
        ('<w:pStyle w:val="无"/>', 0),
        ("", 0),
    ],
)
def test_the_level_of_a_heading(properties, level):
    (block,) = read(paragraph("标题", properties), styles=STYLES).blocks
    assert block.level == level


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/>'
    '<w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%3."/><w:isLgl/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0">'
    '<w:numFmt w:val="bullet"/><w:lvlText w:val="\uf06c"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="1">'
    '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>'
)


def numbered(text, level=0, list_id=1):
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties)


def test_automatic_numbers_are_written_out():
    body = "".join(
        [
            numbered("总体情况"),
            numbered("主动公开", 1),
            numbered("依申请公开", 1),
            numbered("主动公开政府信息情况"),
            numbered("某项", 1),
            numbered("细目", 2),
            numbered("另起", 1, list_id=2),
            numbered("圆点", list_id=3),
            paragraph("样式", '<w:pStyle w:val="a3"/>'),
            paragraph("取消", '<w:pStyle w:val="a3"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
        ]
    )
    assert texts_of(read(body, styles=STYLES, numbering=NUMBERING)) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "二、主动公开政府信息情况",
        "（一）某项",
        "2.1.细目",
        "（五）另起",
        "圆点",
        "三、样式",
        "取消",
    ]


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (10, "chineseCounting", "十"),
        (12, "chineseCountingThousand", "十二"),
        (20, "japaneseCounting", "二十"),
        (101, "chineseCountingThousand", "一百零一"),
        (1010, "chineseCountingThousand", "一千零一十"),
        (3, "chineseLegalSimplified", "叁"),
        (11, "ideographTraditional", "甲"),
        (3, "decimalEnclosedCircle", "③"),
        (21, "decimalEnclosedCircle", "21"),
        (12, "decimalFullWidth", "１２"),
        (4, "upperRoman", "IV"),
        (28, "lowerLetter", "bb"),
        (7, "unheardOf", "7"),
    ],
)
def test_word_s_number_formats(number, form, text):
    assert written(number, form) == text


CHUNK = (
    '<Relationship Id="rId5" Target="afchunk.htm"/>'
    '<Relationship Id="rId6" TargetMode="External" Target="file:///etc/passwd"/>'
)


def test_a_web_page_kept_inside_is_read():
    page = "<html><p>甲</p><table><tr><td>1</td><td>2</td></tr></table></html>"
    body = paragraph("前") + '<w:altChunk r:id="rId5"/>'
    source = read(body, relations=CHUNK, more={"word/afchunk.htm": page})
    assert outline_of(source) == ["前", "甲", "表"]


@pytest.mark.parametrize("key", ["rId5", "rId6", "rId7"])
def test_other_formats_kept_inside_are_refused(key):
    with pytest.raises(ReportFileUnreadable, match="嵌有其他格式的内容，请用Word打开并另存"):
        read(f'<w:altChunk r:id="{key}"/>', relations=CHUNK, more={"word/afchunk.htm": "{\\rtf1}"})


def test_a_document_of_pictures_is_refused():
    with pytest.raises(ReportFileUnreadable, match="只有图片，.*请向报送单位索取可编辑的Word"):
        read(f"<w:p>{run('<w:drawing/>')}</w:p>")
    assert read("<w:p/>").blocks == ()
