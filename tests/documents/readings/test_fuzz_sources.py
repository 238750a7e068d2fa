"""Any bytes, and healthy files with bytes changed, give a source or a refusal in one line."""

import io
import zipfile
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.readings.office_files import docx_file, paragraph, xlsx_file, zipped
from documents.readings.sources_made import tables_of
from gongkai.documents.readings.docx import read_docx
from gongkai.documents.readings.html import read_html
from gongkai.documents.readings.opening import sniffed
from gongkai.documents.readings.sources import ReportFileUnreadable, Source
from gongkai.documents.readings.xlsx import read_xlsx

FORMATS = {"html", "docx", "xlsx", "pdf", "txt", "json"}
READERS = {"html": read_html, "docx": read_docx, "xlsx": read_xlsx}


@cache
def healthy(kind):
    """Return a small healthy file with everything in it that readers look at."""
    if kind == "html":
        cells = '<td colspan="2">甲</td><td rowspan=2><p>1</p></td>'
        return (
            '<meta charset="utf-8"><meta name="PubDate" content="2024-01-31"><title>年报</title>'
            f"<h1>题</h1><table><thead><tr>{cells}</tr></thead><tr><td hidden>2<br>3</table>"
            '<div style="display:none">x</div><pre>1\n2</pre><script>1<2</script>'
        ).encode()
    if kind == "docx":
        run = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>2</w:t></w:r>"
        merged = '<w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>'
        table = (
            f"<w:tbl><w:tr><w:tc>{merged}<w:p>{run}</w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        )
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        return zipped(
            {
                name: content
                for name, content in _parts(
                    docx_file(
                        paragraph("题", '<w:pStyle w:val="a"/>') + paragraph("项", listed) + table,
                        styles='<w:style w:type="paragraph" w:styleId="a"><w:name '
                        'w:val="heading 1"/></w:style>',
                        numbering='<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt '
                        'w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
                        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
                    )
                ).items()
            },
            zipfile.ZIP_STORED,
        )
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = (
        '<row r="1" hidden="0"><c r="A1" t="s" s="1"><v>0</v></c><c r="B1" s="1"><v>45322</v></c>'
        '</row><row r="2"><c r="A2"><f>1+1</f><v>2</v></c><c r="C2" t="b"><v>1</v></c></row>'
    )
    return zipped(
        _parts(
            xlsx_file(
                cells,
                before='<cols><col min="4" max="9" hidden="1"/></cols>',
                after='<mergeCells><mergeCell ref="A2:B3"/></mergeCells>',
                **{
                    "xl/sharedStrings.xml": f"<sst {names}><si><r><t>甲</t></r></si></sst>",
                    "xl/styles.xml": f"<styleSheet {names}><borders><border/><border><left "
                    'style="thin"/><top style="thin"/></border></borders><cellXfs><xf/><xf '
                    'numFmtId="14" borderId="1"/></cellXfs></styleSheet>',
                },
            )
        ),
        zipfile.ZIP_STORED,
    )


def _parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def read_or_refused(kind, content):
    try:
        assert isinstance(READERS[kind](content, "年报"), Source)
    except ReportFileUnreadable as refused:
        assert str(refused) and "\n" not in str(refused)


@pytest.mark.parametrize("kind", READERS)
def test_the_healthy_file_is_read(kind):
    assert tables_of(READERS[kind](healthy(kind), "年报"))


QUICK = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
EDITS = st.lists(
    st.tuples(
        st.floats(0, 1, exclude_max=True),
        st.integers(0, 12),
        st.one_of(
            st.binary(max_size=6),
            st.sampled_from(
                [b"<", b">", b'"', b"&", b"</w:p>", b"<w:tbl>", b"<td>", b"<table>", b"-1",
                 b"999999", b"\xb2", b"\xff", b"\0", b"1e999", b"<!--", b"XFD1048576"]
            ),
        ),
    ),
    max_size=5,
)  # fmt: skip


def edited(content, edits):
    """Replace a few bytes at relative places by others."""
    for place, length, put in edits:
        at = int(place * len(content))
        content = content[:at] + put + content[at + length :]
    return content


@pytest.mark.parametrize("kind", READERS)
@QUICK
@given(content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(kind, content):
    read_or_refused(kind, content)


@pytest.mark.parametrize("kind", READERS)
@QUICK
@given(edits=EDITS)
def test_files_with_changed_bytes_are_read_or_refused(kind, edits):
    read_or_refused(kind, edited(healthy(kind), edits))


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@QUICK
@given(place=st.floats(0, 1, exclude_max=True), edits=EDITS)
def test_packages_with_a_changed_part_are_read_or_refused(kind, place, edits):
    parts = _parts(healthy(kind))
    name = sorted(parts)[int(place * len(parts))]
    changed = zipped(parts | {name: edited(parts[name], edits)}, zipfile.ZIP_STORED)
    read_or_refused(kind, changed)


@QUICK
@given(start=st.sampled_from([b"", b"PK\3\4", b"%PDF", b"<", b"{", b"\xff\xfe", b"BM"]),
       rest=st.binary(max_size=200))  # fmt: skip
def test_any_bytes_have_a_format_or_are_refused(start, rest):
    try:
        assert sniffed(start + rest, "年报") in FORMATS
    except ReportFileUnreadable as refused:
        assert "\n" not in str(refused)
